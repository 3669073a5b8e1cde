"""Lawful life of a rubric account: opened for one dossier, it keeps the money while the case lasts, and is closed when it
is paid out.

Money may stay here longer than two months (art. 446quater §4 al. 2): that is what a rubric account is for. It never
sleeps for half a year, because that would be a dormant account (rule `dormant-reactivated`); the bank credits a little
interest each quarter.
"""

from __future__ import annotations

from datetime import date, timedelta

from console.simulator.archetypes import ARCHETYPES
from console.simulator.bankdays import bank_days, is_first_bank_day_of_quarter, next_bank_day
from console.simulator.dossiers import Dossier
from console.simulator.draws import amount, poisson
from console.simulator.ledger import AccountBook, Booking
from console.simulator.life import MOST, RubricMove
from console.simulator.people import Account, Counterparty
from console.simulator.practice import Practice

WARM_DAYS = 100
SHORTEST_STAY, LONGEST_STAY = 45, 160
QUARTERLY_INTEREST = 0.0004
INTEREST_CODE = "03550001"


def rubric_life(practice: Practice, account: Account, move: RubricMove | None) -> AccountBook:
    """Live the dossier of a rubric account: the one that a third-party account moved here, or one paid here directly."""
    rng, horizon, archetype = practice.rng, practice.horizon, ARCHETYPES["rubric"]
    book = AccountBook()
    if move is None:
        span = (horizon.until - horizon.warm(WARM_DAYS)).days
        first = next_bank_day(horizon.warm(WARM_DAYS) + timedelta(days=rng.randrange(span)))
        client, opponent = practice.someone(0.5), practice.someone(0.5)
        dossier = practice.open_dossier(first, client.name, opponent.name)
        for _ in range(1 + poisson(rng, archetype.credits - 1)):
            milli = amount(rng, archetype.mu, archetype.sigma, most=MOST)
            book.add(practice.receipt(next_bank_day(first + timedelta(days=rng.randrange(20))), milli, opponent, dossier))
    else:
        first, dossier, client = move.leg.booked, move.dossier, move.beneficiary
        book.add(move.leg)
    stay = round(rng.lognormvariate(0, 0.4) * archetype.held)
    due = next_bank_day(first + timedelta(days=min(max(stay, SHORTEST_STAY), LONGEST_STAY)))
    account.opened_on = next_bank_day(min(booking.booked for booking in book.bookings) - timedelta(days=rng.randint(5, 14)))
    credit_interest(book, first, min(due, horizon.until))
    if account.mandate_on and account.mandate_on < account.opened_on:
        account.mandate_on = account.authorisation_on = account.opened_on
    if due <= horizon.until:
        account.closed_on = due
        close(practice, book, due, client, dossier)
    book.bookings = [booking for booking in book.bookings if booking.booked <= horizon.until]
    practice.payments.clear()
    return book


def credit_interest(book: AccountBook, first: date, last: date) -> None:
    """Book the interest that the bank credits on the first bank day of each quarter between two days."""
    for day in bank_days(first + timedelta(days=1), last):
        if is_first_bank_day_of_quarter(day):
            milli = round(book.balance_on(day) * QUARTERLY_INTEREST / 10) * 10
            if milli > 0:
                book.add(Booking(day, milli, INTEREST_CODE))


def close(practice: Practice, book: AccountBook, day: date, beneficiary: Counterparty, dossier: Dossier) -> None:
    """Pay out everything on the last day."""
    book.add(practice.payment(day, book.balance_on(day), beneficiary, dossier, sure=True))
