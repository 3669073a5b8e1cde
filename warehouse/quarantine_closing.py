"""Closing what waits in quarantine without letting it in: the bank corrected it, or two people rejected it.

A corrected delivery closes by itself what it corrects: a statement that waits is closed as soon as a sound one of the same
account, currency, date and number is held, whichever of the two came first, so the order of deliveries leaves no trace. The
date of a statement is that of record 8; where that record is cut off the parser can only give the day of the file, and a held
one of the number within ten days before it is the correction. Not so
a statement without number (several may be meant), one in conflict with a held one (which of the two is right is for people),
one whose account is not registered (the register's import judges it again) and one that another bank than the account's
delivered (people must ask how it came to that).

What is closed keeps its line in the ledger and its located problems; its raw lines have no purpose any more and are destroyed
(royal decree of 9 June 2024, art. 5; a rejected statement is no transaction that the control may look at). Lines that a hold
keeps stay until it is released; the next closing, or the destruction after ten years, takes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, exists, insert, select
from sqlalchemy.orm import Session

from warehouse.deliveries import in_parts
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.intake_judgement import Key
from warehouse.intake_problems import CONFLICT, UNREGISTERED, WRONG_BANK
from warehouse.quarantine_tables import CORRECTED, REJECTED, QuarantineClosing

NOT_BY_ITSELF = (CONFLICT, UNREGISTERED, WRONG_BANK)
CUT = "truncated"
"""What the parser calls a statement without its end."""
DOUBT = timedelta(days=10)
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
    closings = [
        {
            "delivery": one.place.delivery,
            "position": one.place.position,
            "how": CORRECTED,
            "closed_at": at,
            "correcting_delivery": correction.delivery,
            "correcting_position": correction.position,
        }
        for one, correction in _corrections(session, waiting)
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
        told_by,
    )  # holds read alerts and the register, which this room feeds

    query = select(QuarantinedStatement, DeliveredStatement).join(DeliveredStatement, OF_WAITING).where(~NOT_CLOSED)
    closed = session.execute(query).all()
    if not closed:
        return 0
    coverage = coverage_of(session, holds_in_force(session), until=date.max)
    going = []
    for lines, told in closed:
        days, texts = told_by(lines.raw)
        dates = [told.statement_date, *days]
        if not coverage.of_statement(told.statement_id or "", told.account or "", dates, texts):
            going.append((lines.delivery, lines.position))
    for delivery, position in going:
        session.execute(
            delete(QuarantinedStatement).where(
                QuarantinedStatement.delivery == delivery, QuarantinedStatement.position == position
            )
        )
    return len(going)


@dataclass(frozen=True)
class _Waiting:
    """A statement that waits; the end of a `cut` one was not seen, so its date is only known to lie within some days."""

    place: Place
    key: Key
    cut: bool

    def meant_by(self, key: Key) -> bool:
        """Whether a statement of this key may be the same one."""
        if not self.cut or key._replace(statement_date=self.key.statement_date) != self.key:
            return key == self.key
        return _earlier(self.key.statement_date) <= key.statement_date <= self.key.statement_date


def _waiting_under(session: Session, keys: Collection[Key]) -> list[_Waiting]:
    if not keys:
        return []
    days = [key.statement_date for key in keys]
    query = (
        select(DeliveredStatement)
        .join(QuarantinedStatement, OF_WAITING)
        .where(
            DeliveredStatement.statement_date.between(min(days), _later(max(days))),
            DeliveredStatement.reason.not_in(NOT_BY_ITSELF),
            DeliveredStatement.state == "quarantined",
            NOT_CLOSED,
        )
        .order_by(DeliveredStatement.delivery, DeliveredStatement.position)
    )
    asked: dict[tuple[str, str, int], list[Key]] = {}
    for key in keys:
        asked.setdefault((key.account, key.currency, key.statement_number), []).append(key)
    found = []
    for line in session.scalars(query):
        waits = _key(line)
        if waits is not None:
            one = _Waiting(Place(line.delivery, line.position), waits, any(said["id"] == CUT for said in line.problems))
            if any(map(one.meant_by, asked.get((waits.account, waits.currency, waits.statement_number), ()))):
                found.append(one)
    return found


def _corrections(session: Session, waiting: Sequence[_Waiting]) -> Iterator[tuple[_Waiting, Place]]:
    """Give what waits with the sound statement that is held of it, of several the one nearest in date."""
    held: dict[Key, Place] = {}
    if waiting:
        days = [one.key.statement_date for one in waiting]
        dated = DeliveredStatement.statement_date.between(_earlier(min(days)), max(days))
        for some in in_parts({one.key.account for one in waiting}):
            of_some = select(DeliveredStatement).where(DeliveredStatement.account.in_(some), dated)
            for line in session.scalars(of_some.where(DeliveredStatement.state == "ingested")):
                held_key = _key(line)
                if held_key is not None:
                    held[held_key] = Place(line.delivery, line.position)
    for one in waiting:
        meant = [key for key in held if one.meant_by(key)]
        if meant:
            yield one, held[max(meant)]


def _later(day: date) -> date:
    return day + DOUBT if day < date.max - DOUBT else day


def _earlier(day: date) -> date:
    return day - DOUBT if day > date.min + DOUBT else day


def _key(line: DeliveredStatement) -> Key | None:
    if line.account is None or line.currency is None or line.statement_date is None or line.statement_number is None:
        return None
    return Key(line.account, line.currency, line.statement_date, line.statement_number)
