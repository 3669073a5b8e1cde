"""The tables of alerts: the alert as it stands now, its history, its dispositions and proposals, and what a dismissal silences.

History, dispositions and silences only grow; the alert's row holds what can be worked out from them and from the findings,
so that the queue is one query, read in its order from an index. The number is never given twice, not even after the newest
alert was destroyed: what people wrote in a letter as A-000123 stays that alert for ever.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal

_ALERT_ID = re.compile(r"A-0*([1-9][0-9]{0,17})")


class AlertRow(Base):
    """One alert: whom it is about, its leading finding's face, its place in the queue, its state."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("ix_alerts_tier_score_micro", "tier", "score_micro"),
        Index("ix_alerts_tally", "status", "created_at", "severity", "assignee", "proposed", "bar"),
        Index("ix_alerts_status_detector_bar", "status", "detector", "bar"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    typology: Mapped[str] = mapped_column(Text)
    window_start: Mapped[date] = mapped_column(Date)
    grouping: Mapped[str] = mapped_column(Text, unique=True)
    status: Mapped[str] = mapped_column(Text, index=True)
    version: Mapped[int] = mapped_column(Integer)
    holder_id: Mapped[str] = mapped_column(Text, index=True)
    account: Mapped[str] = mapped_column(Text, index=True)
    bar: Mapped[str] = mapped_column(Text, index=True)
    detector: Mapped[str] = mapped_column(Text)
    detector_version: Mapped[str] = mapped_column(Text)
    nature: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(Text)
    tier: Mapped[int] = mapped_column(Integer)
    score_micro: Mapped[int] = mapped_column(Integer)
    first_date: Mapped[date] = mapped_column(Date)
    last_date: Mapped[date] = mapped_column(Date)
    amount_milli: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    assignee: Mapped[str] = mapped_column(Text, server_default="", default="")
    proposed: Mapped[str] = mapped_column(Text, server_default="", default="")
    """The outcome that waits for a second person; empty when none does."""


Index(
    "ix_alerts_queue",
    AlertRow.status,
    AlertRow.tier,
    AlertRow.score_micro.desc(),
    AlertRow.amount_milli.desc(),
    AlertRow.created_at,
    AlertRow.number,
)


class HistoryRow(Base):
    """One thing that happened to an alert."""

    __tablename__ = "alert_history"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


class DispositionRow(Base):
    """One person's decision on an alert, with the reason."""

    __tablename__ = "dispositions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    second: Mapped[str | None] = mapped_column(Text)
    """Who approved it, where two people decide."""


class ProposalRow(Base):
    """A decision that one person made and that another must approve before it counts."""

    __tablename__ = "decision_proposals"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'declined', 'overtaken')", name="state"),
        CheckConstraint("state <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> by)", name="two_people"),
        Index("ix_decision_proposals_state", "state"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    why: Mapped[str | None] = mapped_column(Text)


class SilenceRow(Base):
    """What a dismissal silences: one rule's findings on one account and counterparty, until a day not included."""

    __tablename__ = "silences"
    __table_args__ = (Index("ix_silences_account_detector", "account", "detector"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    disposition_number: Mapped[int] = mapped_column(ForeignKey("dispositions.number"), index=True)
    account: Mapped[str] = mapped_column(Text)
    detector: Mapped[str] = mapped_column(Text)
    counterparty: Mapped[str] = mapped_column(Text)
    until: Mapped[date] = mapped_column(Date)


def alert_id_of(number: int) -> str:
    """Write an alert's number as people read it.

    >>> alert_id_of(123)
    'A-000123'
    """
    return f"A-{number:06d}"


def number_of(alert_id: str) -> int:
    """Read an alert's number from what a person typed.

    >>> number_of(" a-000123 ")
    123
    """
    found = _ALERT_ID.fullmatch(alert_id.strip().upper())
    if found is None:
        raise Refusal(f"expected an alert such as A-000123, got {alert_id!r}; `quater alerts list` shows them")
    return int(found.group(1))
