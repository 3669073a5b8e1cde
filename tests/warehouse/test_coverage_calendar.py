"""Bank days: the law's holidays and TARGET's closing days; the simulator's own arithmetic agrees day by day."""

from datetime import date, timedelta

import polars as pl

from console.simulator.bankdays import add_bank_days
from console.simulator.bankdays import is_bank_day as simulated
from warehouse.coverage.bank_days import after_bank_days, after_bank_days_expr, bank_days, bank_holidays, is_bank_day


def test_the_bank_holidays_of_a_year_are_those_of_the_law_and_of_target() -> None:
    # Easter 2026 is 5 April; 15 August, 1 November and 26 December fall on a weekend
    assert [day.isoformat() for day in bank_holidays(2026)] == [
        *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-07-21"),
        *("2026-11-11", "2026-12-25"),
    ]


def test_the_friday_after_ascension_is_a_bank_day() -> None:
    assert (is_bank_day(date(2026, 5, 14)), is_bank_day(date(2026, 5, 15))) == (False, True)


def test_the_library_and_the_simulators_arithmetic_agree_for_thirty_years() -> None:
    days = [date(2010, 1, 1) + timedelta(days=n) for n in range(30 * 365)]
    assert [day for day in days if is_bank_day(day) != simulated(day)] == []


def test_days_are_counted_from_the_day_after_up_to_and_including_the_last() -> None:
    assert bank_days(date(2026, 4, 2), date(2026, 4, 7)) == 1  # Thursday before Easter to Tuesday after it
    assert bank_days(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert bank_days(date(2026, 3, 6), date(2026, 3, 2)) < 0


def test_the_nth_bank_day_after_a_day_is_the_same_one_by_one_and_in_a_column() -> None:
    days = [date(2026, 3, 28) + timedelta(days=n) for n in range(14)]
    expected = [add_bank_days(day, 6) for day in days]
    assert [after_bank_days(day, 6) for day in days] == expected
    frame = pl.DataFrame({"day": days})
    assert frame.select(after_bank_days_expr(pl.col("day"), pl.lit(6))).to_series().to_list() == expected
