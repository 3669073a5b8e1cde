"""Closing what waits in quarantine without letting it in: the bank corrected it, or two people rejected it.

A corrected delivery closes by itself what it corrects: a statement that waits is closed as soon as a sound one of the same
account, currency, date and number is held, whichever of the two came first, so the order of deliveries leaves no trace. Not so
a statement without number (several may be meant), one in conflict with a held one (which of the two is right is for people) and
one whose account is not registered (the register's import judges it again).

What is closed keeps its line in the ledger and its located problems; its raw lines have no purpose any more and are destroyed
(royal decree of 9 June 2024, art. 5; a rejected statement is no transaction that the control may look at). Lines that a hold
keeps stay until it is released; the next closing, or the destruction after ten years, takes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, exists, insert, select
from sqlalchemy.orm import Session

from coda_parser import parse
from warehouse.deliveries import in_parts
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.intake_judgement import Key
from warehouse.intake_problems import CONFLICT, UNREGISTERED
from warehouse.quarantine_tables import CORRECTED, REJECTED, QuarantineClosing

NOT_BY_ITSELF = (CONFLICT, UNREGISTERED)
OF_WAITING = and_(
    QuarantinedStatement.delivery == DeliveredStatement.delivery, QuarantinedStatement.position == DeliveredStatement.position
)
"""The raw lines of a statement of the ledger."""
NOT_CLOSED = ~exists().where(
    QuarantineClosing.delivery == DeliveredStatement.delivery, QuarantineClosing.position == DeliveredStatement.position
)


@dataclass(frozen=True)
class Place:
    """Where a statement stands: its delivery, and its place in it."""

    delivery: str
    position: int


def close_corrected(session: Session, keys: Collection[Key], *, at: datetime) -> int:
    """Close what waits under any of the keys while a sound statement of that key is held; gives how many were closed."""
    waiting = _waiting_under(session, {key for key in keys if key.statement_number})
    held = _held_under(session, set(waiting.values()))
    closings = [
        {
            "delivery": place.delivery,
            "position": place.position,
            "how": CORRECTED,
            "closed_at": at,
            "correcting_delivery": held[key].delivery,
            "correcting_position": held[key].position,
        }
        for place, key in waiting.items()
        if key in held
    ]
    if closings:
        session.execute(insert(QuarantineClosing), closings)
        drop_closed_lines(session)
    return len(closings)


def close_rejected(session: Session, places: Iterable[Place], *, decision: int, at: datetime) -> None:
    """Close places by a decision of two people."""
    rows = [
        {"delivery": one.delivery, "position": one.position, "how": REJECTED, "closed_at": at, "decision_number": decision}
        for one in places
    ]
    session.execute(insert(QuarantineClosing), rows)
    drop_closed_lines(session)


def drop_closed_lines(session: Session) -> int:
    """Destroy the raw lines of what is closed, but for those that a hold in force keeps; gives how many went."""
    from warehouse.holds.coverage import (
        coverage_of,
        holds_in_force,
    )  # holds read alerts and the register, which this room feeds

    query = select(QuarantinedStatement, DeliveredStatement).join(DeliveredStatement, OF_WAITING).where(~NOT_CLOSED)
    closed = session.execute(query).all()
    if not closed:
        return 0
    coverage = coverage_of(session, holds_in_force(session), until=date.max)
    going = [
        (lines.delivery, lines.position)
        for lines, told in closed
        if not coverage.of_statement(told.statement_id or "", told.account or "", [told.statement_date, *_days(lines.raw)])
    ]
    for delivery, position in going:
        session.execute(
            delete(QuarantinedStatement).where(
                QuarantinedStatement.delivery == delivery, QuarantinedStatement.position == position
            )
        )
    return len(going)


def _days(raw: bytes) -> list[date | None]:
    return [day for statement in parse(raw).statements for m in statement.movements for day in (m.booked, m.valued)]


def _waiting_under(session: Session, keys: Collection[Key]) -> dict[Place, Key]:
    if not keys:
        return {}
    days = [key.statement_date for key in keys]
    query = (
        select(DeliveredStatement)
        .join(QuarantinedStatement, OF_WAITING)
        .where(
            DeliveredStatement.statement_date.between(min(days), max(days)),
            DeliveredStatement.reason.not_in(NOT_BY_ITSELF),
            DeliveredStatement.state == "quarantined",
            NOT_CLOSED,
        )
        .order_by(DeliveredStatement.delivery, DeliveredStatement.position)
    )
    found = {Place(line.delivery, line.position): _key(line) for line in session.scalars(query)}
    return {place: key for place, key in found.items() if key is not None and key in keys}


def _held_under(session: Session, keys: Collection[Key]) -> Mapping[Key, Place]:
    found: dict[Key, Place] = {}
    for some in in_parts({key.account for key in keys}):
        held = select(DeliveredStatement).where(DeliveredStatement.account.in_(some), DeliveredStatement.state == "ingested")
        days = {key.statement_date for key in keys}
        for line in session.scalars(held.where(DeliveredStatement.statement_date.between(min(days), max(days)))):
            key = _key(line)
            if key is not None and key in keys:
                found[key] = Place(line.delivery, line.position)
    return found


def _key(line: DeliveredStatement) -> Key | None:
    if line.account is None or line.currency is None or line.statement_date is None or line.statement_number is None:
        return None
    return Key(line.account, line.currency, line.statement_date, line.statement_number)
