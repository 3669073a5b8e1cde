"""What bâtonniers answer about the alerts of the reports that they got, and the holds that it proposes."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OUTCOMES = "'unfounded', 'explained', 'regularised', 'enquiry', 'proceedings', 'transferred'"


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("alert_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("to_bar", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hold", sa.Text(), nullable=False),
        sa.Column("hold_id", sa.Text(), nullable=False),
        sa.Column("hold_decided_by", sa.Text()),
        sa.Column("hold_decided_at", sa.DateTime(timezone=True)),
        sa.Column("declined_why", sa.Text(), nullable=False),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_answers_outcome")),
        sa.CheckConstraint("hold IN ('', 'proposed', 'placed', 'declined', 'overtaken')", name=op.f("ck_answers_hold")),
        sa.CheckConstraint("hold <> 'placed' OR hold_id <> ''", name=op.f("ck_answers_placed")),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_answers_report_number_reports")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_answers")),
        sqlite_autoincrement=True,
    )
    for column in ("report_number", "alert_number"):
        op.create_index(op.f(f"ix_answers_{column}"), "answers", [column])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("answers")
