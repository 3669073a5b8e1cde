"""Money that passes through, or returns to where it came from (rules `pass-through`, `circular-flow`).

Passing money on at once is a duty (art. 446quater §4): it is suspicious only with no dossier, parties never seen before,
and a large sum (art. 45 and 47 of the law of 18 September 2017). The lawful ones: a deposit on a house handed to the
notary on the same day, a small refund with its dossier, and an overpayment given back.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator import dossiers
from console.simulator.episodes.stage import Episode, Label, Stage, label, ordinary


def through(stage: Stage) -> Sequence[Label]:
    """Let a stranger's money through to another stranger within two days, with no dossier."""
    day = stage.day(after=8)
    while day.weekday() > 1:
        day = stage.later(day, 1)
    payer, payee, milli = stage.company(), stage.company(), stage.whole(18_000, 70_000, 500)
    first = milli * stage.rng.randint(40, 60) // 100 // 10 * 10
    received = stage.receive(day, milli, payer, stage.wording("suivant convention", "volgens overeenkomst", "laut Vertrag"))
    words = stage.wording("suivant instructions", "volgens instructies", "laut Anweisung")
    paid = [stage.pay(stage.later(day, 1), first, payee, words), stage.pay(stage.later(day, 2), milli - first, payee, words)]
    return [label("pass-through", [received, *paid], "in and out within two days, no dossier, parties never seen")]


def deposit(stage: Stage) -> Sequence[Label]:
    """Hand a buyer's deposit to the notary on the day it comes."""
    day = stage.day(after=5)
    case, milli = stage.case(day), stage.whole(18_000, 48_000, 500)
    words = stage.wording("acompte compromis", "voorschot compromis", "Anzahlung Kaufvertrag")
    received = stage.receive(day, milli, case.client, f"{dossiers.named(case.dossier)} {words}")
    paid = stage.pay(day, milli, stage.notary(), f"{dossiers.named(case.dossier)} {words}")
    return [
        label("pass-through", [received, paid], "a deposit handed to the notary on the same day, with its dossier", lawful=True)
    ]


def circle(stage: Stage) -> Sequence[Label]:
    """Send money back to where it came from after some weeks."""
    day = stage.day(after=52)
    case, milli = stage.case(day, company_share=1.0), stage.whole(22_000, 90_000, 1_000)
    received = stage.receive(day, milli, case.opponent, case.dossier)
    back = milli * stage.rng.randint(93, 98) // 100 // 10 * 10
    returned_on = stage.later(day, stage.rng.randint(15, 45))
    paid = stage.pay(returned_on, back, case.opponent, case.dossier)
    stage.take_fees(returned_on, milli - back, case.dossier)
    return [label("circular-flow", [received, paid], "almost all of it goes back to its payer after some weeks")]


def small_refund(stage: Stage) -> Sequence[Label]:
    """Give a client's money back when his case ends early, with its dossier."""
    day = stage.day(after=40)
    case, milli, fees = stage.case(day), stage.euro(5_050, 5_400), stage.euro(500, 560)
    received = stage.receive(day, milli, case.client, case.dossier)
    words = stage.wording("remboursement fin de dossier", "terugbetaling einde dossier", "Rückzahlung Ende der Sache")
    later = stage.later(day, stage.rng.randint(15, 30))
    paid = stage.pay(later, milli - fees, case.client, f"{dossiers.named(case.dossier)} {words}")
    stage.take_fees(later, fees, case.dossier)
    return [label("circular-flow", [received, paid], "a refund below 5,000 euro with its dossier", lawful=True)]


def overpayment(stage: Stage) -> Sequence[Label]:
    """Give back what a debtor paid too much."""
    day = stage.day(after=30)
    case, milli = stage.case(day), stage.euro(9_000, 30_000)
    received = stage.receive(day, milli, case.opponent, case.dossier)
    back = milli * stage.rng.randint(6, 16) // 100 // 10 * 10
    words = stage.wording("trop-perçu restitué", "teveel ontvangen, terugstorting", "Überzahlung, Rückzahlung")
    paid = stage.pay(stage.later(day, 9), back, case.opponent, f"{dossiers.named(case.dossier)} {words}")
    stage.pay(stage.later(day, 11), milli - back, case.client, case.dossier)
    return [label("circular-flow", [received, paid], "an overpayment given back: a small part of what came in", lawful=True)]


EPISODES = (
    Episode("pass-through", False, through, ordinary),
    Episode("deposit-to-notary", True, deposit, ordinary),
    Episode("circular-flow", False, circle, ordinary),
    Episode("small-refund", True, small_refund, ordinary),
    Episode("overpayment-returned", True, overpayment, ordinary),
)
