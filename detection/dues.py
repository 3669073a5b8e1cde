"""On which accounts the passing of time, or what lies around an account, may make a rule find, although nothing came to it.

A rule that judges by the day (`detection.dependence`) says with `due` which accounts a daily run must ask it about; these are
the answers that many rules share. Each errs to the safe side. What the register says else, of an account or of its holder,
touches the account and needs no answer here.

>>> ended(date(2026, 1, 30), date(2026, 1, 31)), ended(date(2026, 2, 2), date(2026, 2, 3))
(True, False)
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.material import Material

NOBODY = pl.Series("account", [], dtype=pl.String)
TRANSFERS = timedelta(days=248)
"""As far back as transfers between quality accounts are looked at, and as a finding may become known later."""


def by_news_alone(_material: Material, _after: date) -> pl.Series:
    """Give no account: the rule reads the day's register, never the day."""
    return NOBODY


def by_month_end(material: Material, after: date) -> pl.Series:
    """Give the accounts that moved in a month that ended since a day."""
    return _moved_since(material, after.replace(day=1)) if ended(after, material.on) else NOBODY


def by_year_end(material: Material, after: date) -> pl.Series:
    """Give the accounts that moved in a year that ended since a day."""
    return _moved_since(material, after.replace(month=1, day=1)) if ended(after, material.on, month=12) else NOBODY


def by_transfers(material: Material, after: date) -> pl.Series:
    """Give the accounts between which, and other quality accounts, money went not long before a day."""
    recent = material.between.filter(pl.col("booked") > after - TRANSFERS)
    sides = [recent.select(pl.col(side).alias("account")) for side in ("account", "counterparty_account")]
    return pl.concat(sides).unique().collect()["account"]


def ended(after: date, on: date, *, month: int | None = None) -> bool:
    """Say whether the last day of a month, or of that one, is the first day, the second or one between."""
    days = (after + timedelta(days=count) for count in range((on - after).days + 1))
    return any((day + timedelta(days=1)).day == 1 and month in (None, day.month) for day in days)


def _moved_since(material: Material, first: date) -> pl.Series:
    return material.movements.filter(pl.col("booked") >= first).select("account").unique().collect()["account"]
