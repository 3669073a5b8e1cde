"""Against the account's own past: a quiet practice that trebles stands out to itself before it does to its peers.

Robust deviations: the distance of this month's logarithm from the median of the account's past months, in median absolute
deviations (× 1.4826) and at least a quarter, because three equal months are no proof of regularity. Months without a
movement do not count as past; fewer than three past months give no value. A sudden end is not evidence here: only more is.
"""

from __future__ import annotations

import polars as pl

from models.features.feature import of_months


def _surprise(amount: str) -> pl.Expr:
    spread = 1.4826 * pl.col(f"{amount}_past_spread") + 0.25
    deviation = ((pl.col(f"{amount}_milli") / 1000).log1p() - pl.col(f"{amount}_past_median")) / spread
    return pl.when(pl.col("past_months") >= 3).then(deviation.clip(lower_bound=0))


@of_months(unit="deviations", window="24 months", why="more money in than this account ever saw")
def money_in_surprise() -> pl.Expr:
    """The month's credits against the account's own past."""
    return _surprise("paid_in")


@of_months(unit="deviations", window="24 months", why="more money out than this account ever saw")
def money_out_surprise() -> pl.Expr:
    """The month's debits against the account's own past."""
    return _surprise("paid_out")
