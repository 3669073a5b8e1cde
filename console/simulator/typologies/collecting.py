"""Collecting: many people pay in, one is paid: money that the public put up for somebody else's investment (FATF 2013, A.3).

The rule on many payers needs ten within thirty days. The lawful one: the heirs and owners of one building who pay their
settlement to the same contractor, one dossier, each payer named in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, chosen, moving, part, said, sized, third_party


def collecting(stage: Stage) -> Sequence[Label]:
    """Take in small sums from many strangers over some weeks and pay most of it to one or two of them all."""
    rng, day = stage.rng, stage.day(before=40, after=75)
    case, quoted = stage.case(day, company_share=1.0), rng.choice((0.0, 0.5, 0.9))
    payee = stage.foreigner(rng.choice(("NL", "ES", "LU"))) if rng.random() < 0.4 else stage.company()
    span, booked = rng.randint(20, 45), []
    for _ in range(rng.randint(7, 18)):
        on = stage.later(day, rng.randint(0, span))
        booked.append(stage.receive(on, chosen(stage, 600, 2_600), stage.person(), said(stage, case, quoted)))
    total = sum(booking.amount_milli for booking in booked)
    first = part(total, rng.randint(35, 60))
    booked.append(stage.pay(stage.later(day, span + 2), first, payee, said(stage, case, quoted)))
    booked.append(
        stage.pay(stage.later(day, span + rng.randint(6, 14)), part(total, 92) - first, payee, said(stage, case, quoted))
    )
    stage.take_fees(stage.later(day, span + 15), total - part(total, 92), case.dossier)
    return by_month(booked, "collecting: many payers without a link, one payee")


def owners(stage: Stage) -> Sequence[Label]:
    """Receive the shares of the owners of one building in a settlement and pay the contractor."""
    rng, day = stage.rng, stage.day(before=40, after=60)
    case, contractor = stage.case(day, company_share=1.0), stage.company()
    booked = [
        stage.receive(stage.later(day, rng.randint(0, 25)), sized(stage, 500, 2_000), stage.person(), case.dossier)
        for _ in range(rng.randint(5, 12))
    ]
    total = sum(booking.amount_milli for booking in booked)
    booked.append(stage.pay(stage.later(day, rng.randint(28, 38)), total, contractor, case.dossier))
    return by_month(booked, "the owners of a building pay their settlement, one dossier", lawful=True)


EPISODES = (
    Episode("collecting", False, collecting, third_party),
    Episode("owners-settle", True, owners, moving),
)
