"""What the account itself did before this month: its activity, its usual amounts, its last quarter.

Windows end at the eve of the month, so this month's amounts can move neither the peer group nor the yardstick; only the
quarter of own_share includes the month. Months are those with a movement.
"""

from __future__ import annotations

from typing import Literal

import polars as pl

from models.features.lines import KEY, MONTH_KEY


def past(months: pl.DataFrame) -> pl.DataFrame:
    """Columns to join on the month table, sorted by account, currency and month.

    past_movements (12 months), past_months (with a movement, of 24), medians and spreads of log(1 + amount) for both sides,
    sums of the quarter.
    """
    table = months.with_columns((pl.col("paid_in_milli", "paid_out_milli") / 1000).log1p().name.prefix("log_")).sort(MONTH_KEY)
    year = _window(table, "12mo", "left").agg(pl.col("movements").sum().alias("past_movements"))
    usual = _window(table, "24mo", "left").agg(pl.len().alias("past_months"), *_usual("paid_in"), *_usual("paid_out"))
    quarter = _window(table, "3mo", "right").agg(
        pl.col("own_out_milli").sum().alias("own_out_quarter_milli"),
        pl.col("paid_out_milli").sum().alias("paid_out_quarter_milli"),
    )
    return year.join(usual, on=MONTH_KEY, how="inner").join(quarter, on=MONTH_KEY, how="inner")


def _window(table: pl.DataFrame, period: str, closed: Literal["left", "right"]) -> pl.dataframe.group_by.RollingGroupBy:
    return table.rolling("month", period=period, closed=closed, group_by=list(KEY))


def _usual(amount: str) -> tuple[pl.Expr, pl.Expr]:
    value = pl.col(f"log_{amount}_milli")
    return (
        value.median().alias(f"{amount}_past_median"),
        (value - value.median()).abs().median().alias(f"{amount}_past_spread"),
    )
