"""Persons' requests: what is asked, by whom, what was done about it, and which accounts are restricted because of it."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_requests",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("asks", "order_code", "language")),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "outcome", "ground")),
        sa.Column("decided_by", sa.Text()),
        sa.Column("sent_on", sa.Date()),
        sa.CheckConstraint(
            "asks IN ('access', 'rectification', 'erasure', 'restriction', 'objection')", name=op.f("ck_person_requests_asks")
        ),
        sa.CheckConstraint("state IN ('open', 'decided', 'closed')", name=op.f("ck_person_requests_state")),
        sa.CheckConstraint(
            "outcome = '' OR outcome IN ('granted', 'partly', 'refused')", name=op.f("ck_person_requests_outcome")
        ),
        sa.CheckConstraint("outcome NOT IN ('partly', 'refused') OR ground <> ''", name=op.f("ck_person_requests_ground")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_person_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_requests_state"), "person_requests", ["state"])
    op.create_table(
        "requesters",
        sa.Column("request_number", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "address", "identified_by", "holder_id", "iban")),
        _of_request("requesters"),
        sa.PrimaryKeyConstraint("request_number", name=op.f("pk_requesters")),
    )
    op.create_table(
        "person_request_events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("request_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "event", "detail")),
        _of_request("person_request_events"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_person_request_events")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "restrictions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("request_number", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_on", sa.Date()),
        sa.Column("lifted_by", sa.Text()),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("lifted_at IS NULL OR told_on IS NOT NULL", name=op.f("ck_restrictions_told_before")),
        _of_request("restrictions"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_restrictions")),
        sqlite_autoincrement=True,
    )
    for table in ("person_request_events", "restrictions"):
        op.create_index(op.f(f"ix_{table}_request_number"), table, ["request_number"])
    op.create_index(op.f("ix_restrictions_account"), "restrictions", ["account"])
    grant_roles(op.get_bind())


def _of_request(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_request_number_person_requests")
    return sa.ForeignKeyConstraint(["request_number"], ["person_requests.number"], name=name)


def downgrade() -> None:
    for table in ("restrictions", "person_request_events", "requesters", "person_requests"):
        op.drop_table(table)
