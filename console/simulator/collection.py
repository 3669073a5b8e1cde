"""Lawful life of an account that collects debts: hundreds of small receipts, swept once a month to the creditors.

One account in twenty makes three quarters of all movements (detection.md). Debtors pay by instalments, half of them with
a structured communication; on its own day of the month the office pays each creditor what came in for him, less costs,
sends the bailiffs their share, and takes its fees with the number of the statement of costs. Nothing stays longer than a
month and some days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from console.simulator import people
from console.simulator.archetypes import ARCHETYPES
from console.simulator.bankdays import add_months, next_bank_day
from console.simulator.dossiers import Dossier
from console.simulator.draws import EURO, amount, gamma_rate, poisson
from console.simulator.ledger import AccountBook, Booking, Detail
from console.simulator.life import fee_of
from console.simulator.people import Account, Counterparty
from console.simulator.practice import Practice

WARM_DAYS = 75
BUSIEST = 800.0
MOST = 3_000 * EURO
STRUCTURED_SHARE = 0.4
BAILIFF_SHARE = 0.12
INSTALMENT_DAYS = 30
DETAILED_AT, DETAILED_TYPE = "KASTEEL", "3"
"""The bank that spells out what a sweep is made of, and the first digit of such a movement's code."""

DEBTORS = {"fr": "débiteurs", "nl": "debiteuren", "de": "Schuldner"}
COSTS = {"fr": "frais retenus", "nl": "ingehouden kosten", "de": "einbehaltene Kosten"}


@dataclass(frozen=True)
class Creditor:
    """A client for whom the office collects, and the standing dossier of that work."""

    party: Counterparty
    dossier: Dossier


def collect(practice: Practice, account: Account) -> AccountBook:
    """Live the life of a debt-collection account."""
    rng, book = practice.rng, AccountBook()
    first = max(practice.horizon.warm(WARM_DAYS), account.opened_on + timedelta(days=2))
    creditors = [_creditor(practice, first) for _ in range(rng.randint(3, 7))]
    received: dict[int, list[Booking]] = defaultdict(list)
    for day in practice.arrivals(first, min(gamma_rate(rng, ARCHETYPES["debt_collection"].dossiers), BUSIEST)):
        index = rng.randrange(len(creditors))
        received[index] += _instalments(practice, day, creditors[index])
    takes_fee = rng.random() < ARCHETYPES["debt_collection"].fee
    for index, creditor in enumerate(creditors):
        book.extend(received[index])
        _sweep(practice, book, received[index], creditor, takes_fee=takes_fee, first=first)
    practice.settle_wording()
    return book


def _creditor(practice: Practice, day: date) -> Creditor:
    party = practice.stranger(practice.rng, people.company)
    return Creditor(party, practice.open_dossier(day, party.name, DEBTORS[practice.language]))


def _quoted(received: Booking) -> str:
    """Quote a receipt as the bank's details do: its communication, or the digits of a structured one."""
    return received.structured[1] if received.structured else received.communication


def _instalments(practice: Practice, day: date, creditor: Creditor) -> list[Booking]:
    """Book what one debtor pays: an amount a month, more or less."""
    rng, archetype = practice.rng, ARCHETYPES["debt_collection"]
    debtor = practice.someone(0.1)
    dossier = practice.open_dossier(day, creditor.party.name, debtor.name)
    structured = practice.structured() if rng.random() < STRUCTURED_SHARE else None
    milli, made = amount(rng, archetype.mu, archetype.sigma, most=MOST), []
    for turn in range(1 + poisson(rng, archetype.credits - 1)):
        due = next_bank_day(day + timedelta(days=turn * INSTALMENT_DAYS + (rng.randint(-4, 6) if turn else 0)))
        if due > practice.horizon.until:
            break
        booking = practice.receipt(due, milli, debtor, dossier)
        if structured:
            booking.structured, booking.communication = structured, ""
        made.append(booking)
    return made


def _sweep(
    practice: Practice, book: AccountBook, received: list[Booking], creditor: Creditor, *, takes_fee: bool, first: date
) -> None:
    """Pay a creditor once a month what came in for him before that day."""
    since = date.min
    for day in _sweep_days(first, practice):
        swept = [booking for booking in received if since <= booking.booked < day]
        since = day
        if not swept:
            continue
        total = sum(booking.amount_milli for booking in swept)
        costs = sum(_shares(practice, book, day, total, creditor, takes_fee=takes_fee))
        paid = book.add(practice.payment(day, total - costs, creditor.party, creditor.dossier))
        if practice.holder.bank == DETAILED_AT:
            paid.code = DETAILED_TYPE + paid.code[1:]
            kept = (Detail(costs, COSTS[practice.language]),) if costs else ()
            paid.details = (*(Detail(-one.amount_milli, _quoted(one)) for one in swept), *kept)


def _shares(
    practice: Practice, book: AccountBook, day: date, total: int, creditor: Creditor, *, takes_fee: bool
) -> Iterator[int]:
    """Take the bailiff's and the office's share of a sweep; yields each in thousandths."""
    rng = practice.rng
    if rng.random() < BAILIFF_SHARE and total > 600 * EURO:
        cost = rng.randint(60, 300) * EURO
        book.add(practice.payment(day, cost, rng.choice(practice.pool.paid_bailiffs), creditor.dossier))
        yield cost
    fees = fee_of(practice, total) if takes_fee else 0
    if fees:
        book.add(practice.fees(day, fees, creditor.dossier))
        yield fees


def _sweep_days(first: date, practice: Practice) -> Iterator[date]:
    """Yield the office's day of each month: the same for all creditors of one sweep, chosen by the holder's number."""
    start = date(first.year, first.month, 1) + timedelta(days=int(practice.holder.holder_id[-2:]) % 25)
    for month in count():
        day = next_bank_day(add_months(start, month))
        if day > practice.horizon.until:
            return
        if day > first:
            yield day
