"""Skimming: the office keeps far more than fees explain, each time with a note and a dossier (OBFG 4.75; 446quater §1).

The rule on ratios needs fifteen thousand euro and a third of what came in over half a year. The lawful one: a practice that
bills many old dossiers in one month before its year ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, moving, part, sized


def skimming(stage: Stage) -> Sequence[Label]:
    """Keep a third to two thirds of what comes in over some months, with notes."""
    rng, day, booked = stage.rng, stage.day(before=60, after=100), []
    level, gap = rng.randint(35, 60), rng.randint(7, 13)
    for turn in range(rng.randint(4, 8)):
        start = stage.later(day, gap * turn)
        case, milli = stage.case(start), sized(stage, 1_500, 5_000)
        fees = part(milli, level + rng.randint(-8, 8))
        stage.receive(start, milli, case.opponent, case.dossier)
        booked.append(stage.take_fees(stage.later(start, rng.randint(2, 6)), fees, case.dossier))
        stage.pay(stage.later(start, rng.randint(7, 20)), milli - fees, case.client, case.dossier)
    return by_month(booked, "skimming: half of what comes in goes to the office")


def year_of_bills(stage: Stage) -> Sequence[Label]:
    """Bill several dossiers in one month: fees of a tenth to a fifth of each."""
    rng, day, booked = stage.rng, stage.day(before=60, after=40), []
    for _ in range(rng.randint(3, 6)):
        start = stage.later(day, rng.randint(0, 14))
        case, milli = stage.case(start), sized(stage, 2_000, 7_000)
        stage.receive(start, milli, case.opponent, case.dossier)
        fees = part(milli, rng.randint(10, 24))
        booked.append(stage.take_fees(stage.later(start, rng.randint(2, 8)), fees, case.dossier))
        stage.pay(stage.later(start, rng.randint(4, 14)), milli - fees, case.client, case.dossier)
    return by_month(booked, "several dossiers billed in one month", lawful=True)


EPISODES = (
    Episode("skimming", False, skimming, moving),
    Episode("bills-together", True, year_of_bills, moving),
)
