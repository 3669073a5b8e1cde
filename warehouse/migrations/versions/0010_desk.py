"""The analysts' desk: assignment, decisions by two people, notes, ticks, filters, joint cases, samples, requests."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MADE = (
    "account_requests",
    "sample_accounts",
    "samples",
    "joint_cases",
    "desk_people",
    "saved_filters",
    "alert_ticks",
    "alert_notes",
    "decision_proposals",
)


def upgrade() -> None:
    op.add_column("alerts", sa.Column("assignee", sa.Text(), server_default="", nullable=False))
    op.add_column("alerts", sa.Column("proposed", sa.Text(), server_default="", nullable=False))
    op.add_column("dispositions", sa.Column("second", sa.Text(), nullable=True))
    order = ["status", "tier", sa.text("score_micro DESC"), sa.text("amount_milli DESC"), "created_at", "number"]
    op.create_index("ix_alerts_queue", "alerts", order)
    op.create_index("ix_alerts_tally", "alerts", ["status", "created_at", "severity", "assignee", "proposed", "bar"])
    op.create_index("ix_alerts_status_detector_bar", "alerts", ["status", "detector", "bar"])
    _of_alerts()
    _of_people()
    _of_openings()
    grant_roles(op.get_bind())


def downgrade() -> None:
    for table in MADE:
        op.drop_table(table)
    for index in ("ix_alerts_status_detector_bar", "ix_alerts_tally", "ix_alerts_queue"):
        op.drop_index(index, "alerts")
    op.drop_column("dispositions", "second")
    op.drop_column("alerts", "proposed")
    op.drop_column("alerts", "assignee")


def _number() -> sa.Column:
    return sa.Column("number", sa.Integer(), nullable=False)


def _alert() -> sa.Column:
    return sa.Column("alert_number", sa.Integer(), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _keys(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["alert_number"], ["alerts.number"], name=op.f(f"fk_{table}_alert_number_alerts")),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{table}")),
    ]


def _of_alerts() -> None:
    op.create_table(
        "decision_proposals",
        *(_number(), _alert(), _text("outcome"), _text("reason"), _text("by"), _moment("at"), _text("state")),
        *(_text("decided_by", nullable=True), _moment("decided_at", nullable=True), _text("why", nullable=True)),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'declined', 'overtaken')", name=op.f("ck_decision_proposals_state")
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> by)",
            name=op.f("ck_decision_proposals_two_people"),
        ),
        *_keys("decision_proposals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_proposals_state", "decision_proposals", ["state"])
    op.create_table(
        "alert_notes",
        *(_number(), _alert(), _moment("at"), _text("by"), _text("text")),
        *_keys("alert_notes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alert_ticks",
        *(_number(), _alert(), _text("step"), sa.Column("done", sa.Boolean(), nullable=False), _moment("at"), _text("by")),
        *_keys("alert_ticks"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "joint_cases",
        *(_number(), _alert(), _text("of_order"), _text("granted_to"), _text("reason")),
        *(sa.Column("until", sa.Date(), nullable=False), _text("by"), _moment("at")),
        sa.CheckConstraint("of_order <> granted_to", name=op.f("ck_joint_cases_two_orders")),
        *_keys("joint_cases"),
        sqlite_autoincrement=True,
    )
    for table in ("decision_proposals", "alert_notes", "alert_ticks", "joint_cases"):
        op.create_index(op.f(f"ix_{table}_alert_number"), table, ["alert_number"])


def _of_people() -> None:
    op.create_table(
        "saved_filters",
        *(_number(), _text("owner"), _text("name"), _text("query"), _moment("at")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_saved_filters_owner_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "desk_people",
        *(_text("name"), _text("role"), sa.Column("seen_on", sa.Date(), nullable=False)),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_desk_people")),
    )


def _of_openings() -> None:
    op.create_table(
        "samples",
        *(_number(), _text("order_code"), sa.Column("year", sa.Integer(), nullable=False), _text("seed")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("per_mille", "population")),
        *(_text("population_digest"), _text("drawn_by"), _moment("drawn_at")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_samples")),
        sa.UniqueConstraint("order_code", "year", name=op.f("uq_samples_order_code_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sample_accounts",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("sample_number", "position")),
        *(_text("iban"), _text("currency"), _text("bar"), _moment("drawn_at")),
        sa.ForeignKeyConstraint(["sample_number"], ["samples.number"], name=op.f("fk_sample_accounts_sample_number_samples")),
        sa.PrimaryKeyConstraint("sample_number", "position", name=op.f("pk_sample_accounts")),
    )
    op.create_index(op.f("ix_sample_accounts_iban"), "sample_accounts", ["iban"])
    op.create_table(
        "account_requests",
        *(_number(), _text("iban"), _text("currency"), _text("bar"), _text("reference")),
        *(sa.Column("received_on", sa.Date(), nullable=False), _text("recorded_by"), _moment("recorded_at")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_account_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_account_requests_iban"), "account_requests", ["iban"])
