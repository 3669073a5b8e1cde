"""Dispatches: what left for which recipient, under which key, whether it arrived, and who was reminded.

A dispatch is one report (or recall) sealed for one recipient: its files with the hash of what was sealed and of what it
holds. It is *sealed* when its files are in the outbox, *sent* when they are where the recipient fetches them, *received*
when the recipient says so. The day of sending is the day on which the bâtonnier knows the facts: the twelve months of art.
474 of the Judicial Code run from it. Without a receipt it is reminded after five bank days, and escalated to the officers
after ten. Source: royal decree of 9 June 2024, art. 4 al. 2 (joint controllers answer to each other for what was
communicated).

>>> dispatch_id_of(12)
'D-000012'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.coverage.bank_days import after_bank_days
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.reports_register.tables import number_of_report, report_id_of

SEALED, SENT, RECEIVED = "sealed", "sent", "received"
REMINDED, ESCALATED = "reminded", "escalated"
BEGUN = "sending begun"
"""The event before the first byte goes to a recipient's server: from then on something may have arrived."""
REMINDER_AFTER, ESCALATION_AFTER = 5, 10
"""Bank days without a receipt; house default."""
REPORT, RECALL = "report", "recall"
_DISPATCH_ID = re.compile(r"D-0*([1-9][0-9]{0,17})")


@dataclass(frozen=True)
class Dispatch:
    """A dispatch as it stands; `files`: name in the outbox → SHA-256 of the sealed file and of what it holds."""

    dispatch_id: str
    report_id: str
    recipient: str
    purpose: str
    state: str
    key: str
    sealed_at: datetime
    knowledge_on: date | None
    received_on: date | None
    files: Mapping[str, tuple[str, str]]
    events: tuple[tuple[datetime, str, str, str], ...]

    @property
    def may_have_arrived(self) -> bool:
        """Whether anything of it may have left the house."""
        return self.state != SEALED or any(event == BEGUN for _, _, event, _ in self.events)


class DispatchRow(Base):
    """One dispatch."""

    __tablename__ = "dispatches"
    __table_args__ = (
        CheckConstraint("state IN ('sealed', 'sent', 'received')", name="state"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    report_number: Mapped[int] = mapped_column(ForeignKey("reports.number"), index=True)
    recipient: Mapped[str] = mapped_column(Text, index=True)
    purpose: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, index=True)
    key: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    knowledge_on: Mapped[date | None] = mapped_column(Date)
    received_on: Mapped[date | None] = mapped_column(Date)
    files: Mapped[dict[str, list[str]]] = mapped_column(JSON)


class DispatchEvent(Base):
    """One thing that happened to a dispatch; only ever appended."""

    __tablename__ = "dispatch_events"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    dispatch_number: Mapped[int] = mapped_column(ForeignKey("dispatches.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


def enter_dispatch(
    warehouse: Warehouse,
    report_id: str,
    *,
    recipient: str,
    purpose: str,
    key: str,
    files: Mapping[str, tuple[str, str]],
    by: str,
    at: datetime,
) -> Dispatch:
    """Enter what was sealed; the same purpose for the same report and recipient is entered once, a recall each time."""
    number = number_of_report(report_id)
    with warehouse.writing() as session:
        same = select(DispatchRow).where(
            DispatchRow.report_number == number, DispatchRow.recipient == recipient, DispatchRow.purpose == purpose
        )
        row = session.scalars(same).first() if purpose == REPORT else None
        if row is None:
            row = DispatchRow(
                report_number=number, recipient=recipient, purpose=purpose, state=SEALED, key=key, sealed_at=at, files={}
            )
            session.add(row)
            session.flush()
            _note(session, row, SEALED, f"to the key {key}", by=by, at=at)
        row.files, row.key = {name: list(hashes) for name, hashes in files.items()}, key
        session.flush()
        return _dispatch(session, row)


def mark_sent(warehouse: Warehouse, dispatch_id: str, *, on: date, by: str, at: datetime) -> Dispatch:
    """Note that the files are where the recipient fetches them; `on`, the day in Belgium, is when the facts are known."""
    with warehouse.writing() as session:
        row = _row(session, dispatch_id)
        if row.state == SEALED:
            row.state, row.knowledge_on = SENT, on
            _note(session, row, SENT, "", by=by, at=at)
        session.flush()
        return _dispatch(session, row)


def acknowledge(warehouse: Warehouse, dispatch_id: str, *, received_on: date, by: str, at: datetime) -> Dispatch:
    """Note the recipient's receipt. Refusal for what was not sent, or a day before it was sent."""
    if not by.strip():
        raise Refusal("a receipt needs the person who enters it")
    with warehouse.writing() as session:
        row = _row(session, dispatch_id)
        if row.state == SEALED or row.knowledge_on is None:
            raise Refusal(f"dispatch {dispatch_id_of(row.number)} was not sent yet: nobody can have received it")
        if received_on < row.knowledge_on:
            raise Refusal(f"expected a receipt of {row.knowledge_on}, the day of sending, or later, got {received_on}")
        if row.state == SENT:
            row.state, row.received_on = RECEIVED, received_on
            _note(session, row, RECEIVED, "", by=by.strip(), at=at)
        session.flush()
        return _dispatch(session, row)


def receipt_of_answer(session: Session, report_number: int, *, answered_on: date, by: str, at: datetime) -> None:
    """Note that an answer is a receipt. Refusal when the report was not sent, or only after the day of the answer."""
    same = select(DispatchRow).where(DispatchRow.report_number == report_number, DispatchRow.purpose == REPORT)
    sent = [row for row in session.scalars(same.with_for_update()) if row.knowledge_on is not None]
    if not sent or all(row.knowledge_on is None or answered_on < row.knowledge_on for row in sent):
        raise Refusal(f"report {report_id_of(report_number)} was not sent by {answered_on}: nobody can have answered it")
    for row in sent:
        if row.state == SENT:
            row.state, row.received_on = RECEIVED, answered_on
            _note(session, row, RECEIVED, "by its answer", by=by, at=at)


def note_dispatch(warehouse: Warehouse, dispatch_id: str, event: str, *, detail: str = "", by: str, at: datetime) -> None:
    """Add to what happened to a dispatch."""
    with warehouse.writing() as session:
        _note(session, _row(session, dispatch_id), event, detail, by=by, at=at)


def list_dispatches(
    warehouse: Warehouse, *, report_id: str | None = None, recipient: str | None = None, state: str | None = None
) -> list[Dispatch]:
    """Give the dispatches that meet every condition, oldest first."""
    query = select(DispatchRow).order_by(DispatchRow.number)
    if report_id is not None:
        query = query.where(DispatchRow.report_number == number_of_report(report_id))
    if recipient is not None:
        query = query.where(DispatchRow.recipient == recipient)
    if state is not None:
        query = query.where(DispatchRow.state == state)
    with warehouse.reading() as session:
        return [_dispatch(session, row) for row in session.scalars(query)]


def overdue(warehouse: Warehouse, *, on: date) -> Mapping[str, Sequence[Dispatch]]:
    """Give the dispatches without a receipt that are to be reminded, and those to be escalated, each once."""
    waiting = [one for one in list_dispatches(warehouse, state=SENT) if one.knowledge_on is not None]
    late = {REMINDED: REMINDER_AFTER, ESCALATED: ESCALATION_AFTER}
    return {
        event: [
            one
            for one in waiting
            if one.knowledge_on
            and on >= after_bank_days(one.knowledge_on, days)
            and event not in {happened for _, _, happened, _ in one.events}
        ]
        for event, days in late.items()
    }


def dispatch_id_of(number: int) -> str:
    """Write a dispatch's number as people read it."""
    return f"D-{number:06d}"


def _note(session: Session, row: DispatchRow, event: str, detail: str, *, by: str, at: datetime) -> None:
    session.add(DispatchEvent(dispatch_number=row.number, at=at, by=by, event=event, detail=detail))


def _row(session: Session, dispatch_id: str) -> DispatchRow:
    found = _DISPATCH_ID.fullmatch(dispatch_id.strip().upper())
    row = session.get(DispatchRow, int(found.group(1)), with_for_update=True) if found else None
    if row is None:
        raise Refusal(f"no dispatch {dispatch_id!r}; expected one such as D-000012")
    return row


def _dispatch(session: Session, row: DispatchRow) -> Dispatch:
    query = select(DispatchEvent).where(DispatchEvent.dispatch_number == row.number).order_by(DispatchEvent.number)
    return Dispatch(
        dispatch_id=dispatch_id_of(row.number),
        report_id=report_id_of(row.report_number),
        recipient=row.recipient,
        purpose=row.purpose,
        state=row.state,
        key=row.key,
        sealed_at=row.sealed_at,
        knowledge_on=row.knowledge_on,
        received_on=row.received_on,
        files={name: (sealed, plain) for name, (sealed, plain) in row.files.items()},
        events=tuple((one.at, one.by, one.event, one.detail) for one in session.scalars(query)),
    )
