"""Dripping: one large receipt is repaid to its owner in small irregular sums, because it was used meanwhile (446quater §4 al.
1).

The rule needs the balance to fall below what is owed. The lawful one: instalments that each pass on what came that month.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, moving, part, said, sized


def dripping(stage: Stage) -> Sequence[Label]:
    """Pay one client in many small sums, all within two months."""
    rng, day = stage.rng, stage.day(before=60, after=75)
    case, milli = stage.case(day), sized(stage, 12_000, 40_000)
    booked, rest, turns = [stage.receive(day, milli, case.opponent, case.dossier)], milli, rng.randint(6, 11)
    quoted, gap = rng.choice((0.5, 0.95)), rng.randint(3, 5)
    for turn in range(turns):
        portion = rest if turn == turns - 1 else part(milli, rng.randint(4, 11))
        rest -= portion
        due = stage.later(day, 3 + gap * turn + rng.randint(0, 2))
        booked.append(stage.pay(due, portion, case.client, said(stage, case, quoted)))
    return by_month(booked, "dripping: a large receipt repaid in small irregular sums")


def instalments(stage: Stage) -> Sequence[Label]:
    """Receive one dossier's money by instalments and pass each on within days."""
    rng, day, booked = stage.rng, stage.day(before=40, after=150), []
    case, milli = stage.case(day), sized(stage, 500, 1_800)
    for turn in range(rng.randint(3, 5)):
        due = stage.later(day, 30 * turn)
        booked.append(stage.receive(due, milli, case.opponent, case.dossier))
        booked.append(stage.pay(stage.later(due, rng.randint(4, 10)), milli, case.client, case.dossier))
    return by_month(booked, "instalments, each passed on within days", lawful=True)


EPISODES = (
    Episode("dripping", False, dripping, moving),
    Episode("instalments-passed-on", True, instalments, moving),
)
