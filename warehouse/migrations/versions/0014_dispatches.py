"""Recipients with their keys, offices and designations, what was dispatched to whom, and the analyst who checks a draft."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("recipient", sa.Text(), nullable=False, server_default=""))
    op.add_column("reports", sa.Column("checked_by", sa.Text()))
    op.add_column("reports", sa.Column("checked_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE reports SET recipient = bar")
    op.create_index(op.f("ix_reports_recipient"), "reports", ["recipient"])
    _recipients()
    _offices()
    _dispatches()
    grant_roles(op.get_bind())


def _recipients() -> None:
    op.create_table(
        "recipients",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('active', 'suspended')", name=op.f("ck_recipients_state")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_recipients")),
    )
    op.create_table(
        "recipient_keys",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("confirmed_by IS NULL OR confirmed_by <> recorded_by", name=op.f("ck_recipient_keys_two_people")),
        sa.ForeignKeyConstraint(["recipient"], ["recipients.code"], name=op.f("fk_recipient_keys_recipient_recipients")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_recipient_keys")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_recipient_keys_recipient"), "recipient_keys", ["recipient"])


def _offices() -> None:
    op.create_table(
        "offices",
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("office IN ('batonnier', 'council', 'disciplinary')", name=op.f("ck_offices_office")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_offices_holder_id_holders")),
        sa.PrimaryKeyConstraint("holder_id", "office", "valid_from", name=op.f("pk_offices")),
    )
    op.create_table(
        "designations",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("act_date", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_designations_holder_id_holders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_designations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_designations_holder_id"), "designations", ["holder_id"])


def _dispatches() -> None:
    op.create_table(
        "dispatches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("knowledge_on", sa.Date()),
        sa.Column("received_on", sa.Date()),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('sealed', 'sent', 'received')", name=op.f("ck_dispatches_state")),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_dispatches_report_number_reports")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dispatches")),
        sqlite_autoincrement=True,
    )
    for column in ("report_number", "recipient", "state"):
        op.create_index(op.f(f"ix_dispatches_{column}"), "dispatches", [column])
    op.create_table(
        "dispatch_events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dispatch_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispatch_number"], ["dispatches.number"], name=op.f("fk_dispatch_events_dispatch_number_dispatches")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dispatch_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dispatch_events_dispatch_number"), "dispatch_events", ["dispatch_number"])


def downgrade() -> None:
    for table in ("dispatch_events", "dispatches", "designations", "offices", "recipient_keys", "recipients"):
        op.drop_table(table)
    op.drop_index(op.f("ix_reports_recipient"), "reports")
    for column in ("checked_at", "checked_by", "recipient"):
        op.drop_column("reports", column)
