"""Bank days: the days on which Belgian banks book, and so on which a statement may be expected.

A bank day is a day from Monday to Friday that is neither a Belgian public holiday (law of 4 January 1974) nor a closing day of
TARGET, the European payment system (Good Friday, Easter Monday, 1 May, Christmas, 26 December, New Year). The Friday after
Ascension is a bank day: branches close by agreement of the sector, payments are booked (decision 7). The days themselves come
from the `holidays` library, which knows the past closings too; nothing is computed here.

>>> bank_days(date(2026, 12, 24), date(2026, 12, 28)), is_bank_day(date(2026, 5, 15)), is_bank_day(date(2026, 4, 3))
(1, True, False)
>>> after_bank_days(date(2026, 4, 2), 1)
datetime.date(2026, 4, 7)
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
import polars as pl

FIRST_YEAR, LAST_YEAR = 2010, 2080
"""The years that an expression over a column may hold."""
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def bank_holidays(year: int) -> tuple[date, ...]:
    """Give the days from Monday to Friday of a year on which banks do not book."""
    closed = {*holidays.country_holidays("BE", years=year), *holidays.financial_holidays("XECB", years=year)}
    return tuple(sorted(day for day in closed if day.year == year and day.weekday() < _SATURDAY))


@cache
def _all_holidays() -> tuple[date, ...]:
    return tuple(day for year in range(FIRST_YEAR, LAST_YEAR) for day in bank_holidays(year))


def is_bank_day(day: date) -> bool:
    """Say whether banks book on this day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def after_bank_days(day: date, count: int) -> date:
    """Give the `count`-th bank day after a day."""
    while count > 0:
        day += _ONE_DAY
        count -= is_bank_day(day)
    return day


def after_bank_days_expr(day: pl.Expr, count: pl.Expr) -> pl.Expr:
    """Give, for each row, the `count`-th bank day after a day."""
    return day.dt.add_business_days(count, holidays=_all_holidays(), roll="backward")


def bank_days(since: date, until: date) -> int:
    """Count the bank days after `since` up to and including `until`; 0 or less where `until` lies before it."""
    return int(pl.select(bank_days_expr(pl.lit(since), pl.lit(until))).item())


def bank_days_expr(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    """Count, for each row, the bank days after `since` up to and including `until`."""
    return pl.business_day_count(since.dt.offset_by("1d"), until.dt.offset_by("1d"), holidays=_all_holidays())
