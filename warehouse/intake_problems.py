"""The problems of a delivery as the ledger and the acknowledgement say them.

Every located problem is told to the bank, with one exception: of a statement under judicial mandate nothing is kept, so nothing
that stands in its lines is quoted either. The problems that only the warehouse can see (an account that is not registered, a
label that speaks of a mandate, a conflict) have the same shape as those of the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from coda_parser.lines import BLOCK
from coda_parser.problem import Problem
from coda_parser.statement import Delivery, Statement
from warehouse.printable import printable

ProblemRow = dict[str, Any]

MOST_PROBLEMS = 200
UNREGISTERED = "unregistered-account"
JUDICIAL_WORDING = "judicial-mandate-wording"
CONFLICT = "conflicting-statement"
NOT_SHOWN = "the framing breaks here, in a statement under judicial mandate: what stands there is not shown"


def delivery_problems(
    delivery: Delivery, told: Iterable[Statement], secret: Iterable[Statement], *, believed: bool
) -> tuple[ProblemRow, ...]:
    """The problems that none of the statements `told` has; of the `secret` ones only that the framing breaks there."""
    elsewhere = {problem for statement in told for problem in statement.problems}
    places = [_lines_of(statement, delivery.newline) for statement in secret]
    kept = [problem for problem in delivery.problems if problem not in elsewhere]
    if believed:
        return as_rows([problem for problem in kept if not _within(problem, places)])
    return as_rows([replace(problem, message=NOT_SHOWN) if _within(problem, places) else problem for problem in kept])


def _within(problem: Problem, places: Sequence[range]) -> bool:
    return any(problem.line in lines for lines in places)


def _lines_of(statement: Statement, newline: str) -> range:
    count = len(statement.raw.splitlines()) if newline else -(-len(statement.raw) // BLOCK)
    return range(statement.first_line, statement.first_line + max(count, 1))


def as_rows(problems: Sequence[Problem]) -> tuple[ProblemRow, ...]:
    """Problems as the ledger and the acknowledgement say them; of very many, the first ones and how many more there were."""
    rows = [_row(problem) for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        more = f"{len(problems) - MOST_PROBLEMS} more problems follow and are not listed"
        rows.append(_row(Problem("more", "warning", problems[MOST_PROBLEMS].line, "", "", more)))
    return tuple(rows)


def _row(problem: Problem) -> ProblemRow:
    return {
        "id": problem.id,
        "severity": problem.severity,
        "line": problem.line,
        "record": problem.record,
        "field": problem.field,
        "positions": list(problem.positions) if problem.positions else None,
        "message": printable(problem.message),
    }


def unregistered(statement: Statement) -> Problem:
    """The account is not in the register."""
    message = (
        f"expected an account of the register, got {statement.account} {statement.currency};"
        " the Order registers it, then the statement is judged again"
    )
    return Problem(UNREGISTERED, "hard", statement.first_line + 1, "1", "account", message)


def worded(statement: Statement, words: str) -> Problem:
    """The bank's label speaks of a judicial mandate, the register does not."""
    message = (
        f"the label of the account says {words}, the register says no judicial mandate;"
        " set aside unread until two people have decided, or the register says so"
    )
    return Problem(JUDICIAL_WORDING, "hard", statement.first_line + 1, "1", "holder_name", message)


def conflicting(statement: Statement) -> Problem:
    """A statement of the same key is held with other content."""
    message = (
        f"a statement of this account, of {statement.statement_date.isoformat()} and number {statement.statement_number:03d},"
        " is held with other content; expected the same content, or a new number"
    )
    return Problem(CONFLICT, "hard", statement.first_line + 1, "1", "statement_number", message)
