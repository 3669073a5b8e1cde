"""Money that is surely older than two months, whatever the bank paid out first.

balance two months ago − debits since = opening + credits until then − debits until now: the sure lower bound of
rule stale-floor. (The minimum balance over the window is not a bound: money rotates beneath it.)

Two months from date to eve of date: at the end of a month, money received strictly before the same day two months earlier is
older. 30 June's money is not yet late on 31 August.
"""

from __future__ import annotations

import polars as pl

from models.features.lines import KEY, MONTH_KEY
from models.features.measures.openings import with_openings


def ageing(lines: pl.DataFrame, openings: pl.DataFrame) -> pl.DataFrame:
    """Per account and month: stale_milli, never negative."""
    days = (
        with_openings(lines, openings)
        .group_by(*KEY, "booked")
        .agg(pl.col("paid_in", "paid_out").sum())
        .sort("booked", *KEY)
        .with_columns(pl.col("paid_in").cum_sum().over(KEY).alias("came"), pl.col("paid_out").cum_sum().over(KEY).alias("left"))
    )
    month_end = pl.col("month").dt.month_end()
    months = lines.select(MONTH_KEY).unique().with_columns(month_end.alias("now"), month_end.dt.offset_by("-2mo").alias("then"))
    received = months.sort("then").join_asof(
        days.select(*KEY, "booked", "came"),
        left_on="then",
        right_on="booked",
        by=list(KEY),
        allow_exact_matches=False,
        check_sortedness=False,
    )
    both = received.sort("now").join_asof(
        days.select(*KEY, "booked", "left"), left_on="now", right_on="booked", by=list(KEY), check_sortedness=False
    )
    bound = pl.col("came").fill_null(0) - pl.col("left").fill_null(0)
    return both.select(*MONTH_KEY, bound.clip(lower_bound=0).alias("stale_milli"))
