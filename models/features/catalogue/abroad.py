"""Money across the border. The border is the bank account's, not the person's; lists of risky countries are rules."""

from __future__ import annotations

import polars as pl

from models.features.feature import money, of_lines, share

TURNOVER = pl.col("paid_in") + pl.col("paid_out")


@of_lines(unit="share", why="files of a Belgian practice are mostly paid in Belgium; a change of geography needs a reason")
def abroad_share() -> pl.Expr:
    """Share of the month's turnover with accounts outside Belgium."""
    return share(TURNOVER.filter(pl.col("abroad")).sum(), TURNOVER.sum())


@of_lines(unit="money", why="a large sum over the border is out of the reach of a Belgian claim")
def abroad_money() -> pl.Expr:
    """Turnover with accounts outside Belgium."""
    return money(TURNOVER.filter(pl.col("abroad")).sum())
