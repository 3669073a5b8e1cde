"""The tables of holds: the hold as it stands, and everything that was done to it, only ever growing.

The database itself keeps a hold from being narrowed: triggers refuse to change what it protects, why and since when, to bring a
released one back, and to delete one that was not released ten years ago or its history.

>>> period_of("2025-01-01..2025-06-30")
(datetime.date(2025, 1, 1), datetime.date(2025, 6, 30))
>>> hold_id_of(12)
'H-0012'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal

GROUNDS = {
    "instruction": "judicial",
    "judicial_procedure": "judicial",
    "disciplinary_enquiry": "disciplinary",
    "disciplinary_procedure": "disciplinary",
}
"""What may found a hold → its family (royal decree, art. 5). An alert by itself is no enquiry."""
SCOPES = ("holder", "account", "alert", "period", "dossier")
ACTIVE, PROPOSED, RELEASED = "active", "release_proposed", "released"
IN_FORCE = (ACTIVE, PROPOSED)
"""A hold whose release only one person has asked for still forbids destruction."""
_HOLD_ID = re.compile(r"H-0*([1-9][0-9]{0,17})")
_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Hold:
    """A hold as it stands.

    `subject`: a holder id, an IBAN, an alert id, a period `2025-01-01..2025-06-30`, or the reference of a dossier; `within`:
    the holder or account whose period or dossier it is, empty for everybody's period.
    """

    hold_id: str
    state: str
    family: str
    ground: str
    scope: str
    subject: str
    within: str
    opening_act: str
    authority: str
    act_date: date
    placed_by: str
    placed_at: datetime
    review_on: date
    final_decision: str | None
    decision: str | None
    decided_on: date | None
    notified_on: date | None
    recourse_exhausted: str | None
    release_proposed_by: str | None
    released_by: str | None
    released_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Whether it forbids destruction."""
        return self.state in IN_FORCE


class HoldRow(Base):
    """One hold."""

    __tablename__ = "holds"
    __table_args__ = (
        CheckConstraint("scope IN ('holder', 'account', 'alert', 'period', 'dossier')", name="scope"),
        CheckConstraint("scope <> 'dossier' OR within <> ''", name="whose_dossier"),
        CheckConstraint("state IN ('active', 'release_proposed', 'released')", name="state"),
        CheckConstraint("state <> 'released' OR release_proposed_by <> released_by", name="two_people"),
        CheckConstraint(
            "state = 'active' OR (final_decision IS NOT NULL AND decision IS NOT NULL AND decided_on IS NOT NULL"
            " AND notified_on IS NOT NULL AND recourse_exhausted IS NOT NULL)",
            name="ended_by_a_decision",
        ),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[str] = mapped_column(Text, index=True)
    ground: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    within: Mapped[str] = mapped_column(Text, server_default="", default="")
    opening_act: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    act_date: Mapped[date] = mapped_column(Date)
    placed_by: Mapped[str] = mapped_column(Text)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    review_on: Mapped[date] = mapped_column(Date)
    final_decision: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[date | None] = mapped_column(Date)
    notified_on: Mapped[date | None] = mapped_column(Date)
    recourse_exhausted: Mapped[str | None] = mapped_column(Text)
    release_proposed_by: Mapped[str | None] = mapped_column(Text)
    released_by: Mapped[str | None] = mapped_column(Text)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HoldHistoryRow(Base):
    """One thing done to a hold: placed, reviewed, release proposed, released."""

    __tablename__ = "hold_history"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    hold_number: Mapped[int] = mapped_column(ForeignKey("holds.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


def hold_id_of(number: int) -> str:
    """Write a hold's number as people read it."""
    return f"H-{number:04d}"


def row_of(session: Session, hold_id: str, *, lock: bool = False) -> HoldRow:
    """Find a hold's row; Refusal when there is none of this id."""
    found = _HOLD_ID.fullmatch(hold_id.strip().upper())
    row = session.get(HoldRow, int(found.group(1)), with_for_update=lock) if found else None
    if row is None:
        raise Refusal(f"no hold {hold_id!r}; `quater hold list` shows the holds")
    return row


def period_of(subject: str) -> tuple[date, date]:
    """Read a period, first and last day included; Refusal when it is none."""
    found = _PERIOD.fullmatch(subject)
    try:
        since, until = (date.fromisoformat(day) for day in found.groups()) if found else (date.max, date.min)
    except ValueError:
        since, until = date.max, date.min
    if since > until:
        raise Refusal(f"expected a period such as 2025-01-01..2025-06-30, first day before last, got {subject!r}")
    return since, until


def note(session: Session, row: HoldRow, at: datetime, by: str, event: str, detail: str) -> None:
    """Add to a hold's history."""
    session.add(HoldHistoryRow(hold_number=row.number, at=at, by=by, event=event, detail=detail))


def hold_from(row: HoldRow) -> Hold:
    """Read a hold back."""
    return Hold(
        hold_id=hold_id_of(row.number),
        state=row.state,
        family=GROUNDS[row.ground],
        ground=row.ground,
        scope=row.scope,
        subject=row.subject,
        within=row.within,
        opening_act=row.opening_act,
        authority=row.authority,
        act_date=row.act_date,
        placed_by=row.placed_by,
        placed_at=row.placed_at,
        review_on=row.review_on,
        final_decision=row.final_decision,
        decision=row.decision,
        decided_on=row.decided_on,
        notified_on=row.notified_on,
        recourse_exhausted=row.recourse_exhausted,
        release_proposed_by=row.release_proposed_by,
        released_by=row.released_by,
        released_at=row.released_at,
    )
