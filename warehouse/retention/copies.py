"""The register of copies that others hold of what was destroyed: whom the notice went to, who confirmed, whom to remind.

Royal decree of 9 June 2024, art. 5: the control entity and the bâtonniers keep for the same ten years, so a bâtonnier's copy
of a released report must go when ours goes. The transaction that destroys the pieces of a released report writes one line for
it here: the report's id, the bar and the day; no name, account or movement. The line waits for the bâtonnier's confirmation,
with a reminder every thirty days, and goes itself ten years later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, Warehouse
from warehouse.errors import Refusal
from warehouse.reports_register.tables import RELEASED, ReportRow, report_id_of

REMIND_AFTER = timedelta(days=30)
"""House default."""


class CopyNoticeRow(Base):
    """One bâtonnier's copy of one report."""

    __tablename__ = "copy_notices"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_number: Mapped[int] = mapped_column(ForeignKey("retention_plans.number"), index=True)
    bar: Mapped[str] = mapped_column(Text, index=True)
    report_id: Mapped[str] = mapped_column(Text)
    notified_on: Mapped[date] = mapped_column(Date)
    reminded_on: Mapped[date | None] = mapped_column(Date)
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    confirmed_by: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class CopyNotice:
    """One copy that a bâtonnier holds, and what is known of its end."""

    number: int
    bar: str
    report_id: str
    notified_on: date
    reminded_on: date | None
    confirmed_on: date | None
    confirmed_by: str | None

    @property
    def next_reminder(self) -> date | None:
        """The day on which a reminder is due; None once it is confirmed."""
        return None if self.confirmed_on else (self.reminded_on or self.notified_on) + REMIND_AFTER


def copies_elsewhere(session: Session, pieces: Sequence[tuple[int, int]]) -> dict[str, list[dict[str, Any]]]:
    """Give, by recipient, the released reports of which these pieces are: what a bâtonnier has a copy of."""
    going = Counter(report for report, _ in pieces)
    found: dict[str, list[dict[str, Any]]] = {}
    for number in sorted(going):
        row = session.get_one(ReportRow, number)
        if row.state == RELEASED and row.decided_at is not None:
            told = {
                "report": report_id_of(number),
                "released_on": row.decided_at.date().isoformat(),
                "pieces": going[number],
            }
            found.setdefault(row.recipient, []).append(told)
    return found


def write_notices(session: Session, plan_number: int, copies: Mapping[str, Sequence[Mapping[str, Any]]], at: datetime) -> None:
    """Enter the copies, within the transaction that destroys ours."""
    day = at.astimezone(UTC).date()
    for bar, reports in copies.items():
        for one in reports:
            session.add(CopyNoticeRow(plan_number=plan_number, bar=bar, report_id=str(one["report"]), notified_on=day))


def list_copies(warehouse: Warehouse, *, due_on: date | None = None, waiting: bool = False) -> list[CopyNotice]:
    """Give the copies, oldest first; `waiting`: not confirmed; `due_on`: those to remind of on a day."""
    query = select(CopyNoticeRow).order_by(CopyNoticeRow.number)
    if waiting or due_on is not None:
        query = query.where(CopyNoticeRow.confirmed_on.is_(None))
    with warehouse.reading() as session:
        copies = [_read(row) for row in session.scalars(query)]
    return [one for one in copies if due_on is None or (one.next_reminder or date.max) <= due_on]


def confirm_copy(warehouse: Warehouse, report_id: str, bar: str, *, by: str, on: date) -> CopyNotice:
    """Note that a bâtonnier confirmed the destruction of a copy. Refusal when none is waited for."""
    if not by.strip():
        raise Refusal("a confirmation needs the person who takes it down")
    with warehouse.writing() as session:
        query = select(CopyNoticeRow).where(CopyNoticeRow.report_id == report_id, CopyNoticeRow.bar == bar)
        rows = session.scalars(query.where(CopyNoticeRow.confirmed_on.is_(None)).with_for_update()).all()
        if not rows:
            raise Refusal(f"no copy of {report_id} at {bar} waits for a confirmation; `quater retention copies` shows them")
        for row in rows:
            row.confirmed_on, row.confirmed_by = on, by.strip()
        return _read(rows[0])


def remind(warehouse: Warehouse, *, on: date) -> list[CopyNotice]:
    """Note that the bâtonniers whose confirmation is overdue are reminded on a day; gives the copies."""
    due = list_copies(warehouse, due_on=on)
    with warehouse.writing() as session:
        for one in due:
            session.get_one(CopyNoticeRow, one.number).reminded_on = on
    return due


def _read(row: CopyNoticeRow) -> CopyNotice:
    return CopyNotice(row.number, row.bar, row.report_id, row.notified_on, row.reminded_on, row.confirmed_on, row.confirmed_by)
