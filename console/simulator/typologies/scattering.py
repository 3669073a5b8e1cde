"""Scattering: one receipt goes to many who have nothing to do with one another (FATF 2013: layering through a client account).

The rule on many payees needs ten within fifteen days. The lawful ones: an estate shared among heirs of one name, a settlement
shared among victims by an insurer whom many lawyers know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.simulator.episodes.stage import Case, Episode, Label, Stage
from console.simulator.ledger import Booking
from console.simulator.people import Counterparty
from console.simulator.typologies.frame import by_month, moving, part, said, sized, third_party


def _share(
    stage: Stage, payer: Counterparty, payees: Sequence[Counterparty], *, milli: int, days: int, quoted: float
) -> list[Booking]:
    rng, day = stage.rng, stage.day(before=40, after=days + 20)
    case: Case = stage.case(day)
    booked, rest = [stage.receive(day, milli, payer, case.dossier if quoted > 0 else said(stage, case, 0.0))], milli
    for turn, payee in enumerate(payees):
        portion = rest if turn == len(payees) - 1 else part(milli // len(payees), rng.randint(80, 118))
        rest -= portion
        booked.append(stage.pay(stage.later(day, 3 + rng.randint(0, days)), portion, payee, said(stage, case, quoted)))
    return booked


def scattering(stage: Stage) -> Sequence[Label]:
    """Spread what a company paid over many strangers within some weeks."""
    rng = stage.rng
    payees = [
        stage.foreigner(rng.choice(("NL", "FR"))) if rng.random() < 0.15 else stage.person() for _ in range(rng.randint(7, 16))
    ]
    milli = sized(stage, 14_000, 60_000)
    booked = _share(stage, stage.company(), payees, milli=milli, days=rng.randint(10, 32), quoted=rng.choice((0.0, 0.6, 0.95)))
    return by_month(booked, "scattering: one receipt, many payees without a link")


def heirs(stage: Stage) -> Sequence[Label]:
    """Close an estate: what the notary paid goes to heirs of one name."""
    first = stage.person()
    family = first.name.split()[0]
    many = stage.rng.randint(3, 8)
    payees = [first] + [replace(one, name=f"{family} {one.name.split()[1]}") for one in (stage.person() for _ in range(many))]
    milli = sized(stage, 20_000, 90_000)
    booked = _share(stage, stage.notary(), payees, milli=milli, days=stage.rng.randint(6, 20), quoted=0.97)
    return by_month(booked, "an estate shared among heirs of one name", lawful=True)


def victims(stage: Stage) -> Sequence[Label]:
    """Share an insurer's settlement among victims."""
    payees = [stage.person() for _ in range(stage.rng.randint(4, 11))]
    payer, milli = stage.rng.choice(stage.pool.insurers), sized(stage, 14_000, 60_000)
    booked = _share(stage, payer, payees, milli=milli, days=stage.rng.randint(6, 25), quoted=0.97)
    return by_month(booked, "an insurer's settlement shared among victims", lawful=True)


EPISODES = (
    Episode("scattering", False, scattering, third_party),
    Episode("heirs-share", True, heirs, moving),
    Episode("victims-share", True, victims, moving),
)
