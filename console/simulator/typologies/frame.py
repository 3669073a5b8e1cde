"""What typologies share: sums that fit the practice, an account-month at a time in the truth, and wording with or without a
dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from console.simulator import dossiers
from console.simulator.draws import EURO, odd_amount
from console.simulator.episodes.stage import Case, Label, Stage, label
from console.simulator.ledger import Booking
from console.simulator.people import Account

OUTLIER = "model-outlier"

SIZES = {"inactive": 0.5, "generalist": 1.0, "family": 2.0, "real_estate": 4.0, "company": 3.0, "injury": 2.0, "rubric": 4.0}
"""How large the sums of a practice are beside a generalist's; what is not named is 1."""

ROUND_SHARE = 0.4
"""Of the sums that somebody chose rather than owed, those in whole hundreds."""


def third_party(account: Account) -> bool:
    """Hosts of any practice, on a third-party account."""
    return account.is_third_party


def moving(account: Account) -> bool:
    """Hosts with a practice of their own that is no debt collection: not the accounts that hardly move."""
    return account.is_third_party and account.archetype not in {"inactive", "debt_collection"}


def sized(stage: Stage, low: int, high: int) -> int:
    """Draw a sum between two sums of whole euro as a generalist has them, in the size of the host's practice."""
    size = SIZES.get(stage.account.archetype, 1.0) * stage.rng.uniform(0.8, 1.3)
    return odd_amount(stage.rng, round(low * size), round(high * size) + 20)


def chosen(stage: Stage, low: int, high: int) -> int:
    """Draw a sum that somebody chose: often in whole hundreds."""
    milli = sized(stage, low, high)
    return max(milli - milli % (100 * EURO), 100 * EURO) if stage.rng.random() < ROUND_SHARE else milli


def part(milli: int, percent: int) -> int:
    """Give a percentage of a sum, to the cent."""
    return milli * percent // 100 // 10 * 10


def said(stage: Stage, case: Case, quoted: float) -> str:
    """Word a movement: with this probability it quotes the dossier, else it only says for whom it is."""
    if stage.rng.random() < quoted:
        return dossiers.paid_out(case.dossier, stage.rng)
    return dossiers.unreferenced(stage.language, case.opponent.name.split()[0], stage.rng)


def by_month(bookings: Sequence[Booking], note: str, *, lawful: bool = False) -> list[Label]:
    """Label movements month by month: a month in which nothing of it happened is not concerned."""
    ordered = sorted(bookings, key=lambda booking: booking.booked)
    months = groupby(ordered, lambda booking: (booking.booked.year, booking.booked.month))
    return [label(OUTLIER, list(group), note, lawful=lawful) for _, group in months]
