"""Quantities that change by steps, and the periods during which they stand too high.

Old money is a sum that rises when a receipt comes of age and falls when money is paid; a debit episode is a balance below
zero. Both are: changes a day → level at the end of each day → runs of days on which a condition holds. All changes of one
day count before the level is judged, so the order of a day's movements does not matter.

>>> from datetime import date
>>> days = [date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 9)]
>>> changes = pl.LazyFrame({"account": ["A"] * 3, "day": days, "change": [9, -9, 5]})
>>> periods(levels(changes, ["account"]), ["account"], pl.col("level") > 4).select("start", "end", "peak").collect().rows()
[(datetime.date(2026, 1, 1), datetime.date(2026, 1, 5), 9), (datetime.date(2026, 1, 9), None, 5)]
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def levels(changes: pl.LazyFrame, by: Sequence[str], *, change: str = "change", level: str = "level") -> pl.LazyFrame:
    """Give, for each key and each day with a change, the level at the end of the day; sorted by key and day."""
    daily = changes.group_by(*by, "day").agg(pl.col(change).sum()).sort(*by, "day")
    return daily.with_columns(pl.col(change).cum_sum().over(by).alias(level))


def periods(
    stepped: pl.LazyFrame, by: Sequence[str], holds: pl.Expr, *, level: str = "level", also: Sequence[pl.Expr] = ()
) -> pl.LazyFrame:
    """Give the periods during which the condition holds: start, end (the first day it no longer holds; null while it
    lasts), first level, peak, trough, and what `also` gathers. `stepped` has one row per key and day, as `levels` gives.
    """
    marked = stepped.sort(*by, "day").with_columns(holds.fill_null(False).alias("holds"))
    runs = marked.with_columns(
        pl.col("holds").ne_missing(pl.col("holds").shift()).cum_sum().over(by).alias("run"),
        pl.col("day").shift(-1).over(by).alias("next_day"),
    )
    found = runs.filter("holds").group_by(*by, "run", maintain_order=True)
    return found.agg(
        pl.col("day").first().alias("start"),
        pl.col("next_day").last().alias("end"),
        pl.col(level).first().alias("first"),
        pl.col(level).max().alias("peak"),
        pl.col(level).min().alias("trough"),
        *also,
    ).drop("run")
