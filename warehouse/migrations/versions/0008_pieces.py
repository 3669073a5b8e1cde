"""Pieces: who read which under which class, which were refused; the register of incidents."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incidents")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_incidents_at"), "incidents", ["at"])
    op.create_index(op.f("ix_incidents_subject"), "incidents", ["subject"])
    op.create_table(
        "piece_refusals",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("piece_class", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_piece_refusals")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "piece_views",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("piece_class", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_piece_views_report_number_reports")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_piece_views")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_piece_views_report_number"), "piece_views", ["report_number"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("piece_views")
    op.drop_table("piece_refusals")
    op.drop_table("incidents")
