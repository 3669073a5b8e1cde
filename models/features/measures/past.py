"""What the account itself did before this month: its activity, its usual amounts, its habits, its last quarter.

Windows end at the eve of the month, so this month's amounts can move neither the peer group nor the yardstick; only the
quarters of own and incoming money include the month. Months are those with a movement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from models.features.lines import KEY, MONTH_KEY

HABITS = ("missing_reference_share", "waited_days", "own_share")
"""Features whose own past is a yardstick (`catalogue.history`); they stand in the month table before the others."""


def past(months: pl.DataFrame) -> pl.DataFrame:
    """Columns to join on the month table, sorted by unit and month.

    past_movements, past_in_milli, past_out_milli (12 months), past_months (with a movement, of 24), past_largest_milli (24
    months, the last three aside: a sum received in one month and paid in the next is one sum), medians and spreads of log(1 +
    amount) for both sides and of the movements, sums of the quarter, and `_recent_pace`.
    """
    table = months.with_columns(
        (pl.col("paid_in_milli", "paid_out_milli") / 1000).log1p().name.prefix("log_"),
        pl.col("movements").log1p().alias("log_movements_milli"),
    ).sort(MONTH_KEY)
    year = _window(table, "12mo", "left").agg(
        pl.col("movements").sum().alias("past_movements"),
        pl.col("paid_in_milli").sum().alias("past_in_milli"),
        pl.col("paid_out_milli").sum().alias("past_out_milli"),
    )
    usual = _window(table, "24mo", "left").agg(
        pl.len().alias("past_months"),
        *_usual("paid_in"),
        *_usual("paid_out"),
        *_usual("movements"),
    )
    earlier = pl.col("largest_milli").filter(pl.col("month") < pl.col("month").last().dt.offset_by("-2mo"))
    before = _window(table, "24mo", "right").agg(earlier.max().alias("past_largest_milli"))
    recent = _window(table, "3mo", "right").agg(
        pl.col("own_out_milli").sum().alias("own_out_quarter_milli"),
        pl.col("paid_out_milli").sum().alias("paid_out_quarter_milli"),
        pl.col("paid_in_milli").sum().alias("paid_in_quarter_milli"),
    )
    joined = year.join(usual, on=MONTH_KEY, how="inner").join(before, on=MONTH_KEY, how="inner")
    return joined.join(recent, on=MONTH_KEY, how="inner").join(_recent_pace(table), on=MONTH_KEY, how="inner")


def _recent_pace(table: pl.DataFrame) -> pl.DataFrame:
    """Movements of the month and the one before (recent_movements), and of the twelve before these (earlier_movements)."""
    recent = pl.col("month") >= pl.col("month").last().dt.offset_by("-1mo")
    return _window(table, "14mo", "right").agg(
        pl.col("movements").filter(recent).sum().alias("recent_movements"),
        pl.col("movements").filter(recent.not_()).sum().alias("earlier_movements"),
    )


def quarter(months: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Sums over this month and the two before, of what also happened this month: NAME_quarter, 0 where it did not.

    What goes on for months is worth more than what happened once; what is over is not held against the months after it.
    """
    sums = _window(months.select(*MONTH_KEY, *names).sort(MONTH_KEY), "3mo", "right").agg(
        *(pl.col(name).last() for name in names), *(pl.col(name).sum().alias(f"{name}_quarter") for name in names)
    )
    kept = (pl.when(pl.col(name) > 0).then(f"{name}_quarter").otherwise(0).alias(f"{name}_quarter") for name in names)
    return sums.select(*MONTH_KEY, *kept)


def habits(months: pl.DataFrame) -> pl.DataFrame:
    """Medians and spreads of the account's own rates over the 24 months before: NAME_past_median, NAME_past_spread,
    …_past_known.
    """
    wanted = [
        expression
        for name in HABITS
        for expression in (
            pl.col(name).median().alias(f"{name}_past_median"),
            (pl.col(name) - pl.col(name).median()).abs().median().alias(f"{name}_past_spread"),
            pl.col(name).count().alias(f"{name}_past_known"),
        )
    ]
    return _window(months.select(*MONTH_KEY, *HABITS).sort(MONTH_KEY), "24mo", "left").agg(wanted)


def _window(table: pl.DataFrame, period: str, closed: Literal["left", "right"]) -> pl.dataframe.group_by.RollingGroupBy:
    return table.rolling("month", period=period, closed=closed, group_by=list(KEY))


def _usual(amount: str) -> tuple[pl.Expr, pl.Expr]:
    value = pl.col(f"log_{amount}_milli")
    return (
        value.median().alias(f"{amount}_past_median"),
        (value - value.median()).abs().median().alias(f"{amount}_past_spread"),
    )
