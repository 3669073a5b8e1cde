"""Waking: an account that hardly moved carries the traffic of a large office for some weeks, then sleeps again (FATF 2013).

The rule on bursts needs fifteen movements against a year. The lawful one: an old case ends, and its one large sum is shared.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage, sleepy
from console.simulator.typologies.frame import by_month, said, sized


def waking(stage: Stage) -> Sequence[Label]:
    """Do in some weeks what the account does in years."""
    rng, day, booked = stage.rng, stage.day(before=60, after=60), []
    quoted, span = rng.choice((0.3, 0.7, 0.95)), rng.randint(12, 32)
    for _ in range(rng.randint(5, 11)):
        start = stage.later(day, rng.randint(0, span))
        case, milli = stage.case(start, company_share=0.6), sized(stage, 3_000, 12_000)
        booked.append(stage.receive(start, milli, case.opponent, said(stage, case, quoted)))
        booked.append(stage.pay(stage.later(start, rng.randint(2, 12)), milli, case.client, said(stage, case, quoted)))
    return by_month(booked, "waking: a still account with the traffic of a large office")


def old_case(stage: Stage) -> Sequence[Label]:
    """End an old case: one large receipt, the client, the opponent's costs and the fees."""
    rng, day = stage.rng, stage.day(before=60, after=30)
    case, milli = stage.case(day), sized(stage, 16_000, 60_000)
    booked = [stage.receive(day, milli, rng.choice(stage.pool.insurers), case.dossier)]
    fees, costs = milli // 100 * rng.randint(9, 18) // 10 * 10, sized(stage, 800, 3_000)
    booked.append(stage.take_fees(stage.later(day, rng.randint(3, 8)), fees, case.dossier))
    booked.append(stage.pay(stage.later(day, rng.randint(4, 12)), costs, case.opponent, case.dossier))
    booked.append(stage.pay(stage.later(day, rng.randint(5, 14)), milli - fees - costs, case.client, case.dossier))
    return by_month(booked, "an old case ends", lawful=True)


EPISODES = (
    Episode("waking", False, waking, sleepy),
    Episode("old-case-ends", True, old_case, sleepy),
)
