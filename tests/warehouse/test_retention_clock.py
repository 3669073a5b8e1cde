"""The clock of art. 5: the first day of destruction, by the law's own vectors and by an independent count of days."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from warehouse.retention.clock import first_destruction_day, last_due_day

VECTORS = [
    # transaction   last retained  first destruction  (the anniversary that naive code takes)
    ("2024-10-01", "2034-10-01", "2034-10-02", "2034-10-01"),
    ("2025-12-31", "2035-12-31", "2036-01-01", "2035-12-31"),
    ("2026-02-27", "2036-02-27", "2036-02-28", "2036-02-27"),
    ("2026-02-28", "2036-02-29", "2036-03-01", "2036-02-28"),
    ("2026-03-01", "2036-03-01", "2036-03-02", "2036-03-01"),
    ("2028-02-27", "2038-02-27", "2038-02-28", "2038-02-27"),
    ("2028-02-28", "2038-02-28", "2038-03-01", "2038-02-28"),
    ("2028-02-29", "2038-02-28", "2038-03-01", "2038-02-28"),
    ("2028-03-01", "2038-03-01", "2038-03-02", "2038-03-01"),
    ("2030-06-15", "2040-06-15", "2040-06-16", "2040-06-15"),
]
DAY = timedelta(days=1)
FACTS = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "retention_vectors.csv"


@pytest.mark.parametrize(("transaction", "retained", "first", "naive"), VECTORS)
def test_ar_5_c_the_first_day_of_destruction_is_the_one_of_the_vectors(transaction: str, retained: str, first: str, naive: str):
    found = first_destruction_day(date.fromisoformat(transaction), None)
    assert found == date.fromisoformat(first)
    assert found - DAY == date.fromisoformat(retained)
    assert found > date.fromisoformat(naive)


@pytest.mark.skipif(not FACTS.exists(), reason="the domain facts (shared/domain) are not beside this checkout")
def test_the_vectors_are_those_of_the_domain_facts():
    with FACTS.open(encoding="utf-8", newline="") as file:
        assert [tuple(row) for row in csv.reader(file)][1:] == VECTORS


def _counted(transaction: date) -> date:
    """Walk from day to day to the first whose year, month and day are not before those of the eve's morrow ten years on."""
    start = transaction + DAY
    aim = (start.year + 10, start.month, start.day)
    day = transaction + timedelta(days=3640)
    while (day.year, day.month, day.day) < aim:
        day += DAY
    return day


def test_every_day_of_2012_to_2017_agrees_with_counting_day_by_day():
    day = date(2012, 1, 1)
    while day < date(2018, 1, 1):
        assert first_destruction_day(day, None) == _counted(day), day
        day += DAY


def test_the_later_of_booking_and_value_date_counts_for_three_days_around_every_day():
    day = date(2012, 1, 1)
    while day < date(2018, 1, 1):
        for apart in range(-3, 4):
            valued = day + apart * DAY
            assert first_destruction_day(day, valued) == _counted(max(day, valued)), (day, valued)
        day += DAY


def test_a_day_is_due_on_its_first_day_of_destruction_and_not_on_the_day_before():
    day = date(2012, 1, 1)
    while day < date(2030, 1, 1):
        first = first_destruction_day(day, None)
        assert last_due_day(first) >= day
        assert last_due_day(first - DAY) < day
        day += DAY
