"""Months in which the statements of an account do not chain: a balance that does not begin where the one before ended.

What is missing between them cannot be measured, and a missing statement may be why an account looks quiet (rule statement-gap
proves it; here it is only counted).
"""

from __future__ import annotations

import polars as pl

from models.features.around import BREAKS
from models.features.lines import ACCOUNT_KEY

NEEDED = ("account", "currency", "statement_date", "statement_number", "old_balance_milli", "new_balance_milli")


def breaks_of(statements: pl.LazyFrame) -> pl.DataFrame:
    """How many balances do not chain, by account and month (`BREAKS`); separate applications carry no balances."""
    ordered = (
        statements.filter(pl.col("separate_application").not_())
        .select(NEEDED)
        .sort(*ACCOUNT_KEY, "statement_date", "statement_number")
        .with_columns(pl.col("new_balance_milli").shift().over(ACCOUNT_KEY).alias("before"))
    )
    broken = ordered.filter(pl.col("before").is_not_null() & (pl.col("old_balance_milli") != pl.col("before")))
    counted = broken.group_by(*ACCOUNT_KEY, pl.col("statement_date").dt.truncate("1mo").alias("month")).agg(
        pl.len().cast(pl.Int64).alias("breaks")
    )
    return counted.select(BREAKS.names()).cast(BREAKS).sort(*ACCOUNT_KEY, "month").collect()
