"""Tables of the receiving dock: what arrived, what became of every statement, and what the bank is told.

A delivery is keyed by the SHA-256 of its bytes, so the same bytes are received once however often and by however many workers
they are brought. Every statement of a delivery has one line in `delivered_statements` and exactly one state: ingested,
duplicate, quarantined or mandate. The line of a mandate carries no amount, digest or problem (art. 446quater §5 al. 2). When
data are destroyed, the identifying columns are emptied and `destroyed_at` is set; counts and sums stay for the accounting.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime

HELD = "state = 'ingested'"


class ReceivedDelivery(Base):
    """A file as received; its counts and sums are those of all its statements but the ones under judicial mandate."""

    __tablename__ = "deliveries"
    __table_args__ = (CheckConstraint("state IN ('ingested', 'partial', 'duplicate', 'quarantined')", name="state"),)

    delivery: Mapped[str] = mapped_column(Text, primary_key=True)
    bank: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    encoding: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    statements: Mapped[int]
    mandates: Mapped[int]
    movements: Mapped[int]
    debit_milli: Mapped[int] = mapped_column(BigInteger)
    credit_milli: Mapped[int] = mapped_column(BigInteger)


class DeliveredStatement(Base):
    """One statement of one delivery, in exactly one state."""

    __tablename__ = "delivered_statements"
    __table_args__ = (
        CheckConstraint("state IN ('ingested', 'duplicate', 'quarantined', 'mandate')", name="state"),
        Index(
            "uq_held_statement",
            "account",
            "currency",
            "statement_date",
            "statement_number",
            "ordinal",
            unique=True,
            sqlite_where=text(HELD),
            postgresql_where=text(HELD),
        ),
        Index("ix_delivered_statements_account_statement_date", "account", "statement_date"),
        Index("ix_delivered_statements_state_reason", "state", "reason"),
    )

    delivery: Mapped[str] = mapped_column(Text, ForeignKey("deliveries.delivery"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    account: Mapped[str | None] = mapped_column(Text)
    currency: Mapped[str | None] = mapped_column(Text)
    statement_date: Mapped[date | None]
    statement_number: Mapped[int | None]
    ordinal: Mapped[int]
    statement_id: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(Text)
    new_balance_milli: Mapped[int | None] = mapped_column(BigInteger)
    line: Mapped[int]
    movements: Mapped[int]
    debit_milli: Mapped[int] = mapped_column(BigInteger)
    credit_milli: Mapped[int] = mapped_column(BigInteger)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QuarantinedStatement(Base):
    """The raw lines of a quarantined statement; read only through `warehouse.quarantine`."""

    __tablename__ = "quarantined_statements"
    __table_args__ = (
        ForeignKeyConstraint(["delivery", "position"], ["delivered_statements.delivery", "delivered_statements.position"]),
    )

    delivery: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    quarantined_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuarantineRelease(Base):
    """Who let a quarantined statement into the lake, and why: two people, or the register's import."""

    __tablename__ = "quarantine_releases"
    __table_args__ = (
        ForeignKeyConstraint(["delivery", "position"], ["delivered_statements.delivery", "delivered_statements.position"]),
    )

    delivery: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    was: Mapped[str] = mapped_column(Text)
    became: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    second: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)


class OutboxAcknowledgement(Base):
    """What the bank is told about a delivery; emptied once delivered (it can be made again from the ledger)."""

    __tablename__ = "acknowledgements"

    delivery: Mapped[str] = mapped_column(Text, ForeignKey("deliveries.delivery"), primary_key=True)
    bank: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(Text)
    readable: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class Sighting(Base):
    """A file seen but not yet complete: when its size and time of change were last found changed."""

    __tablename__ = "intake_sightings"

    bank: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
