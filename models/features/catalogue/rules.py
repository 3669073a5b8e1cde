"""What the rules found: an input of the ranker, never what it learns to repeat (labels are people's decisions)."""

from __future__ import annotations

import polars as pl

from models.features.feature import of_months


@of_months(unit="count", why="rules say with a legal basis what is out of order; several at once say it louder")
def rules_found() -> pl.Expr:
    """Rules with a finding that ends this month."""
    return pl.col("rules_found_count")


@of_months(unit="count", why="a grave finding weighs more than a note")
def rules_grave() -> pl.Expr:
    """Rules with a finding of severity high or critical that ends this month."""
    return pl.col("rules_grave_count")
