"""Days as the law counts them: calendar months from the day after, and Belgian bank days.

Art. 1.7 of the Civil Code: a period starts the day after the event and includes Saturdays, Sundays and holidays; months run
from a date to the eve of the same date (art. 54 of the Judicial Code, by analogy). Where the month has no such date, its
last day is the last day of the period.

>>> last_day_of_months(date(2026, 6, 30), 2), first_day_late(date(2026, 6, 30), 2)
(datetime.date(2026, 8, 31), datetime.date(2026, 9, 1))
>>> first_day_late(date(2026, 12, 29), 2)
datetime.date(2027, 3, 1)
>>> bank_days(date(2026, 12, 24), date(2026, 12, 28))
1
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import polars as pl


def first_day_late_expr(received: pl.Expr, months: pl.Expr) -> pl.Expr:
    """Give the first day after a period of calendar months that starts the day after `received`."""
    start = received.dt.offset_by("1d")
    same_date = start.dt.offset_by(pl.format("{}mo", months))
    return pl.when(same_date.dt.day() == start.dt.day()).then(same_date).otherwise(same_date.dt.offset_by("1d"))


def first_day_late(received: date, months: int) -> date:
    """Give the first day on which money received on a day is kept longer than the months."""
    frame = pl.select(first_day_late_expr(pl.lit(received), pl.lit(months)).alias("late"))
    late: date = frame.item()
    return late


def last_day_of_months(received: date, months: int) -> date:
    """Give the last day on which money received on a day may still be paid."""
    return first_day_late(received, months) - timedelta(days=1)


@cache
def easter(year: int) -> date:
    """Give Easter Sunday of a Gregorian year (anonymous algorithm).

    >>> easter(2026), easter(2038)
    (datetime.date(2026, 4, 5), datetime.date(2038, 4, 25))
    """
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> tuple[date, ...]:
    """Give the days of a year, Sundays and Saturdays apart, on which Belgian banks are closed (legal holidays)."""
    fixed = [date(year, month, day) for month, day in ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))]
    moving = [easter(year) + timedelta(days=days) for days in (1, 39, 50)]
    return tuple(sorted(fixed + moving))


def _holidays() -> list[date]:
    return [day for year in range(2010, 2080) for day in bank_holidays(year)]


def bank_days(since: date, until: date) -> int:
    """Count the bank days after `since` up to and including `until`."""
    return int(pl.select(bank_days_expr(pl.lit(since), pl.lit(until))).item())


def bank_days_expr(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    """Count, for each row, the bank days after `since` up to and including `until`."""
    return pl.business_day_count(since.dt.offset_by("1d"), until.dt.offset_by("1d"), holidays=_holidays())
