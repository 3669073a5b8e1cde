"""What the banks and the register owe: every statement, registered accounts with their mandate, and no judicial mandates
(rules `statement-gap`, `unknown-account`, `judicial-mandate-leak`).

Bank data must be complete and permanently available (royal decree of 9 June 2024, art. 2), no movement may run on an
account without mandate and authorisation, and accounts under judicial mandate are outside the control (art. 446quater §5
al. 2). The lawful ones: the numbering that starts again at 001 on New Year, a silence in which nothing happened, an
authorisation given on the very day of the first movement, and a street whose name only sounds like a mandate.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from coda_parser.banks import banks
from console.simulator.episodes.stage import Episode, Label, NoRoomError, Stage, label, ordinary, rubric, sleepy
from console.simulator.ledger import Booking
from console.simulator.people import Account

SILENCE = timedelta(days=21)
WEEKLY_EMPTY = "ARDENNE"
LABEL_EPISODE = "mandate-in-the-label"


def numbered(account: Account) -> bool:
    """Hosts whose bank numbers its statements, on an ordinary third-party account."""
    return ordinary(account) and banks()[account.bank].habits.numbered


def _visible_days(stage: Stage) -> list[date]:
    return [day for day, _ in stage.book.closings() if stage.horizon.start <= day <= stage.horizon.until]


def _on(stage: Stage, day: date) -> list[Booking]:
    return [booking for booking in stage.book.bookings if booking.booked == day]


def _pass_on(stage: Stage, day: date) -> None:
    """Receive money and pass it on a week later."""
    case, milli = stage.case(day), stage.euro(1_100, 2_400)
    stage.receive(day, milli, case.opponent, case.dossier)
    stage.pay(stage.later(day, 8), milli, case.client, case.dossier)


def gap(stage: Stage) -> Sequence[Label]:
    """Lose one statement between others."""
    day = stage.day(before=15, after=25)
    _pass_on(stage, stage.later(day, -12))
    _pass_on(stage, day)
    stage.book.omitted_days.add(day)
    after = next(one for one in _visible_days(stage) if one > day)
    note = f"the statement of {day:%Y-%m-%d} was never delivered; these follow it"
    return [Label("statement-gap", False, _on(stage, after), note, day, after)]


def new_year(stage: Stage) -> Sequence[Label]:
    """Start the numbering again at 001."""
    start, until = stage.horizon.start, stage.horizon.until
    january = date(until.year, 1, 1)
    if not start + timedelta(days=30) < january < until - timedelta(days=30):
        raise NoRoomError
    _pass_on(stage, stage.later(january, -25))
    _pass_on(stage, stage.later(january, 12))
    first = next(day for day in _visible_days(stage) if day >= january)
    return [label("statement-gap", _on(stage, first), "the year's first statement: the numbering starts again", lawful=True)]


def silence(stage: Stage) -> Sequence[Label]:
    """Say nothing for weeks, because nothing happened."""
    day = stage.day(before=5, after=75)
    _pass_on(stage, day)
    _pass_on(stage, stage.later(day, 55))
    after = [after for before, after in pairwise(_visible_days(stage)) if after - before > SILENCE]
    if not after:
        raise NoRoomError
    return [
        label("statement-gap", _on(stage, after[0]), "weeks without movement, the numbers and balances follow", lawful=True)
    ]


def no_mandate(stage: Stage) -> Sequence[Label]:
    """Move money on a registered account that never gave the bâtonnier its mandate."""
    day = stage.day(before=4, after=30)
    _pass_on(stage, day)
    stage.account.mandate_on = stage.account.authorisation_on = None
    moved = [booking for booking in stage.book.bookings if booking.booked >= stage.horizon.start]
    return [label("unknown-account", moved, "registered without a mandate")]


def before_authorisation(stage: Stage) -> Sequence[Label]:
    """Move money weeks before the account was authorised."""
    day = stage.day(before=4, after=60)
    _pass_on(stage, day)
    stage.account.authorisation_on = stage.later(day, 45)
    moved = [
        booking for booking in stage.book.bookings if stage.horizon.start <= booking.booked < stage.account.authorisation_on
    ]
    return [label("unknown-account", moved, "movements before the authorisation")]


def authorised_that_day(stage: Stage) -> Sequence[Label]:
    """Authorise a new account on the very day of its first movement."""
    first = stage.later(stage.account.opened_on, 1)
    _pass_on(stage, first)
    stage.account.authorisation_on = first
    return [label("unknown-account", stage.taken[:1], "authorised on the very day of the first movement", lawful=True)]


def leak(stage: Stage) -> Sequence[Label]:
    """Deliver an account whose label speaks of a judicial mandate that the register does not know."""
    stage.begin_again()
    day = stage.day(before=10, after=30)
    _pass_on(stage, day)
    company = stage.company().name.split()[0].upper()
    stage.account.description = stage.wording(f"FAILLITE {company}", f"FAILLISSEMENT {company}", f"KONKURS {company}")
    note = "the label speaks of a judicial mandate; the statements are set aside"
    return [Label("judicial-mandate-leak", False, [], note, day, stage.taken[-1].booked)]


def sounds_like_one(stage: Stage) -> Sequence[Label]:
    """Deliver an account whose label holds such a word inside another."""
    stage.account.description = stage.wording(
        "COMPTE TIERS AV. CURATOIRE 8", "DERDENREKENING BEWINDSTRAAT 12", "ANDERKONTO KONKURSALLEE 4"
    )
    day = stage.day(before=4, after=15)
    _pass_on(stage, day)
    return [label("judicial-mandate-leak", stage.taken[:1], "a street that only sounds like a mandate", lawful=True)]


EPISODES = (
    Episode("lost-statement", False, gap, numbered, alone=True),
    Episode("numbering-of-new-year", True, new_year, numbered, alone=True),
    Episode("silent-weeks", True, silence, lambda account: numbered(account) and account.bank != WEEKLY_EMPTY, alone=True),
    Episode("no-mandate", False, no_mandate, sleepy, alone=True),
    Episode("before-authorisation", False, before_authorisation, sleepy, alone=True),
    Episode("authorised-that-day", True, authorised_that_day, ordinary, alone=True, young=True),
    Episode(LABEL_EPISODE, False, leak, rubric, alone=True),
    Episode("street-like-a-mandate", True, sounds_like_one, sleepy, alone=True),
)
