"""One payee again and again over half a year: a person who gets a part of many dossiers, and a standing cost.

Only payments to private parties count, and of them only those that do not simply pass on what came (`echo`): maintenance and
instalments that come and go are the client's own money.

payments_recent, dossiers_recent   most payments to one payee within 183 days, and most distinct dossiers under which one was
paid standing_months                    longest run of payments to one payee, each 20 to 40 days after the one before and
within a seventh
                                   of its sum
standing_even                      how near to the payment before such a payment is: 1 when equal, 0 when none follows
"""

from __future__ import annotations

import polars as pl

from models.features.lines import KEY, MONTH_KEY, runs_of

DAYS = 183
SOONEST, LATEST = 20, 40
NEAR = 1 / 7
PAYEE = (*KEY, "party")


def payees(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month: the measures above; null when no private payee was paid."""
    paid = lines.filter((pl.col("paid_out") > 0) & pl.col("private") & pl.col("echo").not_())
    days = (
        paid.group_by(*PAYEE, "booked", "month")
        .agg(pl.len().cast(pl.Int64).alias("payments"), pl.col("paid_out").max().alias("sum"), pl.col("dossier").drop_nulls())
        .sort(*PAYEE, "booked")
        .with_columns(runs_of(*PAYEE).alias("payee"))
    )
    return _most(days).join(_standing(days), on=MONTH_KEY, how="left")


def _most(days: pl.DataFrame) -> pl.DataFrame:
    """Count within the window; whoever was paid on one day only needs none."""
    several = days.filter(pl.len().over("payee") > 1)
    windows = several.rolling("booked", period=f"{DAYS}d", group_by=list(PAYEE)).agg(
        pl.col("payments").sum(), pl.col("dossier").list.explode().drop_nulls().n_unique().cast(pl.Int64).alias("dossiers")
    )
    counted = pl.concat(
        [
            windows.select(*KEY, pl.col("booked").dt.truncate("1mo").alias("month"), "payments", "dossiers"),
            days.select(*MONTH_KEY, "payments", pl.col("dossier").list.n_unique().cast(pl.Int64).alias("dossiers")),
        ]
    )
    return counted.group_by(MONTH_KEY).agg(
        pl.col("payments").max().alias("payments_recent"), pl.col("dossiers").max().alias("dossiers_recent")
    )


def _standing(days: pl.DataFrame) -> pl.DataFrame:
    gap = (pl.col("booked") - pl.col("booked").shift().over("payee")).dt.total_days()
    before = pl.col("sum").shift().over("payee")
    follows = gap.is_between(SOONEST, LATEST) & ((pl.col("sum") - before).abs() <= NEAR * before)
    even = pl.when("follows").then(1 - (pl.col("sum") - pl.col("before")).abs() / pl.col("before")).otherwise(0.0)
    runs = days.with_columns(follows.fill_null(False).alias("follows"), before.alias("before")).with_columns(
        pl.col("follows").not_().cum_sum().alias("run"), even.alias("even")
    )
    lengths = runs.with_columns(pl.col("follows").cum_sum().over("run").alias("length"))
    return lengths.group_by(MONTH_KEY).agg(
        (pl.col("length").max() + 1).cast(pl.Int64).alias("standing_months"), pl.col("even").max().alias("standing_even")
    )
