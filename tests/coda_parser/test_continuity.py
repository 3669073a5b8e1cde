"""Two statements of one account: what continues, what breaks, and what says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import Statement, parse
from coda_parser.continuity import continuity
from coda_parser.writer import StatementDraft, write_delivery

DAY = date(2026, 12, 30)
NEXT = date(2026, 12, 31)
NEW_YEAR = date(2027, 1, 4)


@pytest.fixture
def read(statement: Callable[..., StatementDraft]) -> Callable[..., Statement]:
    """A statement without movements, written and read again."""

    def through(number: int, day: date, balance: int, **changes: object) -> Statement:
        made = statement(number=number, date=day, old_balance_milli=balance, movements=(), **changes)
        return parse(write_delivery([made], created=day)).statements[0]

    return through


# number, date and old balance of the second statement, behind number 64 of 30 December 2026 with 5.000 on the account
FOLLOWING = [
    ((65, NEXT, 5_000), []),
    ((65, DAY, 5_000), []),
    ((66, NEXT, 5_000), ["number-gap"]),
    ((64, NEXT, 5_000), ["number-gap"]),
    ((1, NEXT, 5_000), ["number-gap"]),
    ((1, NEW_YEAR, 5_000), []),
    ((65, NEW_YEAR, 5_000), []),
    ((2, NEW_YEAR, 5_000), ["number-gap"]),
    ((0, NEXT, 5_000), []),
    ((65, NEXT, 5_001), ["balance-break"]),
    ((65, date(2026, 12, 29), 5_000), ["date-backwards"]),
    ((67, date(2026, 12, 29), 0), ["date-backwards", "balance-break", "number-gap"]),
]


@pytest.mark.parametrize(("second", "expected"), FOLLOWING)
def test_a_statement_continues_the_one_before_or_says_what_breaks(
    second: tuple[int, date, int], expected: list[str], read: Callable[..., Statement]
) -> None:
    problems = continuity(read(64, DAY, 5_000), read(*second))
    assert [problem.id for problem in problems] == expected
    assert all(problem.severity == "warning" for problem in problems)


def test_a_break_is_told_with_both_figures(read: Callable[..., Statement]) -> None:
    (problem,) = continuity(read(64, DAY, 5_000), read(65, NEXT, 7_500), line=12)
    assert str(problem) == (
        "line 12, record 1, old balance (positions 44–58): expected 5.000, the new balance of 2026-12-30, got '7.500'"
    )


def test_number_999_is_followed_by_1(read: Callable[..., Statement]) -> None:
    assert continuity(read(999, DAY, 0), read(1, NEXT, 0)) == ()


def test_a_separate_application_has_no_balance_to_chain(read: Callable[..., Statement]) -> None:
    assert continuity(read(64, DAY, 5_000), read(65, NEXT, 9_000, separate_application=1500)) == ()
