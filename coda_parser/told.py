"""A delivery, a statement or a movement as plain JSON values, for golden files, JSON lines and programs of others.

Nothing is rounded, nothing doubled. Money stands twice: as an integer number of thousandths (`amount_milli`) and as exact
decimal text (`amount`); there is no JSON number with a fraction. Days are YYYY-MM-DD, what is unknown is null. Details stand
inside the movement that they explain, so that adding up `movements` gives the bank's totals. A structured communication is
there as it stands and, under `fields`, decoded. The raw lines are left out: `dump` and Parquet keep them.

>>> told_problem(Problem("date", "hard", 7, "8", "day", "expected a date DDMMYY, got '31x217'", (58, 63)))["line"]
7
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from coda_parser.money import written
from coda_parser.problem import Problem
from coda_parser.statement import Delivery, Information, Movement, Statement
from coda_parser.structured import Value, decode, parts_of

Told = dict[str, Any]
PROBLEM = ("id", "severity", "line", "record", "field", "message")
_STATEMENT = (
    *("statement_id", "account", "currency", "statement_date", "statement_number", "paper_number"),
    *("old_balance_date", "old_balance_milli", "new_balance_milli", "debit_milli", "credit_milli", "movement_count"),
    *("holder_name", "description", "bank_bic", "company_number", "created", "duplicate", "separate_application", "version"),
    "digest",
)
_OF_STATEMENT = frozenset({"account", "currency", "statement_date", "statement_number"})
_APART = frozenset({"information", "family", "operation", "category"})
_MILLI = "_milli"


def told_delivery(delivery: Delivery) -> Told:
    """Tell everything that was parsed, and every problem but notes."""
    return {
        "encoding": delivery.encoding,
        "newline": delivery.newline,
        "framed": delivery.framed,
        "complete": delivery.complete,
        "problems": [told_problem(problem) for problem in delivery.problems],
        "statements": [told_statement(statement) for statement in delivery.statements],
    }


def told_problem(problem: Problem) -> Told:
    """Tell a problem: id, severity, line, record, field, message."""
    return {name: getattr(problem, name) for name in PROBLEM}


def told_statement(statement: Statement) -> Told:
    """Tell a statement with its movements, details inside them."""
    found = _plain({name: getattr(statement, name) for name in _STATEMENT})
    return found | {
        "messages": list(statement.messages),
        "line": statement.first_line,
        "movements": _nested(statement.movements),
    }


def _nested(movements: tuple[Movement, ...]) -> list[Told]:
    """Put each detail into the movement of its sequence; one that stands alone stays where it is, marked."""
    told: list[Told] = []
    for movement in movements:
        one = told_movement(movement)
        if movement.is_detail and told and told[-1]["sequence"] == movement.sequence:
            told[-1]["details"].append(one)
        else:
            told.append(one | {"details": []})
    return told


def told_movement(movement: Movement) -> Told:
    """Tell a movement without its details; what its statement says (account, day) is left to the statement."""
    kept = {name: value for name, value in movement._asdict().items() if name not in _OF_STATEMENT | _APART}
    return _plain(kept) | {
        "fields": _fields(movement.communication_type, movement.communication),
        "information": [_information(added) for added in movement.information],
    }


def _information(added: Information) -> Told:
    return _plain(added._asdict()) | {"fields": _fields(added.type, added.text)}


def _fields(type_: str, text: str) -> Told | None:
    """Decode a structured communication; None when it is free, or of a type whose layout is not known."""
    if not type_ or not parts_of(type_):
        return None
    return {name: _decoded(value) for name, value in decode(type_, text).items()}


def _decoded(value: Value) -> Any:
    if isinstance(value, int):
        return written(value)
    return format(value, "f") if isinstance(value, Decimal) else _day(value)


def _plain(values: Told) -> Told:
    """Write days as text, and each amount as decimal text behind its thousandths."""
    plain: Told = {}
    for name, value in values.items():
        plain[name] = _day(value)
        if name.endswith(_MILLI):
            plain[name.removesuffix(_MILLI)] = written(value)
    return plain


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
