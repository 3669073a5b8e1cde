"""What is expected of the banks and what was asked of them; the decisions by which a statement leaves quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "first_demands",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covered_on", sa.Date(), nullable=True),
        sa.CheckConstraint("since <= until", name=op.f("ck_first_demands_period")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_first_demands")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_first_demands_account_currency", "first_demands", ["account", "currency"])
    op.create_table(
        "first_demand_reminders",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("demand_number", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column("reminded_by", sa.Text(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["demand_number"], ["first_demands.number"], name=op.f("fk_first_demand_reminders_demand_number_first_demands")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_first_demand_reminders")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_first_demand_reminders_demand_number"), "first_demand_reminders", ["demand_number"])
    op.create_table(
        "quarantine_decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_why", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_why", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('release', 'rejection')", name=op.f("ck_quarantine_decisions_kind")),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'declined')", name=op.f("ck_quarantine_decisions_state")),
        sa.CheckConstraint("state <> 'approved' OR proposed_by <> decided_by", name=op.f("ck_quarantine_decisions_two_people")),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.delivery"], name=op.f("fk_quarantine_decisions_delivery_deliveries")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_quarantine_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_quarantine_decisions_open",
        "quarantine_decisions",
        ["delivery", "position"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_table(
        "quarantine_closings",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_number", sa.Integer(), nullable=True),
        sa.Column("correcting_delivery", sa.Text(), nullable=True),
        sa.Column("correcting_position", sa.Integer(), nullable=True),
        sa.CheckConstraint("how IN ('rejected', 'corrected')", name=op.f("ck_quarantine_closings_how")),
        sa.ForeignKeyConstraint(
            ["decision_number"],
            ["quarantine_decisions.number"],
            name=op.f("fk_quarantine_closings_decision_number_quarantine_decisions"),
        ),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.delivery"], name=op.f("fk_quarantine_closings_delivery_deliveries")),
        sa.PrimaryKeyConstraint("delivery", "position", name=op.f("pk_quarantine_closings")),
    )


def downgrade() -> None:

    op.drop_table("quarantine_closings")
    op.drop_table("quarantine_decisions")
    op.drop_table("first_demand_reminders")
    op.drop_table("first_demands")
