"""Cash, which OVB forbids without leave and the law of 18 September 2017 art. 67 limits to 3,000 euros."""

from __future__ import annotations

import polars as pl

from models.features.feature import money, of_lines, share

TURNOVER = pl.col("paid_in") + pl.col("paid_out")


@of_lines(unit="share", why="an account that works in cash hides where money comes from and goes to")
def cash_share() -> pl.Expr:
    """Share of the month's turnover that was cash."""
    return share(TURNOVER.filter(pl.col("cash")).sum(), TURNOVER.sum())


@of_lines(unit="money", why="many small sums of cash stay below every limit but not below their sum")
def cash_money() -> pl.Expr:
    """Sum of cash paid in and withdrawn."""
    return money(TURNOVER.filter(pl.col("cash")).sum())
