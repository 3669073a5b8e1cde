"""What an account held at the end of each day, and where its statements stop following each other.

The old and new balances of the statements are the bank's own word (record 1 and record 8); between them the booked movements
carry the balance from day to day. A day without a movement holds what the day before held. Where a statement's old balance
is not the previous new one, something is missing: a new *stretch* begins, and nothing is carried across the break.

Movements booked outside the days of their statement count on the nearest day of it. Statements that carry movements of one
application only have no balances and are left out (CODA 2.6, record 0, positions 84–88).
"""

from __future__ import annotations

import polars as pl

from warehouse.lake_files import FIRST_RECEIVED, IDENTITY_ORDINAL

ACCOUNT = ["account", "currency"]
STATEMENT = [*ACCOUNT, "statement_date", "statement_number", "ordinal"]
"""The identity and the order of an account's statements."""


def chained(statements: pl.LazyFrame) -> pl.LazyFrame:
    """Give the statements with balances in their order, each with the one before it (`before_*`) and its stretch."""
    own = statements.filter(~pl.col("separate_application")).select(
        *("statement_id", "account", "currency", "statement_date", "statement_number", "description", "holder_name"),
        pl.coalesce("old_balance_date", "statement_date").alias("old_balance_date"),
        *("old_balance_milli", "new_balance_milli", "movement_count"),
    )
    ordered = own.with_columns(ordinal_of("statement_id")).sort(STATEMENT)
    before = [
        pl.col(name).shift().over(ACCOUNT).alias(f"before_{name}")
        for name in ("statement_id", "statement_date", "statement_number", "new_balance_milli")
    ]
    follows = pl.col("old_balance_milli").eq_missing(pl.col("before_new_balance_milli"))
    return (
        ordered.with_columns(before)
        .with_columns((~follows).cum_sum().over(ACCOUNT).alias("stretch"))
        .with_columns(pl.col("old_balance_date").clip(upper_bound="statement_date"))
    )


def ordinal_of(identity: str) -> pl.Expr:
    """Read from an identity which of several statements numbered 000 of one day it belongs to; `a` for the first received."""
    return pl.col(identity).str.extract(IDENTITY_ORDINAL, 1).fill_null("").replace("", FIRST_RECEIVED).alias("ordinal")


def daily(statements: pl.LazyFrame, movements: pl.LazyFrame) -> pl.LazyFrame:
    """Give what each account held at the end of each day that a statement or movement names: account, currency, stretch,
    day, balance_milli; one row a day, the last one of the day.
    """
    placed = statements.with_row_index("place")
    opening = placed.filter(pl.col("stretch") != pl.col("stretch").shift().over(ACCOUNT).fill_null(0)).select(
        *(*ACCOUNT, "stretch", "place"),
        pl.min_horizontal("old_balance_date", pl.col("statement_date").dt.offset_by("-1d")).alias("day"),
        pl.col("old_balance_milli").alias("balance_milli"),
    )
    closing = placed.select(
        *ACCOUNT, "stretch", "place", pl.col("statement_date").alias("day"), pl.col("new_balance_milli").alias("balance_milli")
    )
    carried = (
        movements.join(placed, on=STATEMENT)
        .with_columns(pl.col("booked").clip("old_balance_date", "statement_date").alias("day"))
        .group_by(*ACCOUNT, "stretch", "place", "day")
        .agg(pl.col("amount_milli").sum(), pl.col("old_balance_milli").first())
        .sort("place", "day")
        .with_columns((pl.col("old_balance_milli") + pl.col("amount_milli").cum_sum().over("place")).alias("balance_milli"))
    )
    columns = [*ACCOUNT, "stretch", "place", "day", "balance_milli"]
    points = pl.concat(
        [opening.with_columns(rank=0), carried.select(columns).with_columns(rank=1), closing.with_columns(rank=2)]
    )
    # the balance with which a stretch opens says nothing on a day on which something else was closed
    ordered = points.sort(*ACCOUNT, "day", pl.col("rank") > 0, "place", "rank")
    last = ordered.unique([*ACCOUNT, "day"], keep="last", maintain_order=True)
    return last.select(*ACCOUNT, "stretch", "day", "balance_milli")


def flows(statements: pl.LazyFrame, movements: pl.LazyFrame) -> pl.LazyFrame:
    """Give what came in and what went out (below zero) each booking day of each stretch: account, currency, stretch, booked,
    in_milli, out_milli.
    """
    amount = pl.col("amount_milli")
    placed = movements.join(statements.select(*STATEMENT, "stretch"), on=STATEMENT)
    return placed.group_by(*ACCOUNT, "stretch", "booked").agg(
        amount.filter(amount > 0).sum().alias("in_milli"), amount.filter(amount < 0).sum().alias("out_milli")
    )


def balance_on(held_daily: pl.LazyFrame, asked: pl.LazyFrame, day: str, name: str) -> pl.LazyFrame:
    """Add what the account held at the end of the row's day under a name; null before its first statement.

    `held_daily` as `daily` gives it.
    """
    held = held_daily.select(*ACCOUNT, pl.col("day").alias("held_on"), pl.col("balance_milli").alias(name)).sort("held_on")
    placed = asked.with_row_index("asked").sort(day)
    joined = placed.join_asof(held, left_on=day, right_on="held_on", by=ACCOUNT, check_sortedness=False)
    return joined.sort("asked").drop("asked", "held_on")
