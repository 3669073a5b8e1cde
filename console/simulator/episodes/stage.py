"""The stage on which one episode plays: an account, its book, the people around it, and a stream of its own.

An episode brings its own dossier and its own money, so that the rest of the account's life stays true: what it takes from
the account it has paid in, unless taking it is the point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from console.simulator import dossiers, names, numbers, people
from console.simulator.bankdays import add_bank_days, next_bank_day
from console.simulator.dossiers import Dossier
from console.simulator.draws import EURO, odd_amount
from console.simulator.ledger import AccountBook, Booking
from console.simulator.people import Account, Counterparty, Holder, Pool
from console.simulator.practice import Horizon, Practice


class NoRoomError(Exception):
    """The months are too short, or the account too young, for the episode; it is not planted."""


@dataclass(frozen=True)
class Label:
    """What the truth says of some movements: the detector concerned, and whether they are lawful."""

    detector: str
    lawful: bool
    bookings: Sequence[Booking]
    note: str
    first: date
    last: date


@dataclass(frozen=True)
class Case:
    """A dossier with its two people."""

    dossier: Dossier
    client: Counterparty
    opponent: Counterparty


@dataclass
class Stage:
    """Where one episode is planted."""

    rng: Random
    practice: Practice
    account: Account
    book: AccountBook
    taken: list[Booking] = field(default_factory=list)
    """What the episode booked so far."""

    elsewhere: list[tuple[str, Booking]] = field(default_factory=list)
    """What it books on another account of the holder: the IBAN and the movement."""

    partners: tuple[Account, ...] = ()
    """The accounts that play together, this one at `place`."""

    place: int = 0

    @property
    def holder(self) -> Holder:
        """The holder of the account."""
        return self.practice.holder

    @property
    def horizon(self) -> Horizon:
        """The simulated months."""
        return self.practice.horizon

    @property
    def pool(self) -> Pool:
        """The offices that the holder meets."""
        return self.practice.pool

    @property
    def language(self) -> str:
        """The language of the holder."""
        return self.practice.language

    def day(self, *, before: int = 3, after: int = 3) -> date:
        """Draw a bank day with so many days of the account's visible life before and after it; raises NoRoomError."""
        first = max(self.horizon.start, self.account.opened_on) + timedelta(days=before)
        span = (self.horizon.until - timedelta(days=after) - first).days
        if span < 0:
            raise NoRoomError
        return self.later(first + timedelta(days=self.rng.randint(0, span)), 0)

    def later(self, day: date, days: int) -> date:
        """Give the bank day that lies so many calendar days later, or the next one; raises NoRoomError past the end."""
        found = next_bank_day(day + timedelta(days=days))
        if found > self.horizon.until:
            raise NoRoomError
        return found

    def bank_days_later(self, day: date, count: int) -> date:
        """Give the bank day so many bank days later; raises NoRoomError past the end."""
        return self.later(add_bank_days(day, count), 0)

    def begin_again(self) -> None:
        """Open the account anew, a month before the simulated ones, with nothing booked on it."""
        self.book.clear()
        opened = next_bank_day(self.horizon.start - timedelta(days=30))
        self.account.opened_on = self.account.mandate_on = self.account.authorisation_on = opened
        self.account.closed_on = None

    def euro(self, low: int, high: int) -> int:
        """Draw a sum between two sums of whole euro, with odd cents, in thousandths."""
        return odd_amount(self.rng, low, high)

    def whole(self, low: int, high: int, step: int) -> int:
        """Draw a sum of whole euro in steps, in thousandths."""
        return self.rng.randrange(low, high + 1, step) * EURO

    def case(self, day: date, *, company_share: float = 0.3) -> Case:
        """Open a dossier between two new people."""
        client, opponent = self.practice.someone(company_share), self.practice.someone(company_share)
        return Case(self.practice.open_dossier(day, client.name, opponent.name), client, opponent)

    def person(self) -> Counterparty:
        """Invent a private person."""
        return self.practice.stranger(self.rng, people.person)

    def company(self) -> Counterparty:
        """Invent a company."""
        return self.practice.stranger(self.rng, people.company)

    def notary(self) -> Counterparty:
        """Invent a notary's office that nobody else deals with."""
        return self._office(names.notary(self.rng, self.language))

    def bailiff(self) -> Counterparty:
        """Invent a bailiff's office that nobody else deals with."""
        return self._office(names.bailiff(self.rng, self.language))

    def _office(self, name: str) -> Counterparty:
        number, bic = numbers.belgian_counterparty(self.rng)
        return Counterparty(name, number, bic, names.address(self.rng, self.language))

    def foreigner(self, country: str) -> Counterparty:
        """Invent a person who banks in this country."""
        return people.foreigner(self.rng, self.language, country)

    def wording(self, french: str, dutch: str, german: str) -> str:
        """Choose the wording in the holder's language."""
        return {"fr": french, "nl": dutch, "de": german}[self.language]

    def receive(
        self, day: date, milli: int, payer: Counterparty | None, text: str | Dossier, *, code: str = "00150000", rank: int = -1
    ) -> Booking:
        """Book money received; a dossier as text stands for a communication that quotes it."""
        words = dossiers.quoted(text, self.rng) if isinstance(text, Dossier) else text
        return self._book(Booking(day, milli, code, words, party=payer, rank=rank))

    def pay(
        self,
        day: date,
        milli: int,
        payee: Counterparty | None,
        text: str | Dossier,
        *,
        code: str = "00101000",
        structured: tuple[str, str] | None = None,
        rank: int = -1,
    ) -> Booking:
        """Book money paid (amount positive); a dossier as text stands for a communication that quotes it."""
        words = dossiers.paid_out(text, self.rng) if isinstance(text, Dossier) else text
        return self._book(Booking(day, -milli, code, words, structured=structured, party=payee, rank=rank))

    def take_fees(self, day: date, milli: int, dossier: Dossier) -> Booking:
        """Book fees taken to the office with the number of the note."""
        return self._book(Booking(day, -milli, "00101000", self.fee_text(dossier), party=self.holder.office))

    def fee_text(self, dossier: Dossier) -> str:
        """Word a transfer of fees."""
        return dossiers.fee(dossier, self.practice.note(), self.rng)

    def _book(self, booking: Booking) -> Booking:
        self.taken.append(booking)
        return self.book.add(booking)


Plant = Callable[[Stage], Sequence[Label]]
Host = Callable[[Account], bool]


@dataclass(frozen=True)
class Episode:
    """A kind of episode: who may host it, and how it is planted.

    `alone`: it needs an account on which nothing else is planted. `young`: it needs one that was opened during the months.
    `beside_rubric`: its holder has a rubric account, kept for it alone. `together`: how many accounts of different holders
    play it, each planting its own part of what they all draw alike.
    """

    name: str
    lawful: bool
    plant: Plant
    hosts: Host
    alone: bool = False
    young: bool = False
    beside_rubric: bool = False
    together: int = 1

    @property
    def family(self) -> str:
        """The module that plants it: two of one family on one account would be taken for one."""
        return self.plant.__module__


def label(detector: str, bookings: Sequence[Booking], note: str, *, lawful: bool = False, until: date | None = None) -> Label:
    """Label movements; the period runs from the first to the last of them, or until a given day."""
    days = [booking.booked for booking in bookings]
    return Label(detector, lawful, bookings, note, min(days), until or max(days))


def quiet(account: Account) -> bool:
    """Hosts with little traffic: a third-party account that hardly moves, or a generalist's."""
    return account.archetype in {"inactive", "generalist"}


def sleepy(account: Account) -> bool:
    """Hosts that hardly move."""
    return account.archetype == "inactive"


def ordinary(account: Account) -> bool:
    """Hosts of any practice but debt collection, on a third-party account."""
    return account.is_third_party and account.archetype != "debt_collection"


def rubric(account: Account) -> bool:
    """Hosts that are rubric accounts."""
    return account.archetype == "rubric"
