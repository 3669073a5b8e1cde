"""What is new since the last run: the accounts to which something came, and those of which everything must be read again.

An account is *touched* when a file of the lake that was added since then holds a row of it, when a movement booked after the
last run's day has come of its day, or when the register says something else about the account or its holder. Compaction only
moves rows and touches nothing; a file from which rows were destroyed touches the accounts that are left in it. A touched
account is read again from its beginning by every rule when what came is old (a backfill), when the register changed, or when
the account's habit of naming its holder is another one now; else rules that look back so many days see no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from warehouse.database import Warehouse
from warehouse.lake import movements
from warehouse.news import registered_since, rows_added
from warehouse.register import accounts_frame

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
    added = rows_added(warehouse, last.at)
    came = added.filter(~pl.col("destroyed"))
    old = came.filter(pl.col("day") <= last.on - SETTLING)["account"]
    destroyed = added.filter(pl.col("destroyed"))["account"]
    come_of_day = movements(warehouse, since=last.on + timedelta(days=1), until=on, columns=["account"]).collect()["account"]
    whole = frozenset(old).union(destroyed, _registered(warehouse, last.at))
    touched = frozenset(came["account"]).union(come_of_day, whole)
    return News(touched, whole, came.filter(pl.col("dataset") == "movements")["identity"])


def _registered(warehouse: Warehouse, since: datetime) -> set[str]:
    """Give the accounts of which the register says something else since then, and those that deal with one that it names."""
    ibans, holders = registered_since(warehouse, since)
    if not ibans | holders:
        return set()
    register = accounts_frame(warehouse)
    own = register.filter(pl.col("iban").is_in(list(ibans)) | pl.col("holder_id").is_in(list(holders)))["iban"]
    number = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    counterparties = movements(warehouse, columns=["account", "counterparty_account"]).filter(number.is_in(list(ibans)))
    return {*own, *ibans, *counterparties.select("account").unique().collect()["account"]}
