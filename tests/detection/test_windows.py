"""Sums over trailing days, held against sums that the test counts one by one."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

from detection.windows import trailing

FIRST = date(2026, 1, 1)


def drawn(seed: int) -> list[tuple[str, date, int, int]]:
    """Rows of (account, booked, value, length of the window), many on the same day, in no order."""
    die = random.Random(seed)
    return [
        (die.choice("xyz"), FIRST + timedelta(days=die.randint(0, 60)), die.randint(0, 9), die.choice([7, 30]))
        for _ in range(die.randint(1, 40))
    ]


@pytest.mark.parametrize("seed", range(40))
def test_every_row_is_given_the_sum_and_the_count_of_its_own_window(seed: int) -> None:
    rows = drawn(seed)
    frame = pl.LazyFrame(rows, schema=["account", "booked", "value", "days"], orient="row")
    summed = trailing(frame, ["account"], pl.col("value"), pl.col("days"), "sum")
    counted = trailing(summed, ["account"], pl.lit(1, pl.Int64), pl.col("days"), "count").collect()
    windows = [
        [other for other in rows if other[0] == account and booked - timedelta(days=days) < other[1] <= booked]
        for account, booked, _, days in rows
    ]
    assert counted["sum"].to_list() == [sum(value for _, _, value, _ in window) for window in windows]
    assert counted["count"].to_list() == [len(window) for window in windows]
