"""Counterparties in high-risk third countries (rule `high-risk-country`).

The list of Delegated Regulation (EU) 2016/1675 changes with time, and a movement is judged by the list of its own day. The
illicit ones: Vietnam, listed throughout and known by the BIC alone, because it has no IBAN; and Monaco, listed since 5 August
2025. The lawful ones: Gibraltar and the United Arab Emirates, taken off the list on that day, and the British Virgin Islands
before they came on it (29 January 2026).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from console.simulator.episodes.stage import Episode, Label, NoRoomError, Stage, label, ordinary
from console.simulator.people import Counterparty

LISTING_OF_2025 = date(2025, 8, 5)
LISTING_OF_2026 = date(2026, 1, 29)
WITHOUT_IBAN_BIC = "ZWINVN2X"
TRANSFER_IN, TRANSFER_OUT = "04150000", "04101000"


def listed_payer(stage: Stage) -> Sequence[Label]:
    """Receive money from a listed country."""
    day = stage.day(after=15)
    case, milli = stage.case(day), stage.euro(6_000, 35_000)
    payer = Counterparty(stage.person().name, f"{stage.rng.randrange(10**13):013d}", WITHOUT_IBAN_BIC)
    received = stage.receive(day, milli, payer, case.dossier, code=TRANSFER_IN)
    stage.pay(stage.later(day, 9), milli, case.client, case.dossier)
    return [label("high-risk-country", [received], "received from Vietnam")]


def listed_payee(stage: Stage) -> Sequence[Label]:
    """Pay money to a listed country."""
    day = stage.day(after=20)
    if day < LISTING_OF_2025:
        raise NoRoomError
    case, milli = stage.case(day), stage.euro(6_000, 35_000)
    stage.receive(day, milli, case.opponent, case.dossier)
    paid = stage.pay(stage.later(day, 9), milli, stage.foreigner("MC"), case.dossier, code=TRANSFER_OUT)
    return [label("high-risk-country", [paid], "paid to Monaco, listed since 5 August 2025")]


def no_longer_listed(stage: Stage) -> Sequence[Label]:
    """Receive money from a country that was taken off the list."""
    day = stage.day(after=15)
    if day < LISTING_OF_2025:
        raise NoRoomError
    case, milli = stage.case(day), stage.euro(6_000, 35_000)
    received = stage.receive(day, milli, stage.foreigner(stage.rng.choice(("GI", "AE"))), case.dossier, code=TRANSFER_IN)
    stage.pay(stage.later(day, 9), milli, case.client, case.dossier)
    return [label("high-risk-country", [received], "a country taken off the list on 5 August 2025", lawful=True)]


def not_yet_listed(stage: Stage) -> Sequence[Label]:
    """Receive money from a country before it came on the list."""
    last = min(LISTING_OF_2026 - timedelta(days=1), stage.horizon.until - timedelta(days=15))
    span = (last - stage.horizon.start).days - 3
    if span < 0:
        raise NoRoomError
    day = stage.later(stage.horizon.start, stage.rng.randint(3, 3 + span))
    if day >= LISTING_OF_2026 or day < stage.account.opened_on:
        raise NoRoomError
    case, milli = stage.case(day), stage.euro(6_000, 35_000)
    received = stage.receive(day, milli, stage.foreigner("VG"), case.dossier, code=TRANSFER_IN)
    stage.pay(stage.later(day, 9), milli, case.client, case.dossier)
    return [label("high-risk-country", [received], "a country that came on the list on 29 January 2026", lawful=True)]


EPISODES = (
    Episode("from-high-risk-country", False, listed_payer, ordinary),
    Episode("to-high-risk-country", False, listed_payee, ordinary),
    Episode("from-country-no-longer-listed", True, no_longer_listed, ordinary),
    Episode("from-country-not-yet-listed", True, not_yet_listed, ordinary),
)
