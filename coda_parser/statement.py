"""What a delivery holds once it is read: statements, their movements, and what the bank adds to them.

Immutable values. Money is in thousandths, credit positive. A text that the bank left out is empty, never None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coda_parser.lines import Encoding, Newline
from coda_parser.problem import Problem


class Information(NamedTuple):
    """Records 3.1 to 3.3 joined: `type` is the structured communication's number, '' when `text` is free."""

    detail: int
    code: str
    type: str
    text: str
    line: int


class Movement(NamedTuple):
    """A booked line, or a detail of one; the fields up to `line` are the columns of the movements dataset."""

    movement_id: str
    account: str
    currency: str
    statement_date: date
    statement_number: int
    sequence: int
    detail: int
    is_detail: bool
    booked: date
    valued: date | None
    amount_milli: int
    code: str
    family: str
    operation: str
    category: str
    bank_reference: str
    customer_reference: str
    communication: str
    communication_type: str
    structured_reference: str
    counterparty_account: str
    counterparty_bic: str
    counterparty_name: str
    counterparty_address: str
    r_transaction: str
    reason_code: str
    category_purpose: str
    purpose: str
    creditor_id: str
    mandate_reference: str
    line: int
    globalisation: int = 0
    information: tuple[Information, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's CODA, records 0 to 9; in a hard statement any value can be the empty one of its type."""

    account: str
    currency: str
    statement_date: date
    statement_number: int
    paper_number: int
    old_balance_milli: int
    old_balance_date: date | None
    new_balance_milli: int
    holder_name: str
    description: str
    bank_bic: str
    company_number: str
    created: date
    duplicate: bool
    separate_application: bool
    version: int
    movements: tuple[Movement, ...]
    messages: tuple[str, ...]
    raw: bytes
    first_line: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    digest: str
    movement_count: int
    debit_milli: int
    credit_milli: int

    @property
    def hard(self) -> bool:
        """Whether a problem forbids believing the statement."""
        return any(problem.severity == "hard" for problem in self.problems)

    @property
    def statement_id(self) -> str:
        """Account, currency, date and number: the identity of the statement."""
        return statement_id(self.account, self.currency, self.statement_date, self.statement_number)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as received from a bank.

    `framed` is False when nothing in it can be trusted to belong where it stands: the whole delivery is quarantined.
    `complete` is False when it does not end with a record 9: it is still being uploaded, or was cut. `leading` and
    `trailing` are the bytes before the first and after the last statement, so that `dump` gives back every byte.
    """

    encoding: Encoding
    newline: Newline
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    framed: bool
    complete: bool
    leading: bytes = b""
    trailing: bytes = b""


def statement_id(account: str, currency: str, day: date, number: int) -> str:
    """Write the identity of a statement.

    >>> statement_id("BE35985051416137", "EUR", date(2026, 3, 31), 64)
    'BE35985051416137.EUR.2026-03-31.064'
    """
    return f"{account}.{currency}.{day.isoformat()}.{number:03d}"
