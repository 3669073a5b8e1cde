"""Lapping: a client is paid with the next client's money, because his own went to the holder (446quater §1, §4).

Every dossier gets what it received in the end and within two months, so that neither the sub-ledger nor the term of §4 is
breached; the first one's money is gone meanwhile, and payment always waits for another receipt. The lawful one: payments that
wait for the court's decision, each out of its own money.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, moving, part, sized


def lapping(stage: Stage) -> Sequence[Label]:
    """Take the first dossier's money in parts, then pay each dossier late out of the next one's."""
    rng, day, booked = stage.rng, stage.day(before=60, after=170), []
    case, milli = stage.case(day), sized(stage, 5_000, 12_000)
    stage.receive(day, milli, case.opponent, case.dossier)
    rest = milli
    for turn in range(rng.randint(2, 4)):
        taken = part(rest, rng.randint(35, 55))
        rest -= taken
        booked.append(stage.take_fees(stage.later(day, 3 + 5 * turn), taken, case.dossier))
    owed, waiting, on = milli, case, day
    for _ in range(rng.randint(2, 3)):
        on = stage.later(on, rng.randint(38, 50))
        case, came = stage.case(on), sized(stage, 6_000, 13_000)
        stage.receive(on, max(came, owed), case.opponent, case.dossier)
        booked.append(stage.pay(stage.later(on, rng.randint(1, 4)), owed, waiting.client, waiting.dossier))
        owed, waiting = max(came, owed), case
    return by_month(booked, "lapping: each client is paid out of the next one's money")


def waiting_for_court(stage: Stage) -> Sequence[Label]:
    """Hold the money of some dossiers for six or seven weeks, each paid out of its own."""
    rng, day, booked = stage.rng, stage.day(before=60, after=110), []
    for turn in range(rng.randint(2, 3)):
        start = stage.later(day, 16 * turn)
        case, milli = stage.case(start), sized(stage, 3_000, 9_000)
        stage.receive(start, milli, case.opponent, case.dossier)
        booked.append(stage.pay(stage.later(start, rng.randint(38, 50)), milli, case.client, case.dossier))
    return by_month(booked, "money that waited for the court, each paid out of its own", lawful=True)


EPISODES = (
    Episode("lapping", False, lapping, moving),
    Episode("waiting-for-court", True, waiting_for_court, moving),
)
