"""Statements of many deliveries, account by account: what continues, what is missing, what came twice.

`continuity` compares two statements; a `Chain` is fed all of them in the order of their days and compares each with the one
before it of the same account and currency. A statement that came before with the same content is told and not chained;
with another content it is told too, unless the bank does not number its statements (000) and its balance goes on. A
statement with a hard problem proves nothing: the chain begins again behind it. All problems are warnings.

Memory: a few hundred bytes a statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from coda_parser.continuity import continuity
from coda_parser.problem import Problem
from coda_parser.records import OldBalance
from coda_parser.statement import Statement


@dataclass(frozen=True, slots=True)
class _Link:
    """What the next statement is compared with, and where it stands."""

    statement_date: date
    statement_number: int
    old_balance_milli: int
    new_balance_milli: int
    separate_application: bool
    place: str


class Chain:
    """The last statement of each account and currency, and which statements were seen."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], _Link] = {}
        self._seen: dict[str, tuple[str, str]] = {}

    def follow(self, statements: Iterable[Statement], *, source: str) -> tuple[Problem, ...]:
        """Add statements of a delivery, named `source`; give what breaks, located at their records 1."""
        return tuple(problem for statement in statements for problem in self._add(statement, source))

    def _add(self, statement: Statement, source: str) -> tuple[Problem, ...]:
        key = (statement.account, statement.currency)
        if statement.hard:
            self._last.pop(key, None)
            return ()
        place = f"{source}, line {statement.first_line}"
        last = self._last.get(key)
        again = self._again(statement, place, last)
        if again is not None:
            return (again,)
        self._last[key] = _Link(
            statement.statement_date,
            statement.statement_number,
            statement.old_balance_milli,
            statement.new_balance_milli,
            statement.separate_application,
            place,
        )
        if last is None:
            return ()
        return tuple(_behind(problem, last.place) for problem in continuity(last, statement, line=statement.first_line + 1))

    def _again(self, statement: Statement, place: str, last: _Link | None) -> Problem | None:
        """Say that a statement of this identity came before, if one did."""
        digest, before = self._seen.setdefault(statement.statement_id, (statement.digest, place))
        if before == place:
            return None
        if digest == statement.digest:
            return _twice("statement-twice", statement, f"the same statement as in {before}: it counts once")
        goes_on = last is not None and last.new_balance_milli == statement.old_balance_milli
        if statement.statement_number == 0 and goes_on:
            return None
        return _twice(
            "statement-differs", statement, f"expected the content of {before}, which has this number and day, got another"
        )


def _twice(id: str, statement: Statement, message: str) -> Problem:
    number = f"{statement.statement_number:03d}"
    found = OldBalance.problem(id, "warning", statement.first_line + 1, "statement_number", number, "")
    return replace(found, message=message)


def _behind(problem: Problem, place: str) -> Problem:
    return replace(problem, message=f"{problem.message}; behind {place}")
