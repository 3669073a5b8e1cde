"""Returning: money goes back to where it came from, to another account of the same person or in parts (FATF 2013: aborted
deals).

The rule on circular flows needs four fifths of it back within ninety days on the same account. The lawful one: a provision that
is given back at the end of the case, less the costs, with its dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.simulator import dossiers, numbers
from console.simulator.episodes.stage import Episode, Label, Stage
from console.simulator.typologies.frame import by_month, chosen, moving, part, said, sized, third_party


def returning(stage: Stage) -> Sequence[Label]:
    """Give back most of what came, in parts, some of it to another account of the same person."""
    rng, day = stage.rng, stage.day(before=40, after=125)
    case, milli = stage.case(day, company_share=0.8), chosen(stage, 12_000, 45_000)
    other, bic = numbers.foreign_counterparty(rng, rng.choice(("NL", "LU", "FR")))
    elsewhere = replace(case.opponent, account=other, bic=bic)
    quoted, rest = rng.choice((0.2, 0.7)), part(milli, rng.randint(62, 96))
    booked, due = [stage.receive(day, milli, case.opponent, said(stage, case, quoted))], day
    stage.pay(stage.later(day, 20), part(milli - rest, 60), case.client, case.dossier)
    for turn in range(rng.randint(2, 4)):
        due = stage.later(due, rng.randint(6, 22))
        portion = rest if turn == 3 else part(rest, rng.randint(40, 70))
        rest -= portion
        payee = elsewhere if rng.random() < 0.5 else case.opponent
        booked.append(stage.pay(due, portion, payee, said(stage, case, quoted)))
    return by_month(booked, "returning: most of it goes back to its payer, in parts")


def provision(stage: Stage) -> Sequence[Label]:
    """Give a client's provision back when his case ends early."""
    day = stage.day(before=40, after=50)
    case, milli = stage.case(day), sized(stage, 1_500, 6_000)
    received = stage.receive(day, milli, case.client, case.dossier)
    words = stage.wording("remboursement fin de dossier", "terugbetaling einde dossier", "Rückzahlung Ende der Sache")
    later, fees = stage.later(day, stage.rng.randint(12, 40)), part(milli, stage.rng.randint(10, 30))
    paid = stage.pay(later, milli - fees, case.client, f"{dossiers.named(case.dossier)} {words}")
    stage.take_fees(later, fees, case.dossier)
    return by_month([received, paid], "a provision given back at the end of the case", lawful=True)


EPISODES = (
    Episode("returning", False, returning, third_party),
    Episode("provision-returned", True, provision, moving),
)
