"""Banking: strangers' money comes and goes within days, again and again (FATF 2013: use of the client account as a bank).

Paying on quickly is a duty; the rule on passing through needs an absent dossier and ten thousand euro at once. These quote one
half of the time, or stay below. The lawful one: a property deposit handed to the notary on the same day, with its dossier.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator import dossiers
from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, chosen, moving, part, said, third_party


def banking(stage: Stage) -> Sequence[Label]:
    """Let companies' money through to other companies within days, several times."""
    rng, day, booked = stage.rng, stage.day(before=100, after=70), []
    quoted, gap = rng.choice((0.0, 0.3, 0.6)), rng.randint(6, 16)
    for turn in range(rng.randint(2, 4)):
        start = stage.later(day, gap * turn + rng.randint(0, 3))
        case, milli = stage.case(start, company_share=1.0), chosen(stage, 5_000, 18_000)
        booked.append(stage.receive(start, milli, stage.company(), said(stage, case, quoted)))
        payee, kept = stage.company(), part(milli, rng.choice((0, 0, 2, 4)))
        booked.append(stage.pay(stage.later(start, rng.randint(1, 4)), milli - kept, payee, said(stage, case, quoted)))
        if kept:
            stage.take_fees(stage.later(start, 5), kept, case.dossier)
    return by_month(booked, "banking: in and out within days between strangers, several times")


def deposit(stage: Stage) -> Sequence[Label]:
    """Hand a buyer's deposit to the notary on the day it comes."""
    day = stage.day(before=40, after=5)
    case, milli = stage.case(day), chosen(stage, 12_000, 40_000)
    words = stage.wording("acompte compromis", "voorschot compromis", "Anzahlung Kaufvertrag")
    text = f"{dossiers.named(case.dossier)} {words}"
    received = stage.receive(day, milli, case.client, text)
    paid = stage.pay(day, milli, stage.rng.choice(stage.pool.paid_notaries), text)
    return by_month([received, paid], "a deposit handed to the notary on the same day", lawful=True)


EPISODES = (
    Episode("banking", False, banking, third_party),
    Episode("deposit-passed-on", True, deposit, moving),
)
