"""A related payee: one person gets a part of many dossiers with which he has nothing to do (446quater §1; rule family-payee).

He bears another name than the holder, so that no rule on names sees him. The lawful one: an
expert or interpreter who is paid in several dossiers, as he is by other lawyers too.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, moving, part, said, sized


def related(stage: Stage) -> Sequence[Label]:
    """Pay a part of each of several clients' money to one and the same person."""
    rng, day, booked = stage.rng, stage.day(before=60, after=125), []
    payee, quoted, gap = stage.person(), rng.choice((0.3, 0.8, 0.95)), rng.randint(9, 18)
    for turn in range(rng.randint(4, 7)):
        start = stage.later(day, gap * turn)
        case, milli = stage.case(start), sized(stage, 3_000, 9_000)
        taken = part(milli, rng.randint(14, 38))
        stage.receive(start, milli, case.opponent, case.dossier)
        stage.pay(stage.later(start, rng.randint(5, 14)), milli - taken, case.client, case.dossier)
        booked.append(stage.pay(stage.later(start, rng.randint(2, 9)), taken, payee, said(stage, case, quoted)))
    return by_month(booked, "related payee: one person gets a part of many dossiers")


def bailiff_costs(stage: Stage) -> Sequence[Label]:
    """Pay a bailiff's costs in several dossiers."""
    rng, day, booked = stage.rng, stage.day(before=60, after=90), []
    payee = rng.choice(stage.pool.paid_bailiffs)
    for turn in range(rng.randint(3, 5)):
        start = stage.later(day, 12 * turn)
        case, milli = stage.case(start), sized(stage, 1_500, 5_000)
        cost = sized(stage, 90, 420)
        stage.receive(start, milli, case.opponent, case.dossier)
        booked.append(stage.pay(stage.later(start, 5), cost, payee, case.dossier))
        stage.pay(stage.later(start, rng.randint(6, 15)), milli - cost, case.client, case.dossier)
    return by_month(booked, "a bailiff's costs in several dossiers", lawful=True)


EPISODES = (
    Episode("related-payee", False, related, moving),
    Episode("bailiff-costs", True, bailiff_costs, moving),
)
