"""What a statement must satisfy beyond its single lines (the rules of the standard, and what real files do with them).

Some rules are asked of every statement. The soft ones (numbering, chaining codes, sums of details, the account's own check
digits) are asked of a sound statement only: in one whose totals are wrong they would bury the cause, and are kept as notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coda_parser.checks.chaining import check_chaining
from coda_parser.checks.check_digits import check_account_digits, check_counterparties, check_references
from coda_parser.checks.details import check_details
from coda_parser.checks.header import check_header
from coda_parser.checks.information import check_structure
from coda_parser.checks.numbering import check_identity, check_numbering
from coda_parser.checks.totals import check_balances, check_trailer
from coda_parser.problem import Problem
from coda_parser.reading import Reading

FIRM = (check_header, check_identity, check_references, check_balances)
SOFT = (check_numbering, check_chaining, check_structure, check_details, check_account_digits)


def firm_problems(reading: Reading, *, follows: bool) -> list[Problem]:
    """Give what is asked of every statement; `follows` says that another statement comes behind it."""
    found: list[Problem] = []
    for check in FIRM:
        found.extend(check(reading))
    found.extend(check_trailer(reading, follows=follows))
    return found


def soft_problems(reading: Reading, *, sound: bool) -> Iterator[Problem]:
    """Give what is asked of a sound statement: warnings, or notes when it is not sound."""
    for check in SOFT:
        for problem in check(reading):
            yield problem if sound else replace(problem, severity="note")


def notes(reading: Reading) -> Iterator[Problem]:
    """Give what is only ever worth a note."""
    yield from check_counterparties(reading)
