"""Against the account's own past: a quiet practice that trebles stands out to itself before it does to its peers.

Robust deviations: the distance of this month's value (of amounts and counts: its logarithm) from the median of the account's
past months, in median absolute deviations (× 1.4826) and at least a quarter, because three equal months are no proof of
regularity. Months without a movement do not count as past; fewer than three past months give no value. A sudden end is not
evidence here: only more is.
"""

from __future__ import annotations

import polars as pl

from models.features.feature import ENOUGH, money, of_months


def _surprise(amount: str, value: pl.Expr) -> pl.Expr:
    spread = 1.4826 * pl.col(f"{amount}_past_spread") + 0.25
    deviation = (value.log1p() - pl.col(f"{amount}_past_median")) / spread
    return pl.when(pl.col("past_months") >= ENOUGH).then(deviation.clip(lower_bound=0))


@of_months(unit="deviations", window="24 months", why="more money in than this account ever saw")
def money_in_surprise() -> pl.Expr:
    """The month's credits against the account's own past."""
    return _surprise("paid_in", pl.col("paid_in_milli") / 1000)


@of_months(unit="deviations", window="24 months", why="more money out than this account ever saw")
def money_out_surprise() -> pl.Expr:
    """The month's debits against the account's own past."""
    return _surprise("paid_out", pl.col("paid_out_milli") / 1000)


@of_months(unit="deviations", window="24 months", why="a burst of movements in an account that had its rhythm")
def movements_surprise() -> pl.Expr:
    """The month's number of movements against the account's own past."""
    return _surprise("movements", pl.col("movements"))


@of_months(unit="share", window="12 months", why="an account that hardly moved has another user when it moves like an office")
def activity_share() -> pl.Expr:
    """Share of the movements of this month and the twelve before that fall in this month; known a year or not, as it is."""
    return pl.when(pl.col("history_months") >= ENOUGH).then(
        pl.col("movements") / (pl.col("movements") + pl.col("past_movements"))
    )


@of_months(
    unit="money", window="24 months", why="one sum beyond everything that the account ever held", known_months=ENOUGH, version=2
)
def largest_excess() -> pl.Expr:
    """How far the month's largest movement lies beyond the largest of two years, the last three months aside."""
    return money((pl.col("largest_milli") - pl.col("past_largest_milli").fill_null(0)).clip(lower_bound=0))


@of_months(
    unit="count",
    window="14 months",
    why="a still account with the traffic of an office has found another user",
    known_months=ENOUGH,
)
def awakened() -> pl.Expr:
    """Movements of this month and the one before, beyond twice the monthly pace of the year before them."""
    pace = pl.col("earlier_movements") / (pl.col("history_months") - 1).clip(1, 12)
    return (pl.col("recent_movements") - 2 * pace).clip(lower_bound=0)
