"""Days as the law counts them: calendar months from the day after, and Belgian bank days.

Art. 1.7 of the Civil Code: a period starts the day after the event and includes Saturdays, Sundays and holidays; months run
from a date to the eve of the same date (art. 54 of the Judicial Code, by analogy). Where the month has no such date, its
last day is the last day of the period. Bank days are counted where deliveries are expected, `warehouse.coverage`.

>>> last_day_of_months(date(2026, 6, 30), 2), first_day_late(date(2026, 6, 30), 2)
(datetime.date(2026, 8, 31), datetime.date(2026, 9, 1))
>>> first_day_late(date(2026, 12, 29), 2)
datetime.date(2027, 3, 1)
>>> bank_days(date(2026, 12, 24), date(2026, 12, 28))
1
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from warehouse.coverage.bank_days import bank_days, bank_days_expr

__all__ = ["bank_days", "bank_days_expr", "first_day_late", "first_day_late_expr", "last_day_of_months"]


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
