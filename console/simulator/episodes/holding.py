"""Money kept too long: art. 446quater §4 (rules `stale-2m-2500`, `stale-floor`).

What comes in above 2,500 euro for one person, operation or dossier leaves within two months of its receipt or goes to a
rubric account. A pooled account makes two cases: a dossier that stays while other money rotates above it (only the
matching of receipts and payments shows it), and money on a still account (the balance alone proves it). The lawful ones:
exactly 2,500.00, exactly two months, instalments each passed on in time, a move to the rubric account, and many small
dossiers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from console.simulator.bankdays import end_of_term, previous_bank_day
from console.simulator.draws import EURO
from console.simulator.episodes.stage import Episode, Label, NoRoomError, Stage, label, ordinary, sleepy
from console.simulator.ledger import Booking

OVERDUE_DAYS = 45
"""How long after the two months the illicit ones stay at least, so that no grace period hides them."""


def _late(stage: Stage, day: date) -> date:
    """Give a day well after the two months that a receipt of this day may stay; raises NoRoomError past the end."""
    return stage.later(end_of_term(day, 2), OVERDUE_DAYS)


def kept_dossier(stage: Stage) -> Sequence[Label]:
    """Keep the receipts of one dossier for months while other dossiers' money rotates on the account."""
    day = stage.day(before=4, after=60 + OVERDUE_DAYS + 15)
    case, received = stage.case(day), []
    for offset in (0, 6, 13):
        milli = stage.euro(1_050, 1_600)
        received.append(stage.receive(stage.later(day, offset), milli, case.opponent, case.dossier))
    _late(stage, received[-1].booked)
    for offset in range(0, (stage.horizon.until - day).days - 20, 21):
        _rotate(stage, stage.later(day, offset + 2))
    note = "three receipts of one dossier, above 2,500 euro together, never passed on"
    return [label("stale-2m-2500", received, note, until=stage.horizon.until)]


def _rotate(stage: Stage, day: date) -> None:
    """Pass a dossier's money through in good time."""
    case, milli = stage.case(day), stage.euro(5_000, 8_000)
    stage.receive(day, milli, case.opponent, case.dossier)
    stage.pay(stage.later(day, 9), milli, case.client, case.dossier)


def still_account(stage: Stage) -> Sequence[Label]:
    """Leave money on an account that hardly moves; its payers named no dossier."""
    day = stage.day(before=4, after=60 + OVERDUE_DAYS + 25)
    case, received = stage.case(day), []
    for offset in (0, 9):
        text = stage.wording("Suivant accord transactionnel", "Volgens dading", "Laut Vergleich")
        received.append(stage.receive(stage.later(day, offset), stage.euro(14_000, 30_000), case.opponent, text))
    _late(stage, received[-1].booked)
    note, until = "two receipts left on a still account", stage.horizon.until
    return [
        label("stale-floor", received, note, until=until),
        label("stale-2m-2500", received, f"{note}: above 2,500 euro of one payer", until=until),
    ]


def at_limit(stage: Stage) -> Sequence[Label]:
    """Keep exactly 2,500.00 euro for four months."""
    day = stage.day(before=4, after=130)
    case = stage.case(day)
    received = stage.receive(day, 2_500 * EURO, case.opponent, case.dossier)
    stage.pay(stage.later(day, 121), 2_500 * EURO, case.client, case.dossier)
    return [label("stale-2m-2500", [received], "exactly 2,500.00 euro: the limit is not passed", lawful=True)]


def last_day(stage: Stage) -> Sequence[Label]:
    """Pass money on upon the last day of the two months."""
    for _ in range(50):
        day = stage.day(before=4, after=70)
        if previous_bank_day(end_of_term(day, 2)) == end_of_term(day, 2):
            break
    else:
        raise NoRoomError
    case, milli = stage.case(day), stage.euro(6_000, 14_000)
    received = stage.receive(day, milli, case.opponent, case.dossier)
    paid = stage.pay(end_of_term(day, 2), milli, case.client, case.dossier)
    note = "passed on upon the last day of the two months"
    return [
        label("stale-2m-2500", [received, paid], note, lawful=True),
        label("stale-floor", [received, paid], note, lawful=True),
    ]


def instalments(stage: Stage) -> Sequence[Label]:
    """Receive one dossier's money by instalments and pass each on within days."""
    day = stage.day(before=4, after=140)
    case, received, milli = stage.case(day), [], stage.euro(1_200, 1_900)
    for turn in range(5):
        due = stage.later(day, 30 * turn)
        received.append(stage.receive(due, milli, case.opponent, case.dossier))
        stage.pay(stage.later(due, 8), milli, case.client, case.dossier)
    return [label("stale-2m-2500", received, "instalments, each passed on within days of its own receipt", lawful=True)]


def to_rubric(stage: Stage) -> Sequence[Label]:
    """Move a dossier's money to the holder's rubric account before the two months are over; it stays there."""
    rubrics = stage.holder.rubrics()
    if not rubrics:
        raise NoRoomError
    rubric = rubrics[0]
    day = stage.day(before=4, after=100)
    case, milli = stage.case(day), stage.euro(30_000, 90_000)
    received = stage.receive(day, milli, case.opponent, case.dossier)
    moved_on = stage.later(day, stage.rng.randint(40, 54))
    rubric.opened_on = rubric.mandate_on = rubric.authorisation_on = previous_bank_day(moved_on - timedelta(days=7))
    leg_out, leg_in = stage.practice.to_rubric(moved_on, milli, rubric, case.dossier)
    stage.book.add(leg_out)
    stage.taken.append(leg_out)
    stage.elsewhere.append((rubric.iban, leg_in))
    note = "moved to the rubric account within two months"
    return [
        label("stale-2m-2500", [received, leg_out], note, lawful=True),
        label("stale-floor", [received, leg_out], note, lawful=True),
        label("own-transfer", [leg_out], f"{note}: the holder's name, but a quality account", lawful=True),
    ]


def many_small(stage: Stage) -> Sequence[Label]:
    """Keep many small dossiers, each below the limit, for months."""
    day = stage.day(before=4, after=120)
    received: list[Booking] = []
    for turn in range(5):
        case, due = stage.case(day), stage.later(day, turn * 2)
        received.append(stage.receive(due, stage.euro(700, 1_900), case.opponent, case.dossier))
        stage.pay(stage.later(due, 100), received[-1].amount_milli, case.client, case.dossier)
    return [label("stale-floor", received, "five dossiers of five people, each below 2,500 euro", lawful=True)]


EPISODES = (
    Episode("kept-dossier", False, kept_dossier, sleepy),
    Episode("still-account", False, still_account, sleepy, alone=True),
    Episode("exactly-2500", True, at_limit, ordinary),
    Episode("exactly-two-months", True, last_day, ordinary),
    Episode("instalments", True, instalments, ordinary),
    Episode("moved-to-rubric", True, to_rubric, ordinary, beside_rubric=True),
    Episode("many-small-dossiers", True, many_small, sleepy, alone=True),
)
