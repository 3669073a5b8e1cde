"""Quarantine: statements that are set aside, unread by any analysis, until their cause is gone or two people let them in.

What is in quarantine is not in the lake; its raw lines are read only through this module. A statement leaves in three ways: its
account is registered meanwhile (`retry_registered`, after an import of the register), the register says meanwhile that the
account is under judicial mandate (then its data go and a receipt line stays), or two different people release a statement
whose label speaks of a mandate that does not exist. One with wrong totals never leaves: the bank delivers it again, corrected.
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
from warehouse.quarantine_release import RetrySummary, raw_of, release, retry_registered

__all__ = [
    "Quarantined",
    "RetrySummary",
    "list_quarantined",
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


def refused_statements_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every statement refused, in quarantine or under judicial mandate, by account, day, number, delivery and position."""
    query = (
        select(DeliveredStatement, ReceivedDelivery.received_at)
        .join(ReceivedDelivery, ReceivedDelivery.delivery == DeliveredStatement.delivery)
        .where(DeliveredStatement.state.in_(("quarantined", "mandate")))
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
        select(DeliveredStatement, QuarantinedStatement.quarantined_at, ReceivedDelivery.bank, ReceivedDelivery.name)
        .join(
            QuarantinedStatement,
            (QuarantinedStatement.delivery == DeliveredStatement.delivery)
            & (QuarantinedStatement.position == DeliveredStatement.position),
        )
        .join(ReceivedDelivery, ReceivedDelivery.delivery == DeliveredStatement.delivery)
        .order_by(QuarantinedStatement.quarantined_at, DeliveredStatement.delivery, DeliveredStatement.position)
    )
    with warehouse.reading() as session:
        return [_listed(line, at, bank, name) for line, at, bank, name in session.execute(query)]


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


def _listed(line: DeliveredStatement, at: datetime, bank: str, name: str) -> Quarantined:
    return Quarantined(
        delivery=line.delivery,
        position=line.position,
        bank=bank,
        name=name,
        account=line.account or "",
        currency=line.currency or "",
        statement_date=line.statement_date,
        statement_number=line.statement_number,
        reason=line.reason,
        problems=tuple(line.problems),
        movements=line.movements,
        quarantined_at=at,
    )
