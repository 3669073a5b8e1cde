"""Shapes of amounts. Roundness alone is worthless (29 % of real amounts are multiples of 100): it counts among peers."""

from __future__ import annotations

import polars as pl

from models.features.feature import of_lines, share

PAYMENT = (pl.col("paid_out") > 0) & pl.col("cost").not_()


@of_lines(unit="share", why="sums chosen by a person rather than owed by someone are round")
def round_share() -> pl.Expr:
    """Share of the payments that are round; at least three payments."""
    return pl.when(PAYMENT.sum() >= 3).then(share((PAYMENT & pl.col("round")).sum(), PAYMENT.sum()))


@of_lines(unit="count", why="the same sum again and again is a split payment or a standing one")
def repeated_payment() -> pl.Expr:
    """How often the month's most frequent amount was paid."""
    return pl.col("paid_out").filter(PAYMENT).unique_counts().max().fill_null(0)


@of_lines(
    unit="count", why="sums just below what the law or the house looks at were chosen to stay there (rule structuring-transfer)"
)
def below_limit_count() -> pl.Expr:
    """Payments and receipts in the last tenth below 2,500 or 10,000."""
    amount = pl.col("paid_in") + pl.col("paid_out")
    below = amount.is_between(2_250_000, 2_500_000, closed="left") | amount.is_between(9_000_000, 10_000_000, closed="left")
    return (below & pl.col("cost").not_()).sum()
