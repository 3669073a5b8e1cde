"""Deliveries: one file for each bank and bank day, holding the statements of all its accounts that have one.

A file is made by the parser's own writer, so that it is a valid one; what is wrong with a faulty file is done to its
bytes, or to its place in time, by `faults`. What each statement and file must end as is known here before anything is
received, and counted in `Expected`: nothing of it comes from the code that receives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coda_parser.banks import Bank
from coda_parser.writer import StatementDraft, write_statement
from console.simulator.bankdays import ONE_DAY, next_bank_day
from console.simulator.drafts import draft
from console.simulator.ledger import DayStatement
from console.simulator.people import Account

SAME_EVENING = "ARDENNE"

INGESTED, DUPLICATE, QUARANTINED, MANDATE = "ingested", "duplicate", "quarantined", "mandate"
PARTIAL, PENDING = "partial", "pending"

Damage = Callable[[bytes], bytes]


@dataclass
class Item:
    """One statement in a file: what it must end as, and what is done to its bytes."""

    account: Account
    statement: DayStatement
    state: str = INGESTED
    damage: Damage | None = None


@dataclass
class Outgoing:
    """One file that a bank sends: on which day, with which statements, and what is done to the whole of it."""

    created: date
    sent_on: date
    items: list[Item]
    faults: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong with it: a name for each fault, and a note."""

    damage: Damage | None = None
    refused: bool = False
    """The file cannot be trusted: it is quarantined whole."""

    copy_of: Outgoing | None = None
    """The file whose bytes it repeats."""

    name: str = ""
    data: bytes | None = None
    """Its bytes, kept only while another file will repeat them."""

    @property
    def state(self) -> str:
        """What the delivery must end as (design: "Where a fact lives")."""
        if self.copy_of is not None:
            return DUPLICATE
        if self.refused:
            return QUARANTINED
        states = {item.state for item in self.items}
        if QUARANTINED in states:
            return PARTIAL
        return DUPLICATE if states == {DUPLICATE} else INGESTED


@dataclass
class Expected:
    """What receiving every file must come to; sums in thousandths, neither negative."""

    deliveries: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    movements: int = 0
    debit_milli: int = 0
    credit_milli: int = 0

    def count(self, outgoing: Outgoing) -> None:
        """Count a file and its statements; statements of a file that is refused whole are quarantined with it."""
        self.deliveries[outgoing.state] += 1
        if outgoing.copy_of is not None:
            return
        for item in outgoing.items:
            self.statements[QUARANTINED if outgoing.refused and item.state == INGESTED else item.state] += 1
            if item.state == INGESTED and not outgoing.refused:
                self._add(item.statement)

    def _add(self, statement: DayStatement) -> None:
        self.movements += len(statement.bookings)
        for booking in statement.bookings:
            if booking.amount_milli < 0:
                self.debit_milli -= booking.amount_milli
            else:
                self.credit_milli += booking.amount_milli


def created_on(bank: Bank, day: date) -> date:
    """Give the day on which the bank makes the files of a day: the same evening, or the next bank day's morning."""
    return day if bank.code == SAME_EVENING else next_bank_day(day + ONE_DAY)


def name_files(bank: Bank, outgoing: Iterable[Outgoing]) -> list[Outgoing]:
    """Put the files in the order in which they are sent, and name them as the bank does."""
    ordered, numbers = sorted(outgoing, key=lambda one: (one.sent_on, one.created)), Counter[date]()
    for one in ordered:
        numbers[one.sent_on] += 1
        one.name = bank.file_pattern.format(date=f"{one.sent_on:%Y%m%d}", number=numbers[one.sent_on])
    return ordered


def write_files(bank: Bank, ordered: Iterable[Outgoing], folder: Path, expected: Expected) -> Iterator[Outgoing]:
    """Write each file into the bank's folder, count it, and yield it; its bytes are let go unless a later file repeats them."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = list(ordered)
    repeated = {id(one.copy_of) for one in ordered if one.copy_of}
    for one in ordered:
        data = one.copy_of.data if one.copy_of else contents(bank, one)
        if data is None:
            raise ValueError(f"{one.name} repeats a file that is sent after it")
        if id(one) in repeated:
            one.data = data
        (folder / one.name).write_bytes(data)
        expected.count(one)
        yield one


def contents(bank: Bank, outgoing: Outgoing) -> bytes:
    """Write the bytes of a file, with its faults."""
    last = len(outgoing.items) - 1
    parts = [_statement(bank, outgoing, item, another_follows=index < last) for index, item in enumerate(outgoing.items)]
    data = b"".join(parts)
    return outgoing.damage(data) if outgoing.damage else data


def _statement(bank: Bank, outgoing: Outgoing, item: Item, *, another_follows: bool) -> bytes:
    made: StatementDraft = draft(bank, item.account, item.statement)
    habits = bank.habits
    data = write_statement(
        made, created=outgoing.created, another_follows=another_follows, newline=habits.newline, encoding=habits.encoding
    )
    return item.damage(data) if item.damage else data
