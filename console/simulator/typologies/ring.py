"""A ring: money goes from one lawyer's third-party account to another's and comes out where nobody asks (FATF 2013: layering).

The rule on chains needs the same sum within three per cent and ten days a hop. Each of the three or four accounts shows one
receipt and one payment. The lawful one: one hop between opposing counsel, who pays his client (OBFG 4.74 §2 asks for exactly
that way).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from coda_parser.banks import banks
from console.simulator.draws import EURO
from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.people import Account, Counterparty
from console.simulator.typologies.frame import by_month, moving, part, third_party


def _as_counterparty(account: Account) -> Counterparty:
    return Counterparty(account.holder_name, account.iban, banks()[account.bank].bic)


def _steps(stage: Stage, rng: Random, low: int, high: int) -> list[tuple[date, int]]:
    """Draw when the money reaches each account, and how much of it; the same for all who take part."""
    day, milli = stage.day(before=60, after=100), rng.randrange(12_000, 48_000, 250) * EURO
    steps = [(day, milli)]
    for _ in stage.partners:
        day, milli = stage.later(day, rng.randint(low, high)), part(milli, rng.randint(88, 98))
        steps.append((day, milli))
    return steps


def ring(stage: Stage) -> Sequence[Label]:
    """Pass one lawyer's money on to the next; the last one sends it back to the first, who pays it out."""
    rng, me = stage.rng, stage.place
    steps, last = _steps(stage, rng, 4, 18), len(stage.partners) - 1
    (came_on, came), (left_on, left) = steps[me], steps[me + 1]
    case = stage.case(came_on, company_share=1.0)
    earlier = case.opponent if me == 0 else _as_counterparty(stage.partners[me - 1])
    later = _as_counterparty(stage.partners[(me + 1) % len(stage.partners)])
    booked = [
        stage.receive(came_on, came, earlier, case.dossier),
        stage.pay(left_on, left, later, case.dossier),
    ]
    if me == 0:
        back_on, back = steps[-1]
        booked.append(stage.receive(back_on, back, _as_counterparty(stage.partners[last]), case.dossier))
        booked.append(stage.pay(stage.later(back_on, 5), back, case.client, case.dossier))
    stage.take_fees(stage.later(left_on, 2), came - left, case.dossier)
    return by_month(booked, "ring: through several lawyers' third-party accounts and back")


def counsel(stage: Stage) -> Sequence[Label]:
    """Pay opposing counsel's third-party account; he pays his client."""
    (came_on, came), (left_on, left), (paid_on, _) = _steps(stage, stage.rng, 3, 12)
    if stage.place == 0:
        case = stage.case(came_on)
        booked = [
            stage.receive(came_on, came, case.client, case.dossier),
            stage.pay(left_on, left, _as_counterparty(stage.partners[1]), case.dossier),
        ]
        stage.take_fees(stage.later(came_on, 2), came - left, case.dossier)
    else:
        case = stage.case(left_on)
        booked = [
            stage.receive(left_on, left, _as_counterparty(stage.partners[0]), case.dossier),
            stage.pay(paid_on, left, case.client, case.dossier),
        ]
    return by_month(booked, "one hop between opposing counsel", lawful=True)


EPISODES = (
    Episode("ring", False, ring, third_party, together=3),
    Episode("opposing-counsel", True, counsel, moving, together=2),
)
