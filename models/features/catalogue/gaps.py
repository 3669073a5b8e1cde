"""Statements that do not chain: what is missing cannot be measured, so that it is measured that something is."""

from __future__ import annotations

import polars as pl

from models.features.feature import of_months


@of_months(unit="count", why="what happened between two balances that do not meet is hidden (rule statement-gap)")
def balance_breaks() -> pl.Expr:
    """Balances of the month that do not begin where the one before ended."""
    return pl.col("breaks")
