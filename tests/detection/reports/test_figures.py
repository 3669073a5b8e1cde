"""Dates, figures and the two deadlines, as each language writes them and as the law counts them."""

from datetime import date

import pytest

from detection.reports.deadlines import last_day_to_open_procedure
from detection.reports.language import language


@pytest.mark.parametrize(
    ("code", "milli", "written"),
    [
        ("fr", 1_234_567_890, "1\u202f234\u202f567,89"),
        ("nl", 1_234_567_890, "1.234.567,89"),
        ("de", -1_234_567_890, "−1.234.567,89"),
        ("fr", 0, "0,00"),
        ("nl", -50, "−0,05"),
        ("de", 999_990, "999,99"),
        ("de", 1_005, "1,005"),
        ("nl", 100_000_000_000_000, "100.000.000.000,00"),
    ],
)
def test_an_amount_is_written_to_the_last_thousandth_that_counts(code: str, milli: int, written: str) -> None:
    assert language(code).figure(milli) == written


def test_an_amount_is_held_to_its_currency_by_a_blank_that_does_not_break() -> None:
    assert language("de").amount(12_500, "EUR") == "12,50\u00a0EUR"


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("fr", "1er août 2026", "01/08/2026"),
        ("nl", "1 augustus 2026", "01/08/2026"),
        ("de", "1. August 2026", "01.08.2026"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(code: str, long: str, short: str) -> None:
    day = date(2026, 8, 1)
    assert (language(code).day(day), language(code).short_day(day)) == (long, short)


@pytest.mark.parametrize(
    ("delivered", "last_day"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2027, 2, 28), date(2028, 2, 29)),  # runs from 1 March 2027 to the eve of 1 March 2028
        (date(2028, 2, 28), date(2029, 2, 28)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_twelve_months_run_from_the_day_after_to_the_eve_of_the_same_date(delivered: date, last_day: date) -> None:
    assert last_day_to_open_procedure(delivered) == last_day
