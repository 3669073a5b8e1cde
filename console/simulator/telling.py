"""Telling one bank's part of a world: its holders' stories, its files with their faults, and the truth about both.

Banks are told one after the other, so that only one bank's accounts are in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from coda_parser.banks import Bank, banks
from console.simulator import damage
from console.simulator.bankdays import ONE_DAY, next_bank_day
from console.simulator.casting import Casting
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
from console.simulator.episodes.governance import LABEL_EPISODE
from console.simulator.faults import Sender, lose_files, plant_faults
from console.simulator.ledger import AccountBook, Booking
from console.simulator.people import Account, Pool
from console.simulator.population import Population
from console.simulator.practice import Horizon, Practice
from console.simulator.stories import Story, Told, tell, visits
from console.simulator.truth import TruthRow, truth_row

GROWING_AT = "NOORDZEE"
GROWING_STATEMENTS = 3
NEVER = "never"

UNREGISTERED = ("unregistered-account", "holds a statement of an account that no register knows")
IN_LABEL = ("mandate-in-label", "holds a statement whose label speaks of a judicial mandate")
UNDER_MANDATE = ("mandate-account", "holds a statement of an account under judicial mandate: a receipt line and no data")


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
    """Rows of `faults.csv`."""


def tell_bank(telling: Telling, bank: Bank, order: int, heard: Callable[[], None]) -> None:
    """Tell the accounts of one bank and write its files; `heard` is called after each holder."""
    stories = []
    for holder in telling.population.holders:
        if holder.bank == bank.code:
            stories.append(tell(telling.seed, holder, telling.pools, telling.casting, telling.horizon))
            heard()
    accounts = [one for story in stories for one in story.told]
    strangers = [_stranger(telling, account) for account in telling.population.strangers if account.bank == bank.code]
    sender = Sender(bank, stream(telling.seed, "faults", bank.code), _files(bank, [*accounts, *strangers], telling))
    plant_faults(sender, order, len(banks()))
    lost = lose_files(sender, set(telling.casting.roles))
    for one in write_files(bank, name_files(bank, sender.files), telling.out / "drop" / bank.code, telling.expected):
        telling.faults.extend((bank.code, one.name, fault, one.state, note) for fault, note in _all_faults(one))
    _label(telling, stories, strangers)
    _label_lost(telling, bank, lost, accounts)
    if bank.code == GROWING_AT:
        _write_growing(telling, bank, accounts)


def _stranger(telling: Telling, account: Account) -> Told:
    """Tell an account that no register knows."""
    holder = next(one for one in telling.population.holders if one.holder_id == account.holder_id)
    practice = Practice(stream(telling.seed, "stranger", account.iban), holder, telling.pools[holder.language], telling.horizon)
    book = visits(practice)
    days = sorted({booking.booked for booking in book.bookings})
    opened = telling.horizon.start - ONE_DAY
    made = book.statements(opened=opened, numbered_before=3, empty_on=lambda _: False, days=days) if days else []
    return Told(account, made, frozenset())


def _files(bank: Bank, accounts: Sequence[Told], telling: Telling) -> list[Outgoing]:
    """Gather the statements into one file for each bank day."""
    by_day: dict[date, list[Item]] = {}
    for told in accounts:
        state = _state(told.account, telling)
        for index, made in enumerate(told.statements):
            if index not in told.omitted:
                by_day.setdefault(made.day, []).append(Item(told.account, made, state))
    return [Outgoing(created_on(bank, day), created_on(bank, day), items) for day, items in sorted(by_day.items())]


def _state(account: Account, telling: Telling) -> str:
    if account.judicial_mandate:
        return MANDATE
    return QUARANTINED if not account.registered or _labelled(account, telling) else INGESTED


def _labelled(account: Account, telling: Telling) -> bool:
    return any(role.episode.name == LABEL_EPISODE for role in telling.casting.roles.get(account.iban, ()))


def _all_faults(one: Outgoing) -> list[tuple[str, str]]:
    """List what is wrong with a file, and whose accounts should not be in it."""
    conflicts = any(fault == "conflict" for fault, _ in one.faults)
    found = list(one.faults)
    if any(not item.account.registered for item in one.items):
        found.append(UNREGISTERED)
    refused = [item for item in one.items if item.state == QUARANTINED and item.damage is None and item.account.registered]
    if refused and not conflicts:
        found.append(IN_LABEL)
    if any(item.state == MANDATE for item in one.items):
        found.append(UNDER_MANDATE)
    return found


def _label(telling: Telling, stories: Sequence[Story], strangers: Sequence[Told]) -> None:
    """Write down what was planted, now that every movement has its identity."""
    for episode_id, iban, label in chain.from_iterable(story.labels for story in stories):
        telling.truth.append(truth_row(episode_id, iban, label))
    for told in [*strangers, *chain.from_iterable(story.told for story in stories)]:
        account = told.account
        if told.statements and not account.registered:
            _declare(telling, told, "unregistered", "unknown-account", "delivered, but in no register")
        elif told.statements and account.judicial_mandate:
            _declare(telling, told, "under-mandate", "judicial-mandate-leak", "delivered, but under judicial mandate")


def _declare(telling: Telling, told: Told, name: str, detector: str, note: str) -> None:
    """Write down an account whose statements should not have come; nothing of them reaches the lake."""
    label = Label(detector, False, [], note, told.statements[0].day, told.statements[-1].day)
    telling.truth.append(truth_row(f"{name}-{told.account.iban[-7:]}", told.account.iban, label))


def _label_lost(telling: Telling, bank: Bank, lost: Sequence[Outgoing], accounts: Sequence[Told]) -> None:
    """Declare the files that never came, and the gaps that they leave."""
    told = {one.account.iban: one.statements for one in accounts}
    for one in lost:
        day = one.items[0].statement.day
        telling.faults.append((bank.code, "", NEVER, NEVER, f"the file of {day:%Y-%m-%d} was never delivered"))
        for item in one.items:
            iban = item.account.iban
            after = next((made for made in told[iban] if made.day > day), None)
            if after is not None:
                note = f"the bank's whole file of {day:%Y-%m-%d} was never delivered; these follow it"
                label = Label("statement-gap", False, after.bookings, note, day, after.day)
                telling.truth.append(truth_row(f"lost-file-{day:%Y%m%d}-{iban[-7:]}", iban, label))


def _write_growing(telling: Telling, bank: Bank, accounts: Sequence[Told]) -> None:
    """Write a file of the day after the months as it looks before the bank has finished it."""
    day, rng, items = next_bank_day(telling.horizon.until + ONE_DAY), stream(telling.seed, "growing"), list[Item]()
    for told in [one for one in accounts if _state(one.account, telling) == INGESTED and one.statements][:GROWING_STATEMENTS]:
        last = told.statements[-1]
        book = AccountBook(opening_milli=last.new_milli)
        book.add(Booking(day, rng.randint(200, 900) * EURO, "00150000", "dossier"))
        made = book.statements(opened=last.day, numbered_before=last.number, empty_on=lambda _: False, days=[day])
        items.append(Item(told.account, made[0]))
    one = Outgoing(created_on(bank, day), created_on(bank, day), items, damage=damage.halved)
    name_files(bank, [one])
    folder = telling.out / "growing" / bank.code
    folder.mkdir(parents=True, exist_ok=True)
    (folder / one.name).write_bytes(contents(bank, one))
    telling.faults.append((bank.code, one.name, "growing", PENDING, "in growing/: deliver it and never finish it"))
