"""How long money stays, how fast it passes through, how long the account was silent.

Paying on quickly is a duty (446quater §4): speed counts only together with a missing reference and parties never met.
"""

from __future__ import annotations

import polars as pl

from models.features.feature import money, of_lines, of_months, share


@of_months(unit="days", window="since receipt", why="money is to be paid on as soon as possible (446quater §4)")
def days_held() -> pl.Expr:
    """Days between receipt and payment of the money paid out this month, first in first out, weighted by amount."""
    return share(pl.col("held_milli_days"), pl.col("held_milli"))


@of_months(unit="money", window="two months", why="money older than two months belongs on a rubric account (446quater §4)")
def stale_money() -> pl.Expr:
    """Sure lower bound, at the end of the month, of the money older than two months."""
    return money(pl.col("stale_milli"))


@of_months(
    unit="share",
    window="three days",
    why="an account that strangers use to pay strangers serves as a bank (rule pass-through)",
    known_months=3,
)
def quick_share() -> pl.Expr:
    """Share of the month's receipts passed on within three days, without reference, between parties first met then."""
    return share(pl.col("quick_milli"), pl.col("paid_in_milli"))


@of_months(unit="money", window="three days", why="passing on matters by its amount", known_months=3)
def quick_money() -> pl.Expr:
    """Sum passed on within three days, without reference, between parties first met then."""
    return money(pl.col("quick_milli"))


@of_months(unit="share", window="90 days", why="money that returns to its payer had no purpose here (rule circular-flow)")
def returned_share() -> pl.Expr:
    """Share of the month's payments, the holder aside, that went back to someone who had paid in within 90 days."""
    return share(pl.col("returned_milli"), pl.col("paid_out_milli"))


@of_lines(unit="days", window="since the last movement", why="a sleeping account that wakes up has found another use")
def silent_days() -> pl.Expr:
    """The longest silence that ended this month; null in an account's first days."""
    return pl.col("silent_days").max()
