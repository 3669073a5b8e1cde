"""A simulated world on disk: register, deliveries, truth, faults, and what receiving it all must come to.

    register/holders.csv accounts.csv own_accounts.csv
    drop/BANK/*.cod            one file for each bank and bank day, in the order of their names
    growing/BANK/*.cod         files that are still being written: deliver them unfinished, they must be pending
    truth.csv                  what was planted (`truth`)
    faults.csv                 bank, file, fault, expected_state, note
    expected.json              deliveries and statements by state, movements and sums of what is ingested (thousandths)

The same arguments give the same bytes. Banks are told one after the other, so that only one bank's accounts are in memory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from coda_parser.banks import Bank, banks
from console.simulator import damage, people
from console.simulator.bankdays import ONE_DAY, add_months, next_bank_day
from console.simulator.casting import Casting, cast
from console.simulator.deliver import (
    INGESTED,
    MANDATE,
    PENDING,
    QUARANTINED,
    Expected,
    Item,
    Outgoing,
    contents,
    created_on,
    name_files,
    write_files,
)
from console.simulator.draws import EURO, stream
from console.simulator.episodes import Label
from console.simulator.faults import Sender, lose_files, plant_faults
from console.simulator.ledger import AccountBook, Booking, DayStatement
from console.simulator.people import Account, Pool
from console.simulator.population import Population, populate
from console.simulator.practice import Horizon, Practice
from console.simulator.register_files import write_register
from console.simulator.stories import Story, Told, tell, visits
from console.simulator.truth import TruthRow, truth_row, write_truth
from warehouse.errors import Refusal

Progress = Callable[[int, int], None]
FAULT_COLUMNS = ("bank", "file", "fault", "expected_state", "note")
GROWING_AT = "NOORDZEE"
NEVER = "never"
LANGUAGES = ("fr", "nl", "de")


@dataclass(frozen=True)
class World:
    """Where a simulated world lies and how large it is; movements and sums are those that must be ingested."""

    out: Path
    holders: int
    accounts: int
    deliveries: int
    movements: int
    episodes: int

    @property
    def register(self) -> Path:
        """Folder of the register's files."""
        return self.out / "register"

    @property
    def drop(self) -> Path:
        """Folder of the deliveries, one folder for each bank."""
        return self.out / "drop"

    @property
    def growing(self) -> Path:
        """Folder of the files that are still being written."""
        return self.out / "growing"

    @property
    def truth(self) -> Path:
        """What was planted."""
        return self.out / "truth.csv"

    @property
    def faults(self) -> Path:
        """What is wrong with which delivery."""
        return self.out / "faults.csv"

    @property
    def expected(self) -> Path:
        """What receiving every delivery must come to."""
        return self.out / "expected.json"


@dataclass
class Telling:
    """A world while it is being told."""

    out: Path
    seed: int
    horizon: Horizon
    population: Population
    casting: Casting
    pools: dict[str, Pool]
    expected: Expected = field(default_factory=Expected)
    truth: list[TruthRow] = field(default_factory=list)
    faults: list[tuple[str, ...]] = field(default_factory=list)


def simulate(out: Path, *, accounts: int, months: int, seed: int, until: date, progress: Progress | None = None) -> World:
    """Write a world of so many registered accounts over the months that end on a day.

    `progress` is called with how many holders are told, and how many there are. Raises Refusal when a figure makes no world
    or the folder holds one already.
    """
    if accounts < 1 or months < 1:
        raise Refusal(f"expected at least 1 account and 1 month, got {accounts} and {months}")
    if out.exists() and any(out.iterdir()):
        raise Refusal(f"expected a new or empty folder, but {out} holds files; name another one")
    horizon = Horizon(add_months(until, -months) + ONE_DAY, until)
    population = populate(seed, accounts, horizon)
    pools = {language: people.pool(stream(seed, "pool", language), language) for language in LANGUAGES}
    telling = Telling(out, seed, horizon, population, cast(population, seed, horizon), pools)
    told = 0
    for order, bank in enumerate(banks().values()):
        told += _tell_bank(telling, bank, order, progress or _silent, told)
    write_register(out / "register", population.holders)
    write_truth(out / "truth.csv", telling.truth)
    _write_faults(telling)
    _write_expected(telling)
    return World(
        out=out,
        holders=len(population.holders),
        accounts=accounts,
        deliveries=telling.expected.deliveries.total(),
        movements=telling.expected.movements,
        episodes=len({row.episode_id for row in telling.truth}),
    )


def _silent(_done: int, _total: int) -> None:
    """Report nothing."""


def _tell_bank(telling: Telling, bank: Bank, order: int, progress: Progress, told: int) -> int:
    """Tell the accounts of one bank and write its files; give how many holders it has."""
    holders = [holder for holder in telling.population.holders if holder.bank == bank.code]
    stories = []
    for count, holder in enumerate(holders, told + 1):
        stories.append(tell(telling.seed, holder, telling.pools, telling.casting, telling.horizon))
        progress(count, len(telling.population.holders))
    accounts = [one for story in stories for one in story.told]
    strangers = _strangers(telling, bank)
    sender = Sender(bank, stream(telling.seed, "faults", bank.code), _files(bank, [*accounts, *strangers], telling))
    plant_faults(sender, order, len(banks()))
    lost = lose_files(sender, set(telling.casting.roles))
    for one in write_files(bank, name_files(bank, sender.files), telling.out / "drop" / bank.code, telling.expected):
        telling.faults.extend((bank.code, one.name, fault, one.state, note) for fault, note in _all_faults(one))
    _label(telling, stories, strangers)
    _label_lost(telling, bank, lost, accounts)
    if bank.code == GROWING_AT:
        _write_growing(telling, bank, accounts)
    return len(holders)


def _strangers(telling: Telling, bank: Bank) -> list[Told]:
    """Tell the accounts of the bank that no register knows."""
    return [_stranger(telling, account) for account in telling.population.strangers if account.bank == bank.code]


def _stranger(telling: Telling, account: Account) -> Told:
    holder = next(one for one in telling.population.holders if one.holder_id == account.holder_id)
    rng = stream(telling.seed, "stranger", account.iban)
    practice = Practice(rng, holder, telling.pools[holder.language], telling.horizon)
    book = visits(practice, account)
    days = sorted({booking.booked for booking in book.bookings})
    opened = telling.horizon.start - ONE_DAY
    made = book.statements(opened=opened, numbered_before=3, empty_on=lambda _: False, days=days) if days else []
    return Told(account, made, frozenset())


def _files(bank: Bank, accounts: Sequence[Told], telling: Telling) -> list[Outgoing]:
    """Gather the statements into one file for each bank day."""
    by_day: dict[date, list[Item]] = {}
    for told in accounts:
        for index, made in enumerate(told.statements):
            if index not in told.omitted:
                by_day.setdefault(made.day, []).append(Item(told.account, made, _state(told.account, telling)))
    return [Outgoing(created_on(bank, day), created_on(bank, day), items) for day, items in sorted(by_day.items())]


def _state(account: Account, telling: Telling) -> str:
    if account.judicial_mandate:
        return MANDATE
    return QUARANTINED if not account.registered or _labelled_as_mandate(account, telling) else INGESTED


def _labelled_as_mandate(account: Account, telling: Telling) -> bool:
    return any(role.episode.name == "mandate-in-the-label" for role in telling.casting.roles.get(account.iban, ()))


def _all_faults(one: Outgoing) -> list[tuple[str, str]]:
    """List what is wrong with a file, and whose accounts should not be in it."""
    kinds = {
        "unregistered-account": any(not item.account.registered for item in one.items),
        "mandate-in-label": any(
            item.state == QUARANTINED and item.damage is None and item.account.registered for item in one.items
        )
        and not any(fault == "conflict" for fault, _ in one.faults),
        "mandate-account": any(item.state == MANDATE for item in one.items),
    }
    notes = {
        "unregistered-account": "holds a statement of an account that no register knows",
        "mandate-in-label": "holds a statement whose label speaks of a judicial mandate",
        "mandate-account": "holds a statement of an account under judicial mandate: a receipt line and no data",
    }
    return [*one.faults, *((kind, notes[kind]) for kind, present in kinds.items() if present)]


def _label(telling: Telling, stories: Sequence[Story], strangers: Sequence[Told]) -> None:
    """Write down what was planted, now that every movement has its identity."""
    for episode_id, iban, label in chain.from_iterable(story.labels for story in stories):
        telling.truth.append(truth_row(episode_id, iban, label))
    for told in strangers:
        if told.statements:
            first, last = told.statements[0].day, told.statements[-1].day
            label = Label("unknown-account", False, [], "delivered, but in no register", first, last)
            telling.truth.append(truth_row(f"unregistered-{told.account.iban[-4:]}", told.account.iban, label))


def _label_lost(telling: Telling, bank: Bank, lost: Sequence[Outgoing], accounts: Sequence[Told]) -> None:
    """Declare the files that never came, and the gaps that they leave."""
    told = {one.account.iban: one.statements for one in accounts}
    for one in lost:
        day = one.items[0].statement.day
        telling.faults.append((bank.code, "", NEVER, NEVER, f"the file of {day:%Y-%m-%d} was never delivered"))
        for item in one.items:
            iban = item.account.iban
            after = next((made for made in told[iban] if made.day > day), None)
            if after is None:
                continue
            note = f"the bank's whole file of {day:%Y-%m-%d} was never delivered; these follow it"
            label = Label("statement-gap", False, after.bookings, note, day, after.day)
            telling.truth.append(truth_row(f"lost-file-{day:%Y%m%d}-{iban[-7:]}", iban, label))
            _forget(item.statement)


def _forget(statement: DayStatement) -> None:
    for booking in statement.bookings:
        booking.movement_id = ""


def _write_growing(telling: Telling, bank: Bank, accounts: Sequence[Told]) -> None:
    """Write a file of the day after the months as it looks before the bank has finished it."""
    day = next_bank_day(telling.horizon.until + ONE_DAY)
    rng = stream(telling.seed, "growing")
    items = []
    for told in [one for one in accounts if _state(one.account, telling) == INGESTED and one.statements][:3]:
        last = told.statements[-1]
        book = AccountBook(opening_milli=last.new_milli)
        book.add(Booking(day, rng.randint(200, 900) * EURO, "00150000", "dossier"))
        items += [
            Item(told.account, made)
            for made in book.statements(opened=last.day, numbered_before=last.number, empty_on=lambda _: False, days=[day])
        ]
    one = Outgoing(created_on(bank, day), created_on(bank, day), items, damage=damage.halved)
    name_files(bank, [one])
    folder = telling.out / "growing" / bank.code
    folder.mkdir(parents=True, exist_ok=True)
    (folder / one.name).write_bytes(contents(bank, one))
    telling.faults.append((bank.code, one.name, "growing", PENDING, "in growing/: deliver it and never finish it"))


def _write_faults(telling: Telling) -> None:
    with (telling.out / "faults.csv").open("w", encoding="utf-8", newline="") as stream_:
        writer = csv.writer(stream_, lineterminator="\n")
        writer.writerow(FAULT_COLUMNS)
        writer.writerows(sorted(telling.faults))


def _write_expected(telling: Telling) -> None:
    expected = telling.expected
    figures = {
        "deliveries": dict(sorted(expected.deliveries.items())),
        "statements": dict(sorted(expected.statements.items())),
        "movements": expected.movements,
        "debit_milli": expected.debit_milli,
        "credit_milli": expected.credit_milli,
        "growing": sum(1 for fault in telling.faults if fault[2] == "growing"),
    }
    (telling.out / "expected.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
