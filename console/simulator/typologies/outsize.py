"""Out of size: one sum far beyond what the account ever held, from or to people whom nobody knows (law of 18 September 2017,
art. 45).

The rule on large amounts needs forty movements to compare with. The lawful one: the price of a company or a house, held for its
closing, paid by a notary or to one.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator import dossiers
from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, chosen, moving, said, third_party


def outsize(stage: Stage) -> Sequence[Label]:
    """Move a sum dozens of times the usual one, in one or two parts, often across a border."""
    rng, day = stage.rng, stage.day(before=60, after=55)
    case, milli = stage.case(day, company_share=1.0), chosen(stage, 60_000, 220_000)
    quoted = rng.choice((0.2, 0.9))
    payer = stage.foreigner(rng.choice(("CH", "GB", "LU"))) if rng.random() < 0.4 else case.opponent
    payee = stage.foreigner(rng.choice(("NL", "ES", "FR"))) if rng.random() < 0.4 else case.client
    booked, due = [stage.receive(day, milli, payer, said(stage, case, quoted))], stage.later(day, rng.randint(4, 20))
    half = milli * rng.randint(40, 100) // 100 // 10 * 10
    booked.append(stage.pay(due, half, payee, said(stage, case, quoted)))
    if half < milli:
        booked.append(stage.pay(stage.later(due, rng.randint(3, 15)), milli - half, payee, said(stage, case, quoted)))
    return by_month(booked, "out of size: dozens of times what the account usually holds")


def closing(stage: Stage) -> Sequence[Label]:
    """Hold the price of a house for its closing."""
    day = stage.day(before=60, after=30)
    case, milli = stage.case(day), chosen(stage, 40_000, 150_000)
    words = stage.wording("prix de vente", "verkoopprijs", "Kaufpreis")
    text = f"{dossiers.named(case.dossier)} {words}"
    received = stage.receive(day, milli, stage.rng.choice(stage.pool.insurers) if milli % 1000 else case.client, text)
    paid = stage.pay(stage.later(day, stage.rng.randint(4, 14)), milli, stage.rng.choice(stage.pool.paid_notaries), text)
    return by_month([received, paid], "the price of a house, held for its closing", lawful=True)


EPISODES = (
    Episode("out-of-size", False, outsize, third_party),
    Episode("price-held", True, closing, moving),
)
