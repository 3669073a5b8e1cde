"""How much came in and went out, and in how many movements."""

from __future__ import annotations

import polars as pl

from models.features.feature import money, of_lines


@of_lines(unit="money", why="money far beyond what comparable accounts receive has to come from somewhere")
def money_in() -> pl.Expr:
    """Sum of the credits."""
    return money(pl.col("paid_in").sum())


@of_lines(unit="money", why="money far beyond what comparable accounts pay out leaves the clients' reach")
def money_out() -> pl.Expr:
    """Sum of the debits."""
    return money(pl.col("paid_out").sum())


@of_lines(unit="count", why="a burst of receipts is how collected or pooled money looks")
def credits_count() -> pl.Expr:
    """Number of credits."""
    return (pl.col("paid_in") > 0).sum()


@of_lines(unit="count", why="a burst of payments is how money is spread")
def debits_count() -> pl.Expr:
    """Number of debits, the bank's own costs aside."""
    return ((pl.col("paid_out") > 0) & pl.col("cost").not_()).sum()


@of_lines(unit="money", why="one payment can empty what belongs to many clients")
def largest_payment() -> pl.Expr:
    """The largest debit."""
    return money(pl.col("paid_out").max())
