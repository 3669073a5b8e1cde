"""Outages: the periods in which nobody could get in, why, and the other way that was open meanwhile.

The royal decree of 11 October 2023 (art. 4 §1, 6° and art. 7) asks that such periods are recorded and open to those concerned,
and that what was done meanwhile is entered later with the day on which it was done. An outage opens an incident.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.breaches.tables import someone, words
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.incidents import open_incident


@dataclass(frozen=True)
class Outage:
    """One period; `until` is None while it lasts."""

    outage_id: str
    since: datetime
    until: datetime | None
    what: str
    fallback: str
    recorded_by: str
    recorded_at: datetime
    cause: str


class OutageRow(Base):
    """One period."""

    __tablename__ = "outages"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    what: Mapped[str] = mapped_column(Text)
    fallback: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cause: Mapped[str] = mapped_column(Text)


def begin_outage(warehouse: Warehouse, *, since: datetime, what: str, fallback: str, by: str, at: datetime) -> Outage:
    """Record that something cannot be reached since a moment, and which other way is open."""
    if since > at:
        raise Refusal("an outage is recorded when it has begun")
    with warehouse.writing() as session:
        row = OutageRow(
            since=since,
            what=words("what cannot be reached", what),
            fallback=words("other way that is open", fallback),
            recorded_by=someone(by),
            recorded_at=at,
            cause="",
        )
        session.add(row)
        session.flush()
        open_incident(session, "outage", subject=_id(row.number), detail=row.what, by=row.recorded_by, at=at)
        return _outage(row)


def end_outage(warehouse: Warehouse, outage_id: str, *, until: datetime, cause: str, by: str, at: datetime) -> Outage:
    """Record that it can be reached again, and what the cause was."""
    someone(by)
    with warehouse.writing() as session:
        found = [row for row in session.scalars(select(OutageRow).with_for_update()) if _id(row.number) == outage_id]
        if not found:
            raise Refusal(f"no outage {outage_id!r}; expected one such as U-0001, `quater incident outages` names them")
        (row,) = found
        if row.until is not None:
            raise Refusal(f"{outage_id} ended at {row.until:%Y-%m-%d %H:%M} UTC")
        if not row.since <= until <= at:
            raise Refusal("an outage ends after it began, and by now")
        row.until, row.cause = until, words("cause", cause)
        return _outage(row)


def list_outages(warehouse: Warehouse) -> list[Outage]:
    """Give every outage, the newest first."""
    with warehouse.reading() as session:
        return [_outage(row) for row in session.scalars(select(OutageRow).order_by(OutageRow.since.desc()))]


def _id(number: int) -> str:
    return f"U-{number:04d}"


def _outage(row: OutageRow) -> Outage:
    return Outage(_id(row.number), row.since, row.until, row.what, row.fallback, row.recorded_by, row.recorded_at, row.cause)
