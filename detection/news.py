"""What is new since the last run: the accounts to which something came, and those of which everything must be read again.

An account is *touched* when a file of the lake that was added since then holds a row of it, when a movement or a statement
dated after the last run's day has come of its day, or when the register says something else about the account or its holder.
Compaction only moves rows and touches nothing; a file from which rows were destroyed touches the accounts that are left in it.
A touched account is read again from its beginning by every rule when what came is old (a backfill), when the register changed,
or when the account's habit of naming its holder is another one now; else rules see what they must.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl

from coda_parser.columns import MOVEMENTS, STATEMENTS
from detection.foresight import Came, faulty_before_and_now, unforeseen
from detection.lately import FIRST_DAYS
from detection.outlook import Outlook
from warehouse.database import Warehouse
from warehouse.lake import movements, statements
from warehouse.news import COLUMNS, movements_added, registered_since, statements_added
from warehouse.register import accounts_frame

SETTLING = timedelta(days=62)
"""How long after its last day a finding may still become known, or come to its next stage, without anything older that is new:
a bank that delivers a month at once, a month that ends, a refund within 56 days."""
MOVED = pl.Schema({"account": pl.String(), "paid_milli": pl.Int64(), "moved": pl.Int64()})


@dataclass(frozen=True)
class LastRun:
    """The run before: the day that it judged by, the moment at which it began to read, and the outlook that held for it."""

    on: date
    at: datetime
    outlook: Outlook


@dataclass(frozen=True)
class News:
    """What is new on a day: the accounts touched, those of them to be read whole, the movements that came.

    `first_days`: the first day of what came to each account; `unforeseen`: the accounts of which the outlook does not hold;
    `moved`: what was paid from each account since the outlook, and how often it was moved; `faulty`: as `Material.faulty`.
    """

    on: date
    touched: frozenset[str]
    whole: frozenset[str]
    movement_ids: pl.Series
    first_days: pl.DataFrame = field(default_factory=FIRST_DAYS.to_frame)
    unforeseen: frozenset[str] = frozenset()
    moved: pl.DataFrame = field(default_factory=MOVED.to_frame)
    faulty: frozenset[str] = frozenset()


def news(warehouse: Warehouse, last: LastRun, *, on: date) -> News:
    """Say what is new on a day since the last run."""
    outlook, register = last.outlook, accounts_frame(warehouse)
    first = outlook.on + timedelta(days=1)
    came = Came(
        movements=_since(
            movements_added(warehouse, outlook.at), movements(warehouse, since=first, until=on, columns=COLUMNS[MOVEMENTS])
        ),
        statements=_since(
            statements_added(warehouse, outlook.at), statements(warehouse, since=first, until=on, columns=COLUMNS[STATEMENTS])
        ),
        counted=movements(warehouse),
        register=register,
    )
    registered = _registered(warehouse, last.at)
    changed = registered if last.at == outlook.at else _registered(warehouse, outlook.at)
    return news_of(came, last, on=on, registered=registered, changed=changed)


def news_of(came: Came, last: LastRun, *, on: date, registered: frozenset[str], changed: frozenset[str]) -> News:
    """Say the same of what came since the outlook; `registered` since the last run, `changed` since the outlook."""
    days = came.days.filter(pl.col("day") <= on)
    new = days.filter((pl.col("added_at") >= last.at) | (pl.col("day") > last.on))
    destroyed = frozenset(came.destroyed.filter(pl.col("added_at") >= last.at)["account"])
    old = new.filter(pl.col("day") <= last.on - SETTLING)["account"]
    astray = unforeseen(came, last.outlook, on=on) | changed | frozenset(came.destroyed["account"])
    before, now = faulty_before_and_now(came, last.outlook, new["movement_id"].drop_nulls(), astray, on=on)
    touched = frozenset(new["account"]) | destroyed | registered
    whole = frozenset(old) | destroyed | registered | (touched & (before ^ now))
    paid = (-pl.col("amount_milli")).filter(pl.col("amount_milli") < 0).sum().alias("paid_milli")
    moved = came.counted_movements(on).group_by("account").agg(paid, pl.len().cast(pl.Int64).alias("moved"))
    return News(
        on=on,
        touched=touched,
        whole=whole,
        movement_ids=new["movement_id"].drop_nulls(),
        first_days=new.group_by("account").agg(pl.col("day").min()).sort("account"),
        unforeseen=astray,
        moved=moved.sort("account"),
        faulty=now,
    )


def _since(added: pl.DataFrame, of_day: pl.LazyFrame) -> pl.DataFrame:
    """Put what came of its day beside what was added; a row that did both was added."""
    identity = added.columns[0]
    waited = of_day.filter(~pl.col(identity).is_in(added[identity].implode())).collect()
    return pl.concat([added, waited], how="diagonal")


def _registered(warehouse: Warehouse, since: datetime) -> frozenset[str]:
    """Give the accounts of which the register says something else since then, and those that deal with one that it names."""
    ibans, holders = registered_since(warehouse, since)
    if not ibans | holders:
        return frozenset()
    register = accounts_frame(warehouse)
    own = register.filter(pl.col("iban").is_in(list(ibans)) | pl.col("holder_id").is_in(list(holders)))["iban"]
    number = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    counterparties = movements(warehouse, columns=["account", "counterparty_account"]).filter(number.is_in(list(ibans)))
    return frozenset({*own, *ibans, *counterparties.select("account").unique().collect()["account"]})
