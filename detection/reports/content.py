"""What a report says, before any language or page: plain facts, so that rendering needs no warehouse.

A report goes to one bar. It holds facts; a fact is what one detector proved or indicated on one account, in one or more
occurrences, each with the movements that show it and nothing else (decree of 9 June 2024, art. 4: all identification data
of the suspicious and illicit transactions, and only these). Account statements are another piece with another class (an
annex per account): a report never contains them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

ILLICIT = "illicit"
SUSPICIOUS = "suspicious"
NATURES = (ILLICIT, SUSPICIOUS)


@dataclass(frozen=True)
class Line:
    """One movement as a person reads it; the amount is signed thousandths, credit positive; `booked` is the entry date."""

    movement_id: str
    booked: date
    valued: date | None
    amount_milli: int
    currency: str
    code: str
    counterparty_name: str = ""
    counterparty_account: str = ""
    counterparty_bic: str = ""
    counterparty_address: str = ""
    communication: str = ""
    structured_reference: str = ""
    bank_reference: str = ""
    customer_reference: str = ""
    mandate: str = ""
    is_detail: bool = False


@dataclass(frozen=True)
class Holder:
    """The lawyer or firm of the register, with the address that the bank's data do not carry."""

    holder_id: str
    name: str
    address: str


@dataclass(frozen=True)
class Earlier:
    """A report that told of an account before: its reference, the day it was handed over, the bar it was about."""

    iban: str
    reference: str
    released_on: date
    bar_name: str


@dataclass(frozen=True)
class Account:
    """The account a fact stands on; `kind` is third_party or rubric."""

    iban: str
    currency: str
    kind: str
    bank_bic: str


@dataclass(frozen=True)
class Occurrence:
    """One finding: the sentence in the report's language and the movements that show it.

    `destroyed` counts those that were destroyed after their ten years while the finding was kept for a later one.
    """

    sentence: str
    first_date: date
    last_date: date
    amount_milli: int
    lines: tuple[Line, ...]
    destroyed: int = 0


@dataclass(frozen=True)
class Fact:
    """What one detector showed on one account of one holder; `title`, `basis` and `questions` are in the report's language.

    `co_holders`: who else held the account when the money moved.
    """

    alert_id: str
    detector: str
    detector_version: str
    nature: str
    severity: str
    holder: Holder
    account: Account
    title: str
    basis: tuple[str, ...]
    questions: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    destroyed_from: date
    co_holders: tuple[str, ...] = ()

    @property
    def first_date(self) -> date:
        """Day of the first occurrence."""
        return min(occurrence.first_date for occurrence in self.occurrences)

    @property
    def last_date(self) -> date:
        """Day of the last occurrence."""
        return max(occurrence.last_date for occurrence in self.occurrences)

    @property
    def amount_milli(self) -> int:
        """What the occurrences amount to together, in thousandths, without sign."""
        return sum(abs(occurrence.amount_milli) for occurrence in self.occurrences)


@dataclass(frozen=True)
class StatementSheet:
    """One account statement as printed in an annex: balances in signed thousandths, its movements in the bank's order."""

    statement_id: str
    number: int
    statement_date: date
    old_balance_milli: int
    new_balance_milli: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AnnexContent:
    """The statements of one account over the period of its facts; `cited` maps a movement to the numbers of its facts."""

    number: int
    holder: Holder
    account: Account
    statements: tuple[StatementSheet, ...]
    cited: tuple[tuple[str, tuple[int, ...]], ...]
    destroyed_from: date


@dataclass(frozen=True)
class Controllers:
    """Who answers for the data: the contact of the data protection officer and the version of the joint arrangement."""

    dpo_contact: str
    arrangement: str


@dataclass(frozen=True)
class ReportContent:
    """One report: facts in the order in which they are numbered (illicit first), and the annexes that go beside it.

    `bar` is the one at which the holders are registered; `attention` names the recipient where it is not that bar's bâtonnier.
    `edition` names the wording and layout it is printed with: after an upgrade a draft is another draft, so that what a person
    read is what is released.
    """

    bar: str
    bar_name: str
    order: str
    language: str
    facts: tuple[Fact, ...]
    annexes: tuple[AnnexContent, ...]
    controllers: Controllers
    edition: str = ""
    recipient: str = ""
    attention: str = ""
    earlier: tuple[Earlier, ...] = ()

    def of_nature(self, nature: str) -> Iterator[tuple[int, Fact]]:
        """Yield the facts of one nature with their numbers in the report."""
        return ((number, fact) for number, fact in enumerate(self.facts, 1) if fact.nature == nature)

    @property
    def destroyed_from(self) -> date:
        """First day on which the bâtonnier's copy of the report must be destroyed."""
        return max(fact.destroyed_from for fact in self.facts)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that is said: the same content gives the same report."""
        text = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def reference(self) -> str:
        """The number by which a person quotes the report: bar, month of its latest fact, and eight digits of its digest."""
        latest = max(fact.last_date for fact in self.facts)
        return f"{self.bar}-{latest:%Y-%m}-{self.digest[:8].upper()}"
