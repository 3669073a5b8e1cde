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


@of_months(unit="share", window="since receipt", why="money that stays five weeks and more was used, or forgotten")
def held_long_share() -> pl.Expr:
    """Share of the money paid out this month that had been held for more than 35 days, first in first out."""
    return share(pl.col("held_long_milli"), pl.col("held_milli"))


@of_months(unit="money", window="two months", why="money older than two months belongs on a rubric account (446quater §4)")
def stale_money() -> pl.Expr:
    """Sure lower bound, at the end of the month, of the money older than two months."""
    return money(pl.col("stale_milli"))


@of_months(
    unit="share",
    window="the month",
    why="an account that strangers use to pay strangers serves as a bank (rule pass-through)",
    known_months=3,
    version=2,
)
def quick_share() -> pl.Expr:
    """Share of the month's payments that pass on, within three days, receipts without reference between parties first met
    then.
    """
    return share(pl.col("quick_milli"), pl.col("paid_out_milli"))


@of_months(unit="money", window="three months", why="passing on matters by its amount", known_months=3, version=3)
def quick_money() -> pl.Expr:
    """Sum passed on within three days, without reference, between parties first met then; this month and the two before."""
    return money(pl.col("quick_milli_quarter"))


@of_months(
    unit="money",
    window="three months",
    why="a dossier can be invented; strangers who pay strangers cannot",
    known_months=3,
    version=2,
)
def swift_money() -> pl.Expr:
    """Sum passed on within a week between private parties first met then; this month and the two before."""
    return money(pl.col("swift_milli_quarter"))


@of_months(unit="count", window="three months", why="once is a case, again and again is a service", known_months=3, version=2)
def swift_days() -> pl.Expr:
    """Days on which money was passed on within a week between strangers; this month and the two before."""
    return pl.col("swift_days_quarter")


@of_months(unit="share", window="90 days", why="money that returns to its payer had no purpose here (rule circular-flow)")
def returned_share() -> pl.Expr:
    """Share of the month's payments, the holder aside, that went back to someone who had paid in within 90 days."""
    return share(pl.col("returned_milli"), pl.col("paid_out_milli"))


@of_months(
    unit="money", window="three months", why="large sums sent back in parts had no purpose here, whatever the share", version=2
)
def sent_back_money() -> pl.Expr:
    """Sum paid to private persons, by name, who had paid in within 180 days; this month and the two before."""
    return money(pl.col("sent_back_milli_quarter"))


@of_months(
    unit="money",
    window="three months",
    why="who gets his money back on another account has moved it, not settled a case",
    version=2,
)
def elsewhere_money() -> pl.Expr:
    """What of it went to another account than the one from which it had come."""
    return money(pl.col("elsewhere_milli_quarter"))


@of_lines(
    unit="days", window="since the last movement", why="a sleeping account that wakes up has found another use", version=2
)
def silent_days() -> pl.Expr:
    """The longest silence that ended this month; before the first movement, since the balance that the account brought."""
    return pl.col("silent_days").max()


@of_months(
    unit="share",
    window="three months",
    why="where strangers' money is half of what is paid, passing it on is the account's use",
    known_months=3,
)
def swift_share() -> pl.Expr:
    """Share of three months' payments that passed on, within a week, money between private parties first met then."""
    return share(pl.col("swift_milli_quarter"), pl.col("paid_out_quarter_milli"))
