"""Deliveries as people page through them: the newest first, by bank and state, and what each bank has delivered of late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from warehouse.database import Warehouse
from warehouse.deliveries_tables import ReceivedDelivery

STATES = ("ingested", "partial", "duplicate", "quarantined")


@dataclass(frozen=True)
class DeliveryLine:
    """A delivery in a list; nothing of what stands in it."""

    delivery: str
    bank: str
    name: str
    size: int
    received_at: datetime
    state: str
    reason: str
    statements: int
    mandates: int
    movements: int


@dataclass(frozen=True)
class BankTally:
    """What a bank delivered since a moment, by state, and when it delivered last."""

    bank: str
    by_state: dict[str, int]
    last: datetime


def newest_deliveries(
    warehouse: Warehouse, *, bank: str = "", state: str = "", before: datetime | None = None, most: int = 100
) -> list[DeliveryLine]:
    """Give the newest deliveries that meet every condition; `before`: those received before a moment."""
    query = select(ReceivedDelivery).order_by(ReceivedDelivery.received_at.desc(), ReceivedDelivery.delivery).limit(most)
    if bank:
        query = query.where(ReceivedDelivery.bank == bank)
    if state:
        query = query.where(ReceivedDelivery.state == state)
    if before is not None:
        query = query.where(ReceivedDelivery.received_at < before)
    with warehouse.reading() as session:
        return [
            DeliveryLine(
                row.delivery,
                row.bank,
                row.name,
                row.size,
                row.received_at,
                row.state,
                row.reason,
                row.statements,
                row.mandates,
                row.movements,
            )
            for row in session.scalars(query)
        ]


def bank_tallies(warehouse: Warehouse, *, since: datetime) -> list[BankTally]:
    """Count what each bank delivered since a moment, by bank."""
    of = ReceivedDelivery
    query = select(of.bank, of.state, func.count(), func.max(of.received_at)).where(of.received_at >= since)
    tallies: dict[str, BankTally] = {}
    with warehouse.reading() as session:
        for bank, state, number, last in session.execute(query.group_by(of.bank, of.state)):
            tally = tallies.setdefault(bank, BankTally(bank, dict.fromkeys(STATES, 0), last))
            tally.by_state[state] = number
            tallies[bank] = BankTally(bank, tally.by_state, max(tally.last, last))
    return [tallies[bank] for bank in sorted(tallies)]
