"""The clock of art. 5: the day from which a transaction's data must be gone, ten years after it.

Royal decree of 9 June 2024, art. 5 (ten years from the date of the transaction), counted as art. 1.7 of the Civil Code and art.
54 of the Judicial Code count: the day of the transaction is not counted, the years run from date to eve of date. So the first
day of destruction is the day after the transaction plus ten years; where that would be 29 February of a year that has none,
the last retained day is 28 February and destruction begins on 1 March. The date of a transaction is the later of its
booking and its value date. The extension for weekends (art. 1.7 §4) concerns payments, not keeping.

>>> first_destruction_day(date(2024, 10, 1), None)
datetime.date(2034, 10, 2)
>>> first_destruction_day(date(2028, 2, 28), date(2028, 2, 28))
datetime.date(2038, 3, 1)
>>> last_due_day(date(2038, 3, 1))
datetime.date(2028, 2, 29)
"""

from __future__ import annotations

from datetime import date, timedelta

YEARS = 10
_DAY = timedelta(days=1)


def first_destruction_day(booked: date, valued: date | None) -> date:
    """Give the first day on which a movement of these dates must be destroyed."""
    start = max(booked, valued or booked) + _DAY
    return _shifted(start, YEARS, date(start.year + YEARS, 3, 1))


def last_due_day(on: date) -> date:
    """Give the latest transaction day whose first day of destruction has come on `on`."""
    return _shifted(on, -YEARS, date(on.year - YEARS, 2, 28)) - _DAY


def _shifted(day: date, years: int, instead_of_leap_day: date) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return instead_of_leap_day
