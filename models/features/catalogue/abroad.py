"""Money across the border. The border is the bank account's, not the person's; lists of risky countries are rules."""

from __future__ import annotations

import polars as pl

from models.features.feature import of_lines, share


@of_lines(unit="share", why="files of a Belgian practice are mostly paid in Belgium; a change of geography needs a reason")
def abroad_share() -> pl.Expr:
    """Share of the month's turnover with accounts outside Belgium."""
    turnover = pl.col("paid_in") + pl.col("paid_out")
    return share(turnover.filter(pl.col("abroad")).sum(), turnover.sum())
