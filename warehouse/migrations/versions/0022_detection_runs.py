"""Runs of detection, and the rules and figures by which they judged."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule_sets",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_rule_sets")),
    )
    op.create_table(
        "detection_runs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rule_set", "program", "model")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("read_at_begin", "read_at_end")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("new_findings", "alerts")),
        sa.ForeignKeyConstraint(["rule_set"], ["rule_sets.digest"], name=op.f("fk_detection_runs_rule_set_rule_sets")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_detection_runs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_detection_runs_on"), "detection_runs", ["on"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    for table in ("detection_runs", "rule_sets"):
        op.drop_table(table)
