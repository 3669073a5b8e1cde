"""Payments that follow each other like clockwork: pay, rent, instalments.

A run is so many payments of one key, each a step after the one before; it shows on the day of its last payment and belongs to
the year of that day. A payment may stand in the runs of two years. What comes later changes nothing about a run that showed.

>>> from datetime import date
>>> days = [date(2026, 1, 5), date(2026, 2, 4), date(2026, 3, 6), date(2026, 9, 1)]
>>> paid = pl.LazyFrame({"party": ["P"] * 4, "booked": days, "movement_id": ["a", "b", "c", "d"]})
>>> ordinal = pl.col("booked").to_physical()
>>> runs(paid, ["party"], ordinal, 3, pl.lit(28), pl.lit(31)).select("movement_id", "year").collect().rows()
[('a', 2026), ('b', 2026), ('c', 2026)]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from detection.findings import ACCOUNT, shaped, together


def runs(
    payments: pl.LazyFrame,
    by: Sequence[str],
    place: pl.Expr,
    count: int,
    shortest: pl.Expr,
    longest: pl.Expr,
    *,
    alike: pl.Expr | None = None,
) -> pl.LazyFrame:
    """Give the payments that stand in a run, in their order, with `year`; twice where two years' runs hold them.

    `place` numbers the payments of a key, which stand in its order; each step from one to the next lies between `shortest`
    and `longest`. `alike` must hold on the last payment of a run.
    """
    numbered = payments.with_columns(place.cast(pl.Int64).alias("place")).with_row_index("row")
    step = pl.col("place") - pl.col("place").shift(1).over(by)
    fits = step.is_between(shortest, longest).fill_null(False)
    steps = [fits.shift(back, fill_value=False).over(by) for back in range(count - 1)]
    ended = pl.all_horizontal(*steps, *([] if alike is None else [alike]))
    shown = numbered.with_columns(pl.when(ended).then(pl.col("booked").dt.year()).alias("shown"))
    members = [shown.with_columns(pl.col("shown").shift(-ahead).over(by).alias("year")) for ahead in range(count)]
    named = pl.concat(members).filter(pl.col("year").is_not_null()).unique(["row", "year"])
    return named.sort("year", "row").drop("row", "place", "shown")


def yearly(members: pl.LazyFrame, on: date, *, severity: pl.Expr | None = None, also: Sequence[pl.Expr] = ()) -> pl.LazyFrame:
    """Make one finding of each account's payments to one party that stand in runs of one year, as it is known on a day.

    The stage is `running` until the year is over. `e_count` is how many payments it names; `severity` may use it and
    what `also` gathers.
    """
    grouped = together(members, [*ACCOUNT, "party", "year"], pl.len().cast(pl.Int64).alias("e_count"), *also)
    running = pl.date(pl.col("year"), 12, 31) > pl.lit(on)
    return shaped(
        grouped,
        anchor=pl.format("{}|{}", "year", "party"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        counterparty=pl.col("party"),
        severity=pl.lit(None, pl.String) if severity is None else severity,
    )
