"""The ledger of deliveries: what each bank delivered, and what became of every statement.

Two keys make receiving idempotent: the SHA-256 of a delivery's bytes, and a statement's account, currency, date and number
with the digest of its content. The tables are in `deliveries_tables`; this module asks them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, ReceivedDelivery
from warehouse.intake_judgement import HeldStatement, Key, Ledger, Register, register_of
from warehouse.register_tables import Account

ASKED_AT_ONCE = 500
"""Values in one IN (…): well below SQLite's limit of variables."""

DELIVERIES_SCHEMA = pl.Schema(
    {
        "delivery": pl.String(),
        "bank": pl.String(),
        "name": pl.String(),
        "size": pl.Int64(),
        "received_at": pl.Datetime("us", "UTC"),
        "state": pl.String(),
        "reason": pl.String(),
        "statements": pl.Int64(),
        "mandates": pl.Int64(),
        "movements": pl.Int64(),
        "debit_milli": pl.Int64(),
        "credit_milli": pl.Int64(),
    }
)
STATEMENTS_SCHEMA = pl.Schema(
    {
        "delivery": pl.String(),
        "position": pl.Int64(),
        "state": pl.String(),
        "reason": pl.String(),
        "account": pl.String(),
        "currency": pl.String(),
        "statement_date": pl.Date(),
        "statement_number": pl.Int64(),
        "ordinal": pl.Int64(),
        "statement_id": pl.String(),
        "line": pl.Int64(),
        "movements": pl.Int64(),
        "debit_milli": pl.Int64(),
        "credit_milli": pl.Int64(),
    }
)


def deliveries_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every delivery received, by moment and hash; sums in thousandths, statements under judicial mandate not in them."""
    query = select(*(getattr(ReceivedDelivery, name) for name in DELIVERIES_SCHEMA))
    return _frame(warehouse, query.order_by(ReceivedDelivery.received_at, ReceivedDelivery.delivery), DELIVERIES_SCHEMA)


def statements_frame(warehouse: Warehouse, *, delivery: str | None = None) -> pl.DataFrame:
    """What became of every statement received, of one delivery or of all, by delivery and position in it."""
    query = select(*(getattr(DeliveredStatement, name) for name in STATEMENTS_SCHEMA))
    if delivery is not None:
        query = query.where(DeliveredStatement.delivery == delivery)
    return _frame(warehouse, query.order_by(DeliveredStatement.delivery, DeliveredStatement.position), STATEMENTS_SCHEMA)


@dataclass(frozen=True)
class NamedDelivery:
    """Where a line came from: the bank, the name of its file, and when it came."""

    bank: str
    name: str
    received_at: datetime


def deliveries_named(warehouse: Warehouse, hashes: Collection[str]) -> dict[str, NamedDelivery]:
    """Give the deliveries of these hashes."""
    columns = (ReceivedDelivery.delivery, ReceivedDelivery.bank, ReceivedDelivery.name, ReceivedDelivery.received_at)
    found: dict[str, NamedDelivery] = {}
    with warehouse.reading() as session:
        for some in in_parts(hashes):
            for delivery, bank, name, at in session.execute(select(*columns).where(ReceivedDelivery.delivery.in_(some))):
                found[delivery] = NamedDelivery(bank, name, at)
    return found


def problems_of(warehouse: Warehouse, delivery: str) -> list[dict[str, Any]]:
    """The located problems of a delivery itself, as its acknowledgement names them; those of its statements stand there."""
    with warehouse.reading() as session:
        found = session.get(ReceivedDelivery, delivery)
        return list(found.problems) if found else []


def known_deliveries(session: Session, hashes: Collection[str]) -> dict[str, ReceivedDelivery]:
    """Those of the hashes that the ledger holds already."""
    found: dict[str, ReceivedDelivery] = {}
    for some in in_parts(hashes):
        query = select(ReceivedDelivery).where(ReceivedDelivery.delivery.in_(some))
        found.update({delivery.delivery: delivery for delivery in session.scalars(query)})
    return found


def ledger_of(session: Session, keys: Collection[Key]) -> Ledger:
    """The statements held of the keys' accounts on their days; those without number in the order in which they chain.

    Which of them are held is seen here, not asked: SQLite would then walk through all that were ever held.
    """
    ledger = Ledger()
    if not keys:
        return ledger
    first, last = min(key.statement_date for key in keys), max(key.statement_date for key in keys)
    for some in in_parts({key.account for key in keys}):
        held = select(DeliveredStatement).where(
            DeliveredStatement.account.in_(some),
            DeliveredStatement.statement_date.between(first, last),
        )
        for row in session.scalars(held.order_by(DeliveredStatement.ordinal)):
            if row.state == "ingested":
                _add_held(ledger, row)
    return ledger


def _add_held(ledger: Ledger, row: DeliveredStatement) -> None:
    if row.account is None or row.currency is None or row.statement_date is None or row.statement_number is None:
        return  # destroyed: no key is left
    key = Key(row.account, row.currency, row.statement_date, row.statement_number)
    new = row.new_balance_milli
    old = None if new is None else new - row.credit_milli + row.debit_milli
    ledger.add(key, HeldStatement(row.digest or "", row.ordinal, old, new))


def register_for(session: Session, accounts: Collection[str]) -> Register:
    """What the register says of the accounts."""
    rows: dict[tuple[str, str], tuple[bool, str]] = {}
    for some in in_parts(accounts):
        columns = (Account.iban, Account.currency, Account.judicial_mandate, Account.bank_bic)
        found = session.execute(select(*columns).where(Account.iban.in_(some)))
        rows.update({(iban, currency): (mandate, bic) for iban, currency, mandate, bic in found})
    return register_of(rows)


def in_parts(values: Collection[str]) -> Iterator[list[str]]:
    """The values, each once and sorted, in lists short enough for one question.

    >>> [len(some) for some in in_parts([str(number) for number in range(1001)])]
    [500, 500, 1]
    """
    ordered = sorted(set(values))
    for first in range(0, len(ordered), ASKED_AT_ONCE):
        yield ordered[first : first + ASKED_AT_ONCE]


def _frame(warehouse: Warehouse, query: Select[*tuple[Any, ...]], schema: pl.Schema) -> pl.DataFrame:
    with warehouse.reading() as session:
        rows = session.execute(query).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
