"""The rows of an outlook that many rules share: on some days, or from them on, whatever comes.

>>> month_ends(date(2026, 10, 24), date(2026, 11, 1)), month_ends(date(2026, 10, 31), date(2026, 11, 8))
([datetime.date(2026, 9, 30), datetime.date(2026, 10, 31)], [datetime.date(2026, 10, 31)])
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

HORIZON = timedelta(days=8)
"""How long an outlook holds: a week from one run over everything to the next, and a day."""
WHATEVER_COMES = -1
"""Less than any sum that was paid."""


def foreseen(turns: pl.LazyFrame, on: date) -> pl.LazyFrame:
    """Make rows of accounts and days: time alone may find something on each day, and anything that comes from it on.

    What began before the day of the run began for it on that day.
    """
    day = pl.max_horizontal("day", pl.lit(on)).alias("day")
    return turns.select("account", day, pl.lit(WHATEVER_COMES, pl.Int64).alias("spare_milli")).unique()


def month_ends(on: date, until: date) -> list[date]:
    """Give the end of the last month that is over on a day, and those of the months that end by another one."""
    days = (on.replace(day=1) + timedelta(days=count - 1) for count in range((until - on.replace(day=1)).days + 2))
    ends = [day for day in days if (day + timedelta(days=1)).day == 1]
    over = [day for day in ends if day <= on]
    return [over[-1], *(day for day in ends if day > on)]
