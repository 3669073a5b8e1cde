"""How long money was held: receipts and payments matched first in, first out.

Method: number the euros of an account in the order in which they came and in the order in which they left. The cumulated
credits and debits cut this line of euros into stretches; each stretch came with one credit and left with one debit. Sorting
the cuts and filling dates backwards gives every stretch its two dates, in n log n, without a loop.

A stretch that would leave before it came (the account was in debit) is left out. Euros still there have not left and are not
measured here (`ageing`). Matching by dossier and by amount before first in, first out is a rule's work, with its confidence.
"""

from __future__ import annotations

import polars as pl

from models.features.lines import KEY
from models.features.measures.openings import with_openings

LONG_DAYS = 35


def holding(lines: pl.DataFrame, openings: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month of payment: held_milli (matched), held_milli_days (× days held), held_long_milli (over
    `LONG_DAYS`).
    """
    dated = with_openings(lines, openings).sort(*KEY, "booked")
    cuts = pl.concat([_cuts(dated, "paid_in", "came"), _cuts(dated, "paid_out", "left")], how="diagonal")
    stretches = cuts.sort(*KEY, "level").with_columns(
        (pl.col("level") - pl.col("level").shift(fill_value=0).over(KEY)).alias("stretch"),
        pl.col("came").backward_fill().over(KEY),
        pl.col("left").backward_fill().over(KEY),
    )
    days = (pl.col("left") - pl.col("came")).dt.total_days()
    return (
        stretches.filter((pl.col("stretch") > 0) & (pl.col("came") <= pl.col("left")))
        .group_by(*KEY, pl.col("left").dt.truncate("1mo").alias("month"))
        .agg(
            pl.col("stretch").sum().alias("held_milli"),
            (pl.col("stretch") * days).sum().alias("held_milli_days"),
            pl.col("stretch").filter(days > LONG_DAYS).sum().alias("held_long_milli"),
        )
    )


def _cuts(dated: pl.DataFrame, amount: str, date: str) -> pl.DataFrame:
    return dated.filter(pl.col(amount) > 0).select(
        *KEY, pl.col(amount).cum_sum().over(KEY).alias("level"), pl.col("booked").alias(date)
    )
