"""The register of breaches, what was done about each incident, who confirmed a deletion, and the outages."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "breaches",
        sa.Column("incident_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("aware_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("risk", "nature", "effects", "measures")),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notified_at", sa.DateTime(timezone=True)),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("told_how", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.Text()),
        sa.CheckConstraint("risk IN ('unlikely', 'likely', 'high')", name=op.f("ck_breaches_risk")),
        sa.ForeignKeyConstraint(["incident_number"], ["incidents.number"], name=op.f("fk_breaches_incident_number_incidents")),
        sa.PrimaryKeyConstraint("incident_number", name=op.f("pk_breaches")),
    )
    op.create_table(
        "incident_events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "event", "detail")),
        sa.ForeignKeyConstraint(
            ["incident_number"], ["incidents.number"], name=op.f("fk_incident_events_incident_number_incidents")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incident_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_incident_events_incident_number"), "incident_events", ["incident_number"])
    op.create_table(
        "breach_deletions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_number", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("confirmed_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_number"], ["breaches.incident_number"], name=op.f("fk_breach_deletions_incident_number_breaches")
        ),
        sa.UniqueConstraint("incident_number", "reader", name=op.f("uq_breach_deletions_incident_number_reader")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_breach_deletions")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "fallback", "recorded_by")),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outages")),
        sqlite_autoincrement=True,
    )
    grant_roles(op.get_bind())


def downgrade() -> None:
    for table in ("outages", "breach_deletions", "incident_events", "breaches"):
        op.drop_table(table)
