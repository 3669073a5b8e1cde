"""Accounts that wake up (rule `dormant-reactivated`): half a year for a rubric account, a year for a third-party account.

The bank's quarterly interest is no customer's movement and does not keep an account awake. The lawful one wakes because a
bailiff pays after long litigation.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage, label, rubric, sleepy
from console.simulator.rubrics import credit_interest

RUBRIC_SLEEP, THIRD_PARTY_SLEEP = 184, 369


def _awake_since_start(stage: Stage, sleep: int) -> None:
    """Give a rubric account one receipt in its first days and then nothing for so many days; raises NoRoomError."""
    stage.later(stage.horizon.start, sleep + 20)
    stage.begin_again()
    day = stage.later(stage.horizon.start, stage.rng.randint(1, 3))
    case, milli = stage.case(day), stage.euro(22_000, 80_000)
    stage.receive(day, milli, case.opponent, case.dossier)


def woken_rubric(stage: Stage) -> Sequence[Label]:
    """Pay a large sum out of a rubric account that slept for half a year, to somebody never seen."""
    _awake_since_start(stage, RUBRIC_SLEEP)
    received = stage.taken[0]
    day = stage.later(received.booked, RUBRIC_SLEEP)
    paid = stage.pay(
        day,
        received.amount_milli * 7 // 10 // 10 * 10,
        stage.person(),
        stage.wording("suivant accord", "volgens akkoord", "laut Absprache"),
    )
    credit_interest(stage.book, received.booked, stage.horizon.until)
    return [label("dormant-reactivated", [paid], "a rubric account that slept for half a year pays a large sum")]


def woken_by_bailiff(stage: Stage) -> Sequence[Label]:
    """Receive a bailiff's payment on a rubric account after half a year, and pass it on."""
    _awake_since_start(stage, RUBRIC_SLEEP)
    first = stage.taken[0]
    day = stage.later(first.booked, RUBRIC_SLEEP)
    case, milli = stage.case(day), stage.euro(12_000, 30_000)
    received = stage.receive(day, milli, stage.bailiff(), case.dossier)
    stage.pay(stage.later(day, 9), milli, case.client, case.dossier)
    credit_interest(stage.book, first.booked, stage.horizon.until)
    return [label("dormant-reactivated", [received], "woken by a bailiff's payment after long litigation", lawful=True)]


def woken_third_party(stage: Stage) -> Sequence[Label]:
    """Receive a large sum on a third-party account that slept for a year."""
    start = stage.horizon.start
    stage.later(start, THIRD_PARTY_SLEEP + 24)
    stage.book.clear()
    first = stage.later(start, 2)
    case, milli = stage.case(first), stage.euro(900, 2_000)
    stage.receive(first, milli, case.opponent, case.dossier)
    last = stage.later(first, 3)
    stage.pay(last, milli, case.client, case.dossier)
    day = stage.later(last, THIRD_PARTY_SLEEP)
    case, milli = stage.case(day), stage.euro(20_000, 60_000)
    received = stage.receive(day, milli, stage.company(), case.dossier)
    stage.pay(stage.later(day, 9), milli, case.client, case.dossier)
    return [label("dormant-reactivated", [received], "a third-party account that slept for a year receives a large sum")]


EPISODES = (
    Episode("woken-rubric", False, woken_rubric, rubric, alone=True),
    Episode("woken-by-bailiff", True, woken_by_bailiff, rubric, alone=True),
    Episode("woken-third-party", False, woken_third_party, sleepy, alone=True),
)
