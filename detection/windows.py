"""Sums over the days before a movement, its own day included.

A window of n days that ends on day d holds the days d − n + 1 to d, all movements of day d whatever their sequence: a bank's
sequence is not the order in which things happened. The length is a dated parameter, so it may differ from row to row.

>>> from datetime import date
>>> frame = pl.LazyFrame({"a": ["x"] * 3, "booked": [date(2026, 1, 1), date(2026, 1, 7), date(2026, 1, 8)], "v": [1, 2, 4]})
>>> trailing(frame, ["a"], pl.col("v"), pl.lit(7), "sum").collect()["sum"].to_list()
[1, 3, 6]
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

FIRST = -(1 << 30)
"""Before every day."""
KEY = 1 << 32
"""Parts the days of one key from those of another."""


def trailing(frame: pl.LazyFrame, by: Sequence[str], value: pl.Expr, days: pl.Expr, name: str) -> pl.LazyFrame:
    """Add the sum of `value` over the `days` days of the same key that end on each row's booking date; row order is kept."""
    given = frame.with_columns(value.alias(name), days_before(pl.col("booked"), days - 1).alias("_begun")).collect()
    spans = given.select(*by, pl.col("_begun").alias("begun"), pl.col("booked").alias("ended"))
    sums = sums_during(spans, given.select(*by, "booked", pl.col(name).alias("value")), by)
    return given.drop("_begun").with_columns(sums.alias(name)).lazy()


def sums_during(spans: pl.DataFrame, moved: pl.DataFrame, by: Sequence[str]) -> pl.Series:
    """Give, for each span, the sum of the values that `moved` has for its key from its first day to its last, both counted.

    `spans` has the key, `begun` (null: from the beginning) and `ended`; `moved` has the key, `booked` and `value`, in any
    order. Null for a key that has none. Running sums are searched: nothing is joined with its whole history.
    """
    keys = moved.select(by).unique().with_row_index("_key").with_columns(pl.col("_key").cast(pl.Int64) * KEY)
    placed = moved.join(keys, on=by).select(pl.col("_key") + pl.col("booked").to_physical(), "value").sort("_key")
    sums = np.append(0, placed["value"].fill_null(0).cast(pl.Int64).cum_sum().to_numpy())
    asked = spans.join(keys, on=by, how="left", maintain_order="left").select(
        known=pl.col("_key").is_not_null(),
        first=pl.col("_key").fill_null(0) + pl.col("begun").to_physical().fill_null(FIRST),
        last=pl.col("_key").fill_null(0) + pl.col("ended").to_physical(),
    )
    until = placed["_key"].to_numpy()
    found = sums[until.searchsorted(asked["last"].to_numpy(), "right")] - sums[until.searchsorted(asked["first"].to_numpy())]
    return pl.select(pl.when(asked["known"]).then(pl.Series(found))).to_series()


def days_before(day: pl.Expr, days: pl.Expr) -> pl.Expr:
    """Give the day so many days before another, each row its own number."""
    return (day.to_physical() - days.cast(pl.Int32)).cast(pl.Date)


def days_after(day: pl.Expr, days: pl.Expr) -> pl.Expr:
    """Give the day so many days after another, each row its own number."""
    return days_before(day, -days)


def within(
    triggers: pl.LazyFrame, members: pl.LazyFrame, by: Sequence[str], days: str, *, carry: Sequence[str] = ()
) -> pl.LazyFrame:
    """Give the movements of each trigger's window, as `findings.together` takes them, with the trigger's id as `anchor`.

    `days` names the triggers' column with the length of the window. Members keep their order; `carry` names further columns
    of theirs.
    """
    asked = triggers.select(*by, pl.col("movement_id").alias("anchor"), pl.col("booked").alias("until"), days)
    age = (pl.col("until") - pl.col("booked")).dt.total_days()
    columns = dict.fromkeys([*by, "movement_id", "booked", "amount_milli", "bank_reference", *carry])
    joined = members.select(*columns).join(asked, on=list(by), maintain_order="left")
    return joined.filter((age >= 0) & (age < pl.col(days))).drop("until", days)
