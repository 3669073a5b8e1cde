"""The office behind one holder's accounts: whom it meets, how it numbers dossiers, and the wording of what it pays and
receives.

One practice serves every account of its holder, so that a reference is never given twice. A dossier reference is missing on
12 % of payments out and 25 % of receipts. A lawful payment out still says for whom it is; payers may say nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from console.simulator import dossiers, numbers, people
from console.simulator.archetypes import COURT_HOLIDAY_FACTOR, MISSING_IN_PAYMENTS_OUT, MISSING_IN_RECEIPTS
from console.simulator.bankdays import in_court_holidays, next_bank_day
from console.simulator.dossiers import Dossier
from console.simulator.draws import poisson
from console.simulator.ledger import Booking
from console.simulator.people import Account, Counterparty, Holder, Pool

INSTANT_SHARE = 0.2
GENERIC_SHARE = 0.45
"""Of the receipts without a dossier reference, those that say nothing at all."""


@dataclass(frozen=True)
class Horizon:
    """The simulated months, and the day on which life starts before them so that the first balances are true ones."""

    start: date
    until: date

    def warm(self, days: int) -> date:
        """Give the first day of a life that is warm when the months start."""
        return self.start - timedelta(days=days)


@dataclass
class Practice:
    """The habits and the people of one holder; `rng` is the holder's own stream."""

    rng: Random
    holder: Holder
    pool: Pool
    horizon: Horizon
    style: int = 0
    next_number: int = 0
    next_note: int = 0
    payments: list[tuple[Booking, Dossier | None]] = field(default_factory=list)
    """Payments out of the account at hand whose wording may lose its reference; None = it must keep it."""

    met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Choose the style of the references."""
        self.style = self.rng.randrange(dossiers.STYLES)
        self.next_number = self.rng.randint(11, 400)
        self.next_note = self.rng.randint(3, 120)

    @property
    def language(self) -> str:
        """The language of the holder's bar."""
        return self.holder.language

    def open_dossier(self, day: date, client: str, opponent: str) -> Dossier:
        """Number a new dossier between two people."""
        self.next_number += self.rng.randint(1, 3)
        return Dossier(self.language, day.year, self.next_number, self.style, client.split()[0], opponent.split()[0])

    def note(self) -> int:
        """Number a note of fees."""
        self.next_note += 1
        return self.next_note

    def someone(self, company_share: float) -> Counterparty:
        """Invent a person whom the holder has not met, or with this probability a company."""
        return self.stranger(self.rng, people.company if self.rng.random() < company_share else people.person)

    def stranger(self, rng: Random, make: Callable[[Random, str], Counterparty]) -> Counterparty:
        """Invent somebody whom the holder has not met: nobody of a known name, so that two people are never taken for one."""
        found = make(rng, self.language)
        while found.name in self.met:
            found = make(rng, self.language)
        self.met.add(found.name)
        return found

    def arrivals(self, first: date, yearly: float) -> list[date]:
        """Draw the bank days on which something starts, from a day to the end, fewer in the court holidays."""
        span = (self.horizon.until - first).days
        if span <= 0:
            return []
        days = sorted(first + timedelta(days=self.rng.randrange(span)) for _ in range(poisson(self.rng, yearly * span / 365)))
        return [next_bank_day(day) for day in days if not in_court_holidays(day) or self.rng.random() < COURT_HOLIDAY_FACTOR]

    def receipt(self, day: date, amount_milli: int, payer: Counterparty, dossier: Dossier) -> Booking:
        """Book money received for a dossier; one payer in four does not say for which."""
        draw = self.rng.random()
        if draw >= MISSING_IN_RECEIPTS:
            text = dossiers.paid_in(dossier, self.rng)
        elif draw < MISSING_IN_RECEIPTS * GENERIC_SHARE:
            text = dossiers.generic(self.language, self.rng)
        else:
            text = dossiers.unreferenced(self.language, payer.name.split()[0], self.rng)
        return Booking(day, amount_milli, self._code("50"), text, party=payer)

    def payment(self, day: date, amount_milli: int, payee: Counterparty, dossier: Dossier, *, sure: bool = False) -> Booking:
        """Book money passed on for a dossier (amount positive); `sure` = its reference is never left out."""
        booking = Booking(day, -amount_milli, self._code("01"), dossiers.paid_out(dossier, self.rng), party=payee)
        self.payments.append((booking, None if sure else dossier))
        return booking

    def fees(self, day: date, amount_milli: int, dossier: Dossier) -> Booking:
        """Book fees taken to the office account with the note that the client got."""
        text = dossiers.fee(dossier, self.note(), self.rng)
        return Booking(day, -amount_milli, "00101000", text, party=self.holder.office)

    def to_rubric(self, day: date, amount_milli: int, rubric: Account, dossier: Dossier) -> tuple[Booking, Booking]:
        """Book the move of a dossier's money to its rubric account: the leg out and the leg in."""
        text = dossiers.paid_out(dossier, self.rng)
        leg_in = Counterparty(self.holder.name, self.holder.accounts[0].iban, self.holder.bic)
        leg_out = Counterparty(self.holder.name, rubric.iban, self.holder.bic)
        return (
            Booking(day, -amount_milli, "00101000", text, party=leg_out),
            Booking(day, amount_milli, "00150000", text, party=leg_in),
        )

    def structured(self) -> tuple[str, str]:
        """Draw a structured communication of twelve digits (type 101)."""
        return "101", numbers.structured_reference(self.rng)

    def _code(self, operation: str) -> str:
        family = "02" if self.rng.random() < INSTANT_SHARE else "01"
        return f"0{family}{operation}000"

    def settle_wording(self) -> None:
        """Take the reference out of some payments: they still say for whom, but not for which dossier."""
        for booking, dossier in self.payments:
            if dossier is not None and self.rng.random() < MISSING_IN_PAYMENTS_OUT:
                booking.communication = dossiers.unreferenced(self.language, dossier.opponent, self.rng)
        self.payments.clear()
