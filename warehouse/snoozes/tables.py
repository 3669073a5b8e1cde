"""The table of snoozes: proposed, in force, ended; rows are never removed by a person.

The end is a day not included. A row in force whose day has come covers nothing any more, without anybody doing anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, Index, Integer, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal

PROPOSED, IN_FORCE, ENDED = "proposed", "in_force", "ended"
EXPIRED = "expired"
"""How a snooze in force reads once its day has come."""
_SNOOZE_ID = re.compile(r"S-0*([1-9][0-9]{0,17})")


class SnoozeRow(Base):
    """One rule, one account or counterparty, until when, why, by whom."""

    __tablename__ = "rule_snoozes"
    __table_args__ = (
        CheckConstraint("(account IS NULL) <> (counterparty IS NULL)", name="one_subject"),
        CheckConstraint("state IN ('proposed', 'in_force', 'ended')", name="state"),
        CheckConstraint(
            "state <> 'in_force' OR NOT two_people OR (approved_by IS NOT NULL AND approved_by <> proposed_by)",
            name="two_people",
        ),
        Index("ix_rule_snoozes_detector_state", "detector", "state"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    detector: Mapped[str] = mapped_column(Text)
    account: Mapped[str | None] = mapped_column(Text, index=True)
    counterparty: Mapped[str | None] = mapped_column(Text)
    until: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    two_people: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Snooze:
    """A snooze as a person reads it; `counterparty` is its keyed hash, `until` the first day on which it covers nothing."""

    snooze_id: str
    detector: str
    account: str | None
    counterparty: str | None
    until: date
    reason: str
    two_people: bool
    state: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    ended_by: str | None
    ended_at: datetime | None
    ended_why: str | None

    def state_on(self, on: date) -> str:
        """Say what it is on a day: proposed, in_force, ended, or expired."""
        return EXPIRED if self.state != ENDED and on >= self.until else self.state


def snooze_from(row: SnoozeRow) -> Snooze:
    """Read a stored snooze."""
    names = [name for name in Snooze.__dataclass_fields__ if name != "snooze_id"]
    return Snooze(snooze_id_of(row.number), **{name: getattr(row, name) for name in names})


def snooze_id_of(number: int) -> str:
    """Write a snooze's number as people read it.

    >>> snooze_id_of(7)
    'S-000007'
    """
    return f"S-{number:06d}"


def row_of(session: Session, snooze_id: str) -> SnoozeRow:
    """Give the row of a snooze, locked until the end of the transaction; Refusal when there is none."""
    found = _SNOOZE_ID.fullmatch(snooze_id.strip().upper())
    if found is None:
        raise Refusal(f"expected a snooze such as S-000012, got {snooze_id!r}; `quater rules snoozes` shows them")
    row = session.get(SnoozeRow, int(found[1]), with_for_update=True)
    if row is None:
        raise Refusal(f"no snooze {snooze_id}; `quater rules snoozes` shows them")
    return row
