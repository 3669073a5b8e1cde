"""Quarantine: statements that are set aside, unread by any analysis, until their cause is gone or two people let them in.

What is in quarantine is not in the lake; its raw lines are read only through this module. A statement leaves in these ways:

* the register decides: its account is registered meanwhile, or is under judicial mandate (then only a receipt line stays);
* the bank delivers it again, corrected: the sound one is held and this one is closed by itself (`quarantine_closing`);
* two different people release it, where its cause is one that people may judge, or reject it (`quarantine_decisions`).

One with wrong totals is never released: no signature makes its figures add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement, ReceivedDelivery
from warehouse.intake_problems import ProblemRow
from warehouse.quarantine_closing import NOT_CLOSED, OF_WAITING
from warehouse.quarantine_decisions import (
    Decision,
    approve,
    decline,
    list_decisions,
    propose_rejection,
    propose_release,
)
from warehouse.quarantine_release import RetrySummary, raw_of, release, retry_registered, what_to_do

__all__ = [
    "Decision",
    "Quarantined",
    "RetrySummary",
    "approve",
    "decline",
    "list_decisions",
    "list_quarantined",
    "propose_rejection",
    "propose_release",
    "raw_lines",
    "refused_statements_frame",
    "release",
    "retry_registered",
]

REFUSED_SCHEMA = pl.Schema(
    {
        "account": pl.String(),
        "currency": pl.String(),
        "statement_date": pl.Date(),
        "statement_number": pl.Int64(),
        "state": pl.String(),
        "reason": pl.String(),
        "problems": pl.String(),
        "delivery": pl.String(),
        "position": pl.Int64(),
        "movement_count": pl.Int64(),
        "received_at": pl.Datetime("us", "UTC"),
    }
)


@dataclass(frozen=True)
class Quarantined:
    """One statement set aside, without its lines."""

    delivery: str
    position: int
    bank: str
    name: str
    account: str
    currency: str
    statement_date: date | None
    statement_number: int | None
    reason: str
    problems: tuple[ProblemRow, ...]
    movements: int
    quarantined_at: datetime
    whole: bool = False
    """The delivery was set aside whole."""

    @property
    def what_to_do(self) -> str:
        """What a person does about it."""
        return what_to_do(self.reason)

    def age(self, on: date) -> int:
        """Days that it has waited by a day."""
        return (on - self.quarantined_at.date()).days


def refused_statements_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every statement that waits in quarantine or is under judicial mandate, by account, day, number, delivery and position."""
    query = (
        select(DeliveredStatement, ReceivedDelivery.received_at)
        .join(ReceivedDelivery, ReceivedDelivery.delivery == DeliveredStatement.delivery)
        .where(DeliveredStatement.state.in_(("quarantined", "mandate")), NOT_CLOSED)
        .order_by(
            DeliveredStatement.account,
            DeliveredStatement.statement_date,
            DeliveredStatement.statement_number,
            DeliveredStatement.delivery,
            DeliveredStatement.position,
        )
    )
    with warehouse.reading() as session:
        rows = [_refused(line, received_at) for line, received_at in session.execute(query)]
    return pl.DataFrame(rows, schema=REFUSED_SCHEMA, orient="row")


def list_quarantined(warehouse: Warehouse) -> list[Quarantined]:
    """What is set aside at present, the oldest first."""
    query = (
        select(DeliveredStatement, QuarantinedStatement.quarantined_at, ReceivedDelivery)
        .join(QuarantinedStatement, OF_WAITING)
        .join(ReceivedDelivery, ReceivedDelivery.delivery == DeliveredStatement.delivery)
        .where(NOT_CLOSED)
        .order_by(QuarantinedStatement.quarantined_at, DeliveredStatement.delivery, DeliveredStatement.position)
    )
    with warehouse.reading() as session:
        return [_listed(line, at, received) for line, at, received in session.execute(query)]


def raw_lines(warehouse: Warehouse, delivery: str, position: int) -> bytes:
    """The lines of a statement set aside, byte for byte; raises Refusal when it is not there."""
    with warehouse.reading() as session:
        return raw_of(session, delivery, position)


def _refused(line: DeliveredStatement, received_at: datetime) -> Sequence[Any]:
    problems = "; ".join(f"line {problem['line']}: {problem['message']}" for problem in line.problems)
    return (
        line.account,
        line.currency,
        line.statement_date,
        line.statement_number,
        line.state,
        line.reason,
        problems,
        line.delivery,
        line.position,
        line.movements,
        received_at,
    )


def _listed(line: DeliveredStatement, at: datetime, received: ReceivedDelivery) -> Quarantined:
    return Quarantined(
        delivery=line.delivery,
        position=line.position,
        bank=received.bank,
        name=received.name,
        account=line.account or "",
        currency=line.currency or "",
        statement_date=line.statement_date,
        statement_number=line.statement_number,
        reason=line.reason,
        problems=tuple(line.problems),
        movements=line.movements,
        quarantined_at=at,
        whole=received.state == "quarantined",
    )
