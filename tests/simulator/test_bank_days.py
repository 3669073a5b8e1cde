"""Bank days and months against the calendar and the law's own vectors."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.simulator.bankdays import (
    add_bank_days,
    bank_days,
    end_of_term,
    in_court_holidays,
    is_bank_day,
    is_first_bank_day_of_quarter,
    is_last_bank_day_of_week,
)

VECTORS = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "two_month_vectors.csv"

CLOSED_IN_2026 = """
    2026-01-01 New Year        2026-04-03 Good Friday   2026-04-06 Easter Monday
    2026-05-01 Labour Day      2026-05-14 Ascension     2026-05-25 Whit Monday
    2026-07-21 National Day    2026-11-11 Armistice     2026-12-25 Christmas
"""


@pytest.mark.skipif(not VECTORS.exists(), reason="the two-month vectors lie in ../shared/domain, which is not here")
def test_two_months_end_where_the_vectors_say() -> None:
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 9
    for row in rows:
        assert end_of_term(date.fromisoformat(row["receipt_date"]), 2).isoformat() == row["last_day_of_two_months"]


def test_banks_are_closed_on_the_holidays_of_2026_and_open_on_the_other_weekdays() -> None:
    closed = {date.fromisoformat(word) for word in CLOSED_IN_2026.split() if word.startswith("2026")}
    assert not any(is_bank_day(day) for day in closed)
    weekdays = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(365)]
    expected = [day for day in weekdays if day.weekday() < 5 and day not in closed]
    assert list(bank_days(date(2026, 1, 1), date(2026, 12, 31))) == expected


def test_bank_days_are_counted_over_a_weekend_and_a_holiday() -> None:
    assert add_bank_days(date(2026, 4, 2), 1) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2026, 7, 10), False), (date(2026, 7, 11), True), (date(2026, 8, 31), True), (date(2026, 9, 1), False)],
)
def test_the_court_holidays_last_from_11_july_to_31_august(day: date, inside: bool) -> None:
    assert in_court_holidays(day) is inside


def test_the_week_ends_on_thursday_before_good_friday_and_the_quarter_begins_after_new_year() -> None:
    assert is_last_bank_day_of_week(date(2026, 4, 2))
    assert not is_last_bank_day_of_week(date(2026, 4, 1))
    assert is_first_bank_day_of_quarter(date(2026, 1, 2))
    assert not is_first_bank_day_of_quarter(date(2026, 1, 5))
