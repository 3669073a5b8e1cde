"""What is new since the last run: the accounts to which something came, and those of which everything must be read again.

An account is *touched* when a file of the lake that was added since then holds a row of it, when a movement booked after the
last run's day has come of its day, or when the register says something else about the account or its holder. Compaction only
moves rows and touches nothing; a file from which rows were destroyed touches the accounts that are left in it. A touched
account is read again from its beginning by every rule when what came is old (a backfill), when the register changed, or when
the account's habit of naming its holder is another one now; else rules that look back so many days see no more than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl
from sqlalchemy import or_, select

from coda_parser.columns import MOVEMENTS, STATEMENTS
from warehouse.database import Warehouse
from warehouse.lake import movements
from warehouse.manifest import LakePart
from warehouse.register import accounts_frame
from warehouse.register_journal import RegisterChange
from warehouse.schema import polars_schema

SETTLING = timedelta(days=62)
"""How long after its last day a finding may still become known, or come to its next stage, without anything older that is new:
a bank that delivers a month at once, a month that ends, a refund within 56 days."""


@dataclass(frozen=True)
class LastRun:
    """The run before: the day that it judged by, and the moment at which it began to read."""

    on: date
    at: datetime


@dataclass(frozen=True)
class News:
    """The accounts to which something came, those of them to be read whole, and the movements that came."""

    touched: frozenset[str]
    whole: frozenset[str]
    movement_ids: pl.Series


def news(warehouse: Warehouse, last: LastRun, *, on: date) -> News:
    """Say what is new on a day since the last run."""
    added = _added(warehouse, last.at)
    came = [part for part in added if part.removed_rows == 0]
    moved = _rows(warehouse, came, "movements", "movement_id", "booked")
    stated = _rows(warehouse, came, "statements", "statement_id", "statement_date")
    days = pl.concat([moved.select("account", "day"), stated.select("account", "day")])
    old = days.filter(pl.col("day") <= last.on - SETTLING)["account"]
    destroyed = [
        _rows(warehouse, [part for part in added if part.removed_rows], name, identity, day)["account"]
        for name, identity, day in (("movements", "movement_id", "booked"), ("statements", "statement_id", "statement_date"))
    ]
    come_of_day = movements(warehouse, since=last.on + timedelta(days=1), until=on, columns=["account"]).collect()["account"]
    registered = _registered(warehouse, last.at)
    whole = frozenset(old).union(*destroyed, registered)
    return News(frozenset(days["account"]) | frozenset(come_of_day) | whole, whole, moved["identity"])


def _added(warehouse: Warehouse, since: datetime) -> list[LakePart]:
    """Give the files added since then that hold more, or fewer, rows than those that they replaced."""
    query = select(LakePart).where(
        LakePart.replaced_at.is_(None), LakePart.added_at >= since, or_(LakePart.buckets.is_(None), LakePart.removed_rows > 0)
    )
    with warehouse.reading() as session:
        return list(session.scalars(query.order_by(LakePart.path)))


def _rows(warehouse: Warehouse, parts: Iterable[LakePart], name: str, identity: str, day: str) -> pl.DataFrame:
    dataset = MOVEMENTS if name == "movements" else STATEMENTS
    paths = [warehouse.settings.lake / part.path for part in parts if part.dataset == name]
    schema = polars_schema(dataset)
    frame = pl.scan_parquet(paths, schema=schema, glob=False, hive_partitioning=False) if paths else pl.LazyFrame(schema=schema)
    return frame.select("account", pl.col(identity).alias("identity"), pl.col(day).alias("day")).collect()


def _registered(warehouse: Warehouse, since: datetime) -> set[str]:
    """Give the accounts of which the register says something else since then, and those that deal with one that it names."""
    query = select(RegisterChange.part, RegisterChange.iban, RegisterChange.holder_id).where(RegisterChange.at >= since)
    with warehouse.reading() as session:
        changes = session.execute(query).all()
    if not changes:
        return set()
    ibans, holders = {change[1] for change in changes} - {None}, {change[2] for change in changes} - {None}
    register = accounts_frame(warehouse)
    own = register.filter(pl.col("iban").is_in(list(ibans)) | pl.col("holder_id").is_in(list(holders)))["iban"]
    number = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    counterparties = movements(warehouse, columns=["account", "counterparty_account"]).filter(number.is_in(list(ibans)))
    return {*own, *ibans, *counterparties.select("account").unique().collect()["account"]}
