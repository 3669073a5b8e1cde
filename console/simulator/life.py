"""Lawful life of a third-party account: dossiers open, money comes in, and it is passed on in time.

Everything here respects art. 446quater of the Judicial Code: the account never goes below zero, because only what came in
for a dossier goes out; money leaves within two months of its receipt (§4), moves to a rubric account, or comes to at most
2,500 euro in all for its dossier; fees go to the office with the number of the note sent to the client. What is lawful
but looks odd is planted as an episode, not drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from console.simulator.archetypes import ARCHETYPES, Archetype
from console.simulator.bankdays import in_court_holidays, next_bank_day
from console.simulator.dossiers import Dossier
from console.simulator.draws import EURO, amount, gamma_rate, poisson
from console.simulator.ledger import AccountBook, Booking
from console.simulator.people import Account, Counterparty
from console.simulator.practice import Practice

WARM_DAYS = 200
RUBRIC_WARM_DAYS = 60
LONGEST_HOLD = 52
"""Days after the first receipt by which a payment is ordered: with weekends it stays below two months."""

SMALL_TOTAL = 2_400 * EURO
"""Dossiers below the limit of §4 that may wait longer, and all of them together on one account."""

SMALL_WAITS = 0.06
PROMPT_DAYS = 4
GAP_DAYS = 25.0
QUIET_RATE = 3.0
QUIET_MOST = 9_400 * EURO
MOST = 1_500_000 * EURO
SMALLEST_FEE = 60 * EURO


@dataclass(frozen=True)
class RubricMove:
    """Money of a dossier that moved to a rubric account: the leg that the rubric account books."""

    rubric: Account
    leg: Booking
    dossier: Dossier
    beneficiary: Counterparty


@dataclass
class Life:
    """The life of one third-party account."""

    practice: Practice
    account: Account
    free_rubrics: list[Account]
    moves: list[RubricMove] = field(default_factory=list)
    book: AccountBook = field(default_factory=AccountBook)
    waiting: list[tuple[date, date, int]] = field(default_factory=list)
    """Small dossiers that wait: from, to, thousandths."""

    def live(self) -> AccountBook:
        """Live from before the simulated months to their end."""
        archetype, rng = ARCHETYPES[self.account.archetype], self.practice.rng
        rate = gamma_rate(rng, archetype.dossiers)
        most = QUIET_MOST if rate < QUIET_RATE else MOST
        first = max(self.practice.horizon.warm(WARM_DAYS), self.account.opened_on + timedelta(days=2))
        for day in self.practice.arrivals(first, rate):
            self._dossier(day, archetype, most)
        self.practice.settle_wording()
        return self.book

    def _dossier(self, day: date, archetype: Archetype, most: int) -> None:
        practice, rng = self.practice, self.practice.rng
        company_share = {"company": 0.9, "family": 0.05}.get(self.account.archetype, 0.3)
        client, opponent = practice.someone(company_share), practice.someone(company_share)
        dossier = practice.open_dossier(day, client.name, opponent.name)
        payer, payee = self._parties(client, opponent)
        days = [day]
        for _ in range(poisson(rng, archetype.credits - 1)):
            days.append(next_bank_day(days[-1] + timedelta(days=1 + int(rng.expovariate(1 / GAP_DAYS)))))
        lots = [(day, amount(rng, archetype.mu, archetype.sigma, most=most)) for day in days]
        for lot_day, milli in lots:
            if lot_day <= practice.horizon.until:
                self.book.add(practice.receipt(lot_day, milli, payer, dossier))
        self._pass_on(lots, archetype, dossier, payee)

    def _parties(self, client: Counterparty, opponent: Counterparty) -> tuple[Counterparty, Counterparty]:
        """Choose who pays in and who is paid: never the same, and offices only in their one direction."""
        practice, draw = self.practice, self.practice.rng.random()
        pool, choose = practice.pool, practice.rng.choice
        if self.account.archetype == "injury":
            return choose(pool.insurers), client
        if self.account.archetype == "real_estate" and draw < 0.8:
            return client, choose(pool.paid_notaries)
        if draw < 0.55:
            return opponent, client
        if draw < 0.7:
            return choose(pool.insurers), client
        if draw < 0.8:
            return choose(pool.paying_colleagues), client
        if draw < 0.86:
            return choose(pool.paying_bailiffs), client
        return client, choose((opponent, opponent, choose(pool.paid_bailiffs), choose(pool.courts)))

    def _pass_on(self, lots: list[tuple[date, int]], archetype: Archetype, dossier: Dossier, payee: Counterparty) -> None:
        """Pay out what came in, one payment for receipts that wait together, within the limit from the first of them."""
        rng, total = self.practice.rng, sum(milli for _, milli in lots)
        takes_fee = rng.random() < archetype.fee
        while lots:
            first = lots[0][0]
            held = max(1, round(rng.lognormvariate(0, 0.55) * archetype.held))
            due, small = self._due(first, held, total, lots)
            together = [lot for lot in lots if lot[0] <= due]
            lots = lots[len(together) :]
            due = next_bank_day(max(due, together[-1][0] + timedelta(days=1)))
            pending = sum(milli for _, milli in together)
            if held > LONGEST_HOLD and pending > SMALL_TOTAL and self._move_to_rubric(due, pending, dossier, payee):
                continue
            if small:
                self.waiting.append((first, due, pending))
            self._pay(due, pending, dossier, payee, fee=takes_fee, sure=(due - together[-1][0]).days <= PROMPT_DAYS)

    def _due(self, first: date, held: int, total: int, lots: list[tuple[date, int]]) -> tuple[date, bool]:
        rng = self.practice.rng
        if total <= SMALL_TOTAL and rng.random() < SMALL_WAITS:
            end = lots[-1][0] + timedelta(days=rng.randint(70, 150))
            crowd = sum(milli for start, stop, milli in self.waiting if start <= end and first <= stop)
            if crowd + total <= SMALL_TOTAL:
                return end, True
        due = first + timedelta(days=min(held, LONGEST_HOLD))
        if in_court_holidays(due) and rng.random() < 0.5:
            due = min(due + timedelta(days=rng.randint(5, 20)), first + timedelta(days=LONGEST_HOLD))
        return due, False

    def _move_to_rubric(self, due: date, pending: int, dossier: Dossier, payee: Counterparty) -> bool:
        horizon = self.practice.horizon
        if not self.free_rubrics or not horizon.warm(RUBRIC_WARM_DAYS) <= due <= horizon.until:
            return False
        rubric = self.free_rubrics.pop()
        leg_out, leg_in = self.practice.to_rubric(due, pending, rubric, dossier)
        self.book.add(leg_out)
        self.moves.append(RubricMove(rubric, leg_in, dossier, payee))
        return True

    def _pay(self, day: date, pending: int, dossier: Dossier, payee: Counterparty, *, fee: bool, sure: bool) -> None:
        practice, until = self.practice, self.practice.horizon.until
        fees = fee_of(practice, pending) if fee else 0
        if fees and day <= until:
            self.book.add(practice.fees(day, fees, dossier))
        if day <= until:
            self.book.add(practice.payment(day, pending - fees, payee, dossier, sure=sure))


def fee_of(practice: Practice, pending: int) -> int:
    """Draw the fees on a sum, in thousandths: 8 to 22 %, with odd cents as taxes leave them; 0 when too small to bill."""
    share = round(pending * practice.rng.uniform(0.08, 0.22) / EURO) * EURO
    return share + practice.rng.randint(1, 99) * 10 if share >= SMALLEST_FEE else 0
