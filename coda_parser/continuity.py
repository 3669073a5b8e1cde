"""Two statements of one account, one behind the other: does the second continue the first?

The old balance is the new balance before it; the coded number goes up by one, and begins again at 1 with the year; the date
does not go back. A number 000 says nothing, and a separate application has no balances to chain. What does not continue
means a statement that is missing, or numbering that a bank restarted: an alert, never silence.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from coda_parser.money import written
from coda_parser.problem import Problem
from coda_parser.records import OldBalance


class Continued(Protocol):
    """What a statement, or a row of the ledger of statements, must say of itself."""

    @property
    def statement_date(self) -> date:
        """Date of the new balance."""

    @property
    def statement_number(self) -> int:
        """Coded number; 0 when the bank gives none."""

    @property
    def old_balance_milli(self) -> int:
        """Balance before the movements."""

    @property
    def new_balance_milli(self) -> int:
        """Balance after the movements."""

    @property
    def separate_application(self) -> bool:
        """Whether its balances are zeroed."""


def continuity(previous: Continued, following: Continued, *, line: int = 0) -> tuple[Problem, ...]:
    """Give what breaks between two statements of one account and currency; all warnings, located at record 1 of the second."""
    found: list[Problem] = []
    if following.statement_date < previous.statement_date:
        expected = f"a date from {previous.statement_date} on"
        found.append(_problem("date-backwards", line, "balance_date", str(following.statement_date), expected))
    separate = previous.separate_application or following.separate_application
    if following.old_balance_milli != previous.new_balance_milli and not separate:
        expected = f"{written(previous.new_balance_milli)}, the new balance of {previous.statement_date}"
        found.append(_problem("balance-break", line, "balance", written(following.old_balance_milli), expected))
    allowed = _next_numbers(previous, following)
    if allowed and following.statement_number not in allowed:
        expected = " or ".join(f"{number:03d}" for number in allowed)
        found.append(_problem("number-gap", line, "statement_number", f"{following.statement_number:03d}", expected))
    return tuple(found)


def _next_numbers(previous: Continued, following: Continued) -> tuple[int, ...]:
    """Give the numbers that may come next; none when nothing can be said."""
    if previous.statement_number == 0 or following.statement_number == 0:
        return ()
    up = (previous.statement_number + 1) % 1000 or 1
    new_year = following.statement_date.year > previous.statement_date.year
    return (1, up) if new_year else (up,)


def _problem(id: str, line: int, name: str, value: str, expected: str) -> Problem:
    return OldBalance.problem(id, "warning", line, name, value, expected)
