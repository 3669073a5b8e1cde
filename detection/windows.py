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

import polars as pl


def trailing(frame: pl.LazyFrame, by: Sequence[str], value: pl.Expr, days: pl.Expr, name: str) -> pl.LazyFrame:
    """Add the sum of `value` over the `days` days of the same key that end on each row's booking date; row order is kept."""
    valued = frame.select(*by, "booked", value.alias("_value"))  # a constant gets a row a movement here, not one a day
    daily = valued.group_by(*by, "booked").agg(pl.col("_value").sum().alias("_day")).sort(*by, "booked")
    totals = daily.select(*by, "booked", pl.col("_day").cum_sum().over(by).alias("_total")).sort("booked")
    before = totals.rename({"booked": "_until", "_total": "_before"})
    asked = frame.with_row_index("_row").with_columns(pl.col("booked").dt.offset_by(pl.format("-{}d", days)).alias("_edge"))
    with_total = asked.join(totals, on=[*by, "booked"], how="left").sort("_edge")
    summed = with_total.join_asof(before, left_on="_edge", right_on="_until", by=list(by), check_sortedness=False)
    result = (pl.col("_total") - pl.col("_before").fill_null(0)).alias(name)
    return summed.sort("_row").with_columns(result).drop("_row", "_edge", "_until", "_total", "_before", strict=False)


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
