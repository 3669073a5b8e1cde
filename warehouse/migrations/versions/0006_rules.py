"""Snoozes of rules; the parameters in force on each finding; slight breaches leave the second tier of the queue."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("findings", sa.Column("parameters", sa.JSON(), server_default="{}", nullable=False))
    op.create_table(
        "rule_snoozes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("counterparty", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("two_people", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.CheckConstraint("(account IS NULL) <> (counterparty IS NULL)", name=op.f("ck_rule_snoozes_one_subject")),
        sa.CheckConstraint("state IN ('proposed', 'in_force', 'ended')", name=op.f("ck_rule_snoozes_state")),
        sa.CheckConstraint(
            "state <> 'in_force' OR NOT two_people OR (approved_by IS NOT NULL AND approved_by <> proposed_by)",
            name=op.f("ck_rule_snoozes_two_people"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_rule_snoozes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rule_snoozes_account"), "rule_snoozes", ["account"])
    op.create_index("ix_rule_snoozes_detector_state", "rule_snoozes", ["detector", "state"])
    op.execute("UPDATE alerts SET tier = 3 WHERE tier = 2 AND nature = 'illicit' AND severity = 'low'")
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("rule_snoozes")
    op.drop_column("findings", "parameters")
