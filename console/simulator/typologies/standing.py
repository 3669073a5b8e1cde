"""Standing costs: the holder's rent or lease is paid every month out of clients' money, under their dossiers (446quater §1).

Each payment quotes another dossier and differs by some euro. The lawful one: maintenance that a client's former spouse pays
every month and that goes on to the client.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator import dossiers
from console.simulator.bankdays import add_months, next_bank_day
from console.simulator.episodes.stage import Episode, Label, NoRoomError, Stage
from console.simulator.typologies.frame import by_month, moving, said, sized


def standing(stage: Stage) -> Sequence[Label]:
    """Pay nearly the same sum every month to one company, each time out of another dossier's money."""
    rng, day, booked = stage.rng, stage.day(before=60, after=160), []
    payee, rent, quoted = stage.company(), sized(stage, 700, 2_200), rng.choice((0.4, 0.9))
    for turn in range(rng.randint(4, 6)):
        due = next_bank_day(add_months(day, turn))
        if due > stage.horizon.until:
            raise NoRoomError
        case, milli = stage.case(due), rent * rng.randint(2, 4) // 10 * 10
        taken = rent + rng.randint(-30, 30) * 1000
        stage.receive(due, milli, case.opponent, case.dossier)
        booked.append(stage.pay(stage.later(due, rng.randint(1, 3)), taken, payee, said(stage, case, quoted)))
        stage.pay(stage.later(due, rng.randint(5, 12)), milli - taken, case.client, case.dossier)
    return by_month(booked, "standing costs: nearly the same sum every month to one company")


def maintenance(stage: Stage) -> Sequence[Label]:
    """Pass on maintenance every month, one dossier."""
    rng, day, booked = stage.rng, stage.day(before=40, after=165), []
    case, milli = stage.case(day, company_share=0.0), sized(stage, 250, 900)
    words = dossiers.named(case.dossier)
    for turn in range(rng.randint(4, 6)):
        due = next_bank_day(add_months(day, turn))
        if due > stage.horizon.until:
            raise NoRoomError
        stage.receive(due, milli, case.opponent, words)
        booked.append(stage.pay(stage.later(due, 3), milli, case.client, words))
    return by_month(booked, "maintenance passed on every month", lawful=True)


EPISODES = (
    Episode("standing-costs", False, standing, moving),
    Episode("maintenance", True, maintenance, moving),
)
