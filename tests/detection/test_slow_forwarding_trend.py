"""The rule slow-forwarding-trend: money that is passed on later and later."""

from datetime import date, timedelta

import polars as pl
import pytest

from detection.rules.embezzlement.slow_forwarding_trend import _working
from tests.detection.material import found, material

FACTS = ("anchor", "e_then", "e_now", "e_pairs", "confidence")


def drifting(slow: int, *, fast: int = 8, each: int = 5, drift: int = 0, payee: str = "BE12 Bo Klant") -> str:
    """Draw receipts of the third of each month from November 2024 to March 2026, `each` dossiers a month.

    They are passed on after `fast` days and `drift` more every month, from January 2026 on after `slow` days.
    """
    lines = ["id | booked | amount | counterparty | communication"]
    for place in range(17):
        year, month = divmod(place, 12)
        day = date(2024 + year + (month + 10) // 12, (month + 10) % 12 + 1, 3)
        delay = slow if place >= 14 else fast + drift * place
        for number in range(each):
            name, words = f"{place}.{number}", f"dossier {2000 + place}/{100 + number}"
            lines.append(f"in{name} | {day} | 1000.00 | BE11 An Klant | {words}")
            lines.append(f"out{name} | {day + timedelta(days=delay)} | -1000.00 | {payee} | {words}")
    return "\n".join(lines)


def months(given: str) -> list[tuple[object, ...]]:
    return found("slow-forwarding-trend", material(given, on=date(2026, 3, 31)), *FACTS)


def test_three_months_that_take_more_than_twice_as_long_are_found_when_the_rise_is_no_chance() -> None:
    # delays creep from 3 days in November 2024 to 16 in December 2025, then 25. At the end of January the last three months
    # took 15, 16 and 25: median 16. At the end of February 16, 25 and 25: median 25, of 15 pairs. December 2024 to November
    # 2025 took 4 to 15, but July and August 0: 0 0 4 5 6 7 8 9 10 13 14 15, median 7.5. March is of the same run
    assert months(drifting(25, fast=3, drift=1)) == [("2026-02", 7, 25, 15, 950)]


def test_a_delay_below_20_days_below_twice_or_of_few_pairs_is_not_found() -> None:
    assert months(drifting(19, fast=3)) == []
    assert months(drifting(25, fast=13)) == []
    assert months(drifting(25, fast=3, drift=1, each=4)) == []


def test_what_the_holder_takes_is_not_passed_on() -> None:
    assert months(drifting(25, fast=3, drift=1, payee="BE70OFFICE")) == []


def test_months_without_a_trend_are_chance() -> None:
    # one jump after months that were all alike: nearly all pairs of months are ties
    assert months(drifting(25, fast=3)) == []
    # the year before runs backwards, from 27 days down to 3: of its months more fall than rise
    assert months(drifting(45, fast=22, drift=-1)) == []


@pytest.mark.parametrize(
    ("received", "paid", "days"),
    [
        (date(2026, 3, 2), date(2026, 3, 12), 10),
        (date(2026, 6, 30), date(2026, 9, 1), 1),  # July and August are not counted
        (date(2026, 7, 5), date(2026, 8, 20), 0),
        (date(2026, 12, 20), date(2027, 1, 6), 7),  # 21, 22, 23 December, 3, 4, 5, 6 January
        (date(2027, 12, 20), date(2028, 3, 1), 62),  # 3 in December, 29 in January, 29 in February, 1
        (date(2028, 12, 20), date(2029, 1, 6), 7),
    ],
)
def test_the_court_holidays_are_no_delay(received: date, paid: date, days: int) -> None:
    frame = pl.DataFrame({"received": [received], "paid": [paid]})
    assert frame.select(_working(pl.col("paid")) - _working(pl.col("received"))).item() == days
