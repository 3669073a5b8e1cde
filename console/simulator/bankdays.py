"""Bank days, calendar months and the court holidays: when a simulated world moves.

A bank books on its working days: not on Saturdays, Sundays, the ten Belgian public holidays (law of 4 January 1974), Good
Friday and 26 December, when the European payment system is closed. Months are counted from the day after the event to the
eve of the same day number, or to the last day of a shorter month (art. 1.7 of the Civil Code).

>>> from datetime import date
>>> easter(2026).isoformat(), is_bank_day(date(2026, 4, 6)), is_bank_day(date(2026, 4, 7))
('2026-04-05', False, True)
>>> end_of_term(date(2026, 6, 30), 2).isoformat(), end_of_term(date(2026, 12, 29), 2).isoformat()
('2026-08-31', '2027-02-28')
>>> next_bank_day(date(2026, 11, 11)).isoformat()
'2026-11-12'
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def easter(year: int) -> date:
    """Date of Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, shift = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * shift + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Days of a year on which banks do not book although it is not a weekend."""
    sunday = easter(year)
    movable = {sunday + timedelta(days=offset) for offset in (-2, 1, 39, 50)}
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
    return frozenset(movable | {date(year, month, day) for month, day in fixed})


def is_bank_day(day: date) -> bool:
    """Say whether banks book on this day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def next_bank_day(day: date) -> date:
    """Return the day itself, or the first bank day after it."""
    while not is_bank_day(day):
        day += ONE_DAY
    return day


def previous_bank_day(day: date) -> date:
    """Return the day itself, or the last bank day before it."""
    while not is_bank_day(day):
        day -= ONE_DAY
    return day


def add_bank_days(day: date, count: int) -> date:
    """Return the `count`-th bank day after the day."""
    for _ in range(count):
        day = next_bank_day(day + ONE_DAY)
    return day


def bank_days(first: date, last: date) -> Iterator[date]:
    """Yield the bank days from first to last, both included."""
    day = next_bank_day(first)
    while day <= last:
        yield day
        day = next_bank_day(day + ONE_DAY)


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later (negative: earlier), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_term(event: date, months: int) -> date:
    """Give the last day of a term of months that starts on the day after an event."""
    start = event + ONE_DAY
    same = add_months(start, months)
    return same - ONE_DAY if same.day == start.day else same


def in_court_holidays(day: date) -> bool:
    """Say whether the day lies between 11 July and 31 August, when the courts and most offices rest."""
    return (7, 11) <= (day.month, day.day) <= (8, 31)


def is_last_bank_day_of_week(day: date) -> bool:
    """Say whether the next bank day falls in another calendar week."""
    return next_bank_day(day + ONE_DAY).isocalendar()[:2] != day.isocalendar()[:2]


def is_first_bank_day_of_quarter(day: date) -> bool:
    """Say whether the previous bank day fell in another quarter."""
    before = previous_bank_day(day - ONE_DAY)
    return (before.year, (before.month - 1) // 3) != (day.year, (day.month - 1) // 3)
