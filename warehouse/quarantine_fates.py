"""What became of everything that was ever set aside: it waits, was rejected or corrected, or its lines are destroyed.

The four are the whole of what the accounting calls quarantined, so they add up to it. A statement that was let in is ingested
and stands here no more; `quarantine_releases` says who let it in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement, ReceivedDelivery
from warehouse.errors import Refusal
from warehouse.intake_problems import ProblemRow
from warehouse.quarantine_closing import OF_WAITING
from warehouse.quarantine_decisions import decision_id_of
from warehouse.quarantine_release import what_to_do
from warehouse.quarantine_tables import CORRECTED, WHOLE, QuarantineClosing

WAITING, DESTROYED = "waiting", "destroyed"
SHORTEST = 6


@dataclass(frozen=True)
class Fate:
    """One statement that was set aside, or a whole delivery (position None), and what became of it; never its lines."""

    delivery: str
    position: int | None
    bank: str
    name: str
    account: str
    currency: str
    statement_date: date | None
    statement_number: int | None
    reason: str
    problems: tuple[ProblemRow, ...]
    received_at: datetime
    fate: str
    closed_at: datetime | None
    decision_id: str | None
    corrected_by: str | None
    """The delivery, and the place in it, of the sound statement that is held."""

    @property
    def what_to_do(self) -> str:
        """What a person does about it; nothing when it waits no more."""
        return what_to_do(self.reason) if self.fate == WAITING else ""


def fates(warehouse: Warehouse, *, delivery: str | None = None) -> list[Fate]:
    """Everything that was set aside and did not enter, of one delivery or of all, by moment, delivery and place."""
    closing = (QuarantineClosing.delivery == DeliveredStatement.delivery) & (
        QuarantineClosing.position == DeliveredStatement.position
    )
    query = (
        select(DeliveredStatement, ReceivedDelivery, QuarantineClosing, QuarantinedStatement.quarantined_at)
        .join(ReceivedDelivery, ReceivedDelivery.delivery == DeliveredStatement.delivery)
        .outerjoin(QuarantineClosing, closing)
        .outerjoin(QuarantinedStatement, OF_WAITING)
        .where(DeliveredStatement.state == "quarantined")
        .order_by(ReceivedDelivery.received_at, DeliveredStatement.delivery, DeliveredStatement.position)
    )
    if delivery is not None:
        query = query.where(DeliveredStatement.delivery == delivery)
    with warehouse.reading() as session:
        return [_fate(line, received, closed, lines is not None) for line, received, closed, lines in session.execute(query)]


def empty_deliveries(warehouse: Warehouse, *, delivery: str | None = None) -> list[Fate]:
    """The deliveries that were set aside whole and in which no statement could be told apart."""
    closing = (QuarantineClosing.delivery == ReceivedDelivery.delivery) & (QuarantineClosing.position == WHOLE)
    query = (
        select(ReceivedDelivery, QuarantineClosing)
        .outerjoin(QuarantineClosing, closing)
        .where(ReceivedDelivery.state == "quarantined", ReceivedDelivery.statements == 0)
        .order_by(ReceivedDelivery.received_at, ReceivedDelivery.delivery)
    )
    if delivery is not None:
        query = query.where(ReceivedDelivery.delivery == delivery)
    with warehouse.reading() as session:
        return [_fate(None, received, closed, True) for received, closed in session.execute(query)]


def fate_counts(warehouse: Warehouse) -> dict[str, int]:
    """Statements by what became of them: waiting, rejected, corrected, destroyed; the sum is the accounting's quarantined."""
    counted = Counter(one.fate for one in fates(warehouse))
    return {name: counted[name] for name in (WAITING, "rejected", CORRECTED, DESTROYED)}


def delivery_named(warehouse: Warehouse, beginning: str) -> str:
    """Give the delivery whose hash begins so; Refusal when none does, or several do."""
    wanted = beginning.strip().lower()
    query = select(ReceivedDelivery.delivery).where(ReceivedDelivery.delivery.startswith(wanted, autoescape=True)).limit(2)
    if len(wanted) < SHORTEST:
        raise Refusal(f"expected at least {SHORTEST} characters of the delivery's hash, got {beginning!r}")
    with warehouse.reading() as session:
        found = list(session.scalars(query))
    if len(found) != 1:
        raise Refusal(
            f"{'no delivery begins' if not found else 'several deliveries begin'} with {beginning!r}; give more of its hash"
        )
    return found[0]


def _fate(
    line: DeliveredStatement | None, received: ReceivedDelivery, closed: QuarantineClosing | None, has_lines: bool
) -> Fate:
    corrected = closed is not None and closed.how == CORRECTED
    decision = closed.decision_number if closed else None
    return Fate(
        delivery=received.delivery,
        position=line.position if line else None,
        bank=received.bank,
        name=received.name,
        account=(line.account if line else None) or "",
        currency=(line.currency if line else None) or "",
        statement_date=line.statement_date if line else None,
        statement_number=line.statement_number if line else None,
        reason=line.reason if line else received.reason,
        problems=tuple(line.problems if line else received.problems),
        received_at=received.received_at,
        fate=closed.how if closed else WAITING if has_lines else DESTROYED,
        closed_at=closed.closed_at if closed else None,
        decision_id=decision_id_of(decision) if decision else None,
        corrected_by=f"{closed.correcting_delivery}:{closed.correcting_position}" if closed and corrected else None,
    )
