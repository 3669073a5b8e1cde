"""The problems of a delivery as the ledger and the acknowledgement say them.

Every located problem is told to the bank, with one exception: of a statement under judicial mandate nothing is kept, so nothing
that stands in its lines is quoted either. The problems that only the warehouse can see (an account that is not registered, one
of another bank, a date to come, a label that speaks of a mandate, a conflict) have the same shape as those of the parser. At
which other bank an account is, the deliverer is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from coda_parser.layout import Record
from coda_parser.lines import BLOCK
from coda_parser.outline import DeliveryOutline, Outline
from coda_parser.problem import Problem, Severity, quoted
from coda_parser.records import Header, NewBalance, OldBalance
from warehouse.intake_arrival import Arrival
from warehouse.intake_wording import judicial_wording
from warehouse.printable import printable

ProblemRow = dict[str, Any]

MOST_PROBLEMS = 200
UNREGISTERED = "unregistered-account"
JUDICIAL_WORDING = "judicial-mandate-wording"
CONFLICT = "conflicting-statement"
WRONG_BANK = "wrong-bank"
FUTURE_DATE = "future-date"
NOT_AGREED = "bank-not-agreed"
OTHER_BANK_NAMED = "other-bank-named"
NOT_SHOWN = "the framing breaks here, in a statement under judicial mandate: what stands there is not shown"


def delivery_problems(
    delivery: DeliveryOutline, told: Iterable[Outline], secret: Iterable[Outline], *, believed: bool
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


def _lines_of(statement: Outline, newline: str) -> range:
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


def told(row: ProblemRow) -> str:
    """A row as a person reads it: where the problem is, as far as it is anywhere, and what was expected.

    >>> told(as_rows([Problem("truncated", "hard", 0, "", "", "expected the end of the archive")])[0])
    'expected the end of the archive'
    """
    positions = (row["positions"][0], row["positions"][1]) if row["positions"] else None
    return str(Problem(row["id"], row["severity"], row["line"], row["record"], row["field"], row["message"], positions))


def unregistered(statement: Outline) -> Problem:
    """The account is not in the register."""
    message = (
        f"expected an account of the register, got {statement.account} {statement.currency};"
        " the Order registers it, then the statement is judged again"
    )
    return _in_record_1(UNREGISTERED, statement, "account_zone", message, statement.account)


def wrong_bank(statement: Outline, arrival: Arrival) -> Problem:
    """The register knows the account at another bank than the one that delivers."""
    house = arrival.house
    name = f"{house.name} ({house.bic})" if house is not None else arrival.bank
    message = (
        f"expected an account that is registered at {name}, got {statement.account} {statement.currency}, which the register"
        " knows at another bank; set aside unread until the register says otherwise or two people have decided"
    )
    return _in_record_1(WRONG_BANK, statement, "account_zone", message, statement.account)


def future_date(statement: Outline, arrival: Arrival) -> Problem:
    """The statement is dated later than the day of receipt allows."""
    message = (
        f"expected a date up to {arrival.latest.isoformat()}, since the statement was received on {arrival.on.isoformat()},"
        f" got {statement.statement_date.isoformat()}; set aside until two people have decided"
    )
    day = f"{statement.statement_date:%d%m%y}"
    return _located(FUTURE_DATE, "hard", _line_of_record_8(statement), NewBalance, "balance_date", message, day)


def worded(statement: Outline, words: str) -> Problem:
    """The bank's label speaks of a judicial mandate, the register does not."""
    message = (
        f"the label of the account says {words}, the register says no judicial mandate;"
        " set aside unread until two people have decided, or the register says so"
    )
    field = "holder" if judicial_wording(statement.holder_name) else "description"
    return _in_record_1(JUDICIAL_WORDING, statement, field, message, words)


def conflicting(statement: Outline) -> Problem:
    """A statement of the same key is held with other content."""
    message = (
        f"a statement of this account, of {statement.statement_date.isoformat()} and number {statement.statement_number:03d},"
        " is held with other content; expected the same content, or a new number"
    )
    return _in_record_1(CONFLICT, statement, "statement_number", message, f"{statement.statement_number:03d}")


def other_bank_named(statement: Outline) -> Problem:
    """Record 0 names a bank that is not the one at which the register knows the account."""
    message = f"expected the BIC of the bank at which the account is registered, got {quoted(statement.bank_bic)}"
    return _located(OTHER_BANK_NAMED, "warning", statement.first_line, Header, "bank_bic", message, statement.bank_bic)


def not_agreed(arrival: Arrival) -> Problem:
    """The deliverer has no agreement with an Order on the day of receipt, or nobody knows it."""
    house = arrival.house
    name = f"{house.name} ({house.bic})" if house is not None else f"an institution that nobody knows, {quoted(arrival.bank)}"
    message = (
        "expected a delivery of a credit institution that has an agreement with an Order on"
        f" {arrival.on.isoformat()}, got one of {name}; the Order registers the agreement, then the delivery is judged again"
    )
    return Problem(NOT_AGREED, "hard", 0, "", "", message)


def _in_record_1(cause: str, statement: Outline, name: str, message: str, value: str) -> Problem:
    return _located(cause, "hard", statement.first_line + 1, OldBalance, name, message, value)


def _located(cause: str, severity: Severity, line: int, record: type[Record], name: str, message: str, value: str) -> Problem:
    """A problem in a field of a record, at the positions that the standard prints."""
    field = record.field(name)
    return Problem(cause, severity, line, record.label, field.meaning, message, (field.first, field.last), value)


def _line_of_record_8(statement: Outline) -> int:
    raw = statement.raw
    lines = raw.splitlines() or [raw]
    if len(lines) == 1:  # a delivery without line ends: one record after the other
        lines = [raw[place : place + BLOCK] for place in range(0, len(raw), BLOCK)]
    last = max((place for place, line in enumerate(lines) if line.startswith(b"8")), default=0)
    return statement.first_line + last
