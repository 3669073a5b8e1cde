"""The movements of an account's month, where a month is what a finding is about."""

from __future__ import annotations

import polars as pl

MONTH = ("account", "currency", "month")


def largest(booked: pl.LazyFrame, months: pl.LazyFrame, most: pl.Expr | int) -> pl.LazyFrame:
    """Give the `most` largest movements of each of the months, in their order, as the columns of a finding.

    Columns: `MONTH`, movement_ids, bank_references, amount_milli (the sum of their sizes), first_date, last_date.
    """
    size, given = pl.col("amount_milli").abs(), pl.col("bank_reference")
    return (
        booked.with_columns(pl.col("booked").dt.truncate("1mo").alias("month"))
        .join(months.select(MONTH), on=list(MONTH), how="semi", maintain_order="left")
        .with_columns(size.rank("ordinal", descending=True).over(MONTH).alias("place"))
        .filter(pl.col("place") <= most)
        .group_by(MONTH, maintain_order=True)
        .agg(
            pl.col("movement_id").alias("movement_ids"),
            given.filter(given != "").unique(maintain_order=True).alias("bank_references"),
            size.sum().alias("amount_milli"),
            pl.col("booked").min().alias("first_date"),
            pl.col("booked").max().alias("last_date"),
        )
    )
