"""Behaviour that no rule names: what the learned models are for (detector `model-outlier`).

Each is out of character for its account: in the number of payers or payees, in the sums, in the share that goes to the
office, in the countries. Dossiers are quoted and terms are kept, so that no deterministic rule sees it. The lawful ones
look alike and have a plain story: an estate shared among heirs, a settlement for a group of victims, the price of a
company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.simulator import dossiers
from console.simulator.episodes.stage import Episode, Label, Stage, label, ordinary, sleepy
from console.simulator.ledger import Booking
from console.simulator.people import Counterparty

OUTLIER = "model-outlier"


def many_payers(stage: Stage) -> Sequence[Label]:
    """Collect from many strangers within three weeks and pay one company abroad."""
    day = stage.day(after=40)
    case = stage.case(day, company_share=1.0)
    payee = stage.foreigner(stage.rng.choice(("NL", "ES")))
    received = [
        stage.receive(stage.later(day, stage.rng.randint(0, 20)), stage.whole(900, 3_200, 50), stage.person(), case.dossier)
        for _ in range(stage.rng.randint(16, 22))
    ]
    total = sum(booking.amount_milli for booking in received)
    half = total // 2 // 10 * 10
    paid = [
        stage.pay(stage.later(day, 25), half, payee, case.dossier),
        stage.pay(stage.later(day, 30), total - half, payee, case.dossier),
    ]
    return [label(OUTLIER, [*received, *paid], "fan-in: many payers in three weeks, one payee abroad")]


def _spread(stage: Stage, payer: Counterparty, payees: Sequence[Counterparty], milli: int) -> list[Booking]:
    day = stage.day(after=25)
    case = stage.case(day)
    booked, rest = [stage.receive(day, milli, payer, case.dossier)], milli
    for turn, payee in enumerate(payees):
        part = rest if turn == len(payees) - 1 else milli // len(payees) // 10 * 10
        rest -= part
        booked.append(stage.pay(stage.later(day, 4 + stage.rng.randint(0, 8)), part, payee, case.dossier))
    return booked


def many_payees(stage: Stage) -> Sequence[Label]:
    """Spread one receipt over many strangers."""
    payees = [stage.person() for _ in range(stage.rng.randint(14, 20))]
    booked = _spread(stage, stage.company(), payees, stage.euro(60_000, 160_000))
    return [label(OUTLIER, booked, "fan-out: one receipt, many payees without a link")]


def surge(stage: Stage) -> Sequence[Label]:
    """Do in one month what the account does in years."""
    day, booked = stage.day(after=45), []
    for _ in range(stage.rng.randint(14, 18)):
        start = stage.later(day, stage.rng.randint(0, 24))
        case, milli = stage.case(start), stage.euro(2_500, 9_000)
        booked.append(stage.receive(start, milli, case.opponent, case.dossier))
        booked.append(stage.pay(stage.later(start, stage.rng.randint(5, 12)), milli, case.client, case.dossier))
    return [label(OUTLIER, booked, "surge: a still account with the traffic of a large office for one month")]


def large_share(stage: Stage) -> Sequence[Label]:
    """Keep half of everything for the office, with notes."""
    day, booked = stage.day(after=70), []
    for turn in range(8):
        start = stage.later(day, 7 * turn)
        case, milli = stage.case(start), stage.euro(2_000, 6_000)
        fees = milli * stage.rng.randint(45, 60) // 100 // 1000 * 1000 + stage.rng.randint(1, 99) * 10
        booked.append(stage.receive(start, milli, case.opponent, case.dossier))
        booked.append(stage.take_fees(stage.later(start, 4), fees, case.dossier))
        booked.append(stage.pay(stage.later(start, 9), milli - fees, case.client, case.dossier))
    return [label(OUTLIER, booked, "large share: half of what comes in goes to the office")]


def drip(stage: Stage) -> Sequence[Label]:
    """Repay one large receipt in irregular small sums."""
    day = stage.day(after=62)
    case, milli = stage.case(day), stage.euro(30_000, 60_000)
    booked, rest, turns = [stage.receive(day, milli, case.opponent, case.dossier)], milli, 11
    for turn in range(turns):
        part = rest if turn == turns - 1 else milli * stage.rng.randint(5, 9) // 100 // 10 * 10
        rest -= part
        booked.append(stage.pay(stage.later(day, 4 + 4 * turn + stage.rng.randint(0, 2)), part, case.client, case.dossier))
    return [label(OUTLIER, booked, "drip: a large receipt repaid in small irregular sums")]


def far_corridor(stage: Stage) -> Sequence[Label]:
    """Receive from several far places what is paid to one company at home."""
    day, booked, payee = stage.day(after=55), [], stage.company()
    for turn in range(5):
        start = stage.later(day, 8 * turn + stage.rng.randint(0, 3))
        case, milli = stage.case(start), stage.euro(15_000, 38_000)
        payer = stage.foreigner(stage.rng.choice(("CH", "GB")))
        booked.append(stage.receive(start, milli, payer, case.dossier, code="04150000"))
        booked.append(stage.pay(stage.later(start, 6), milli, payee, case.dossier))
    return [label(OUTLIER, booked, "corridor: money from outside the Union for one company at home")]


def out_of_size(stage: Stage) -> Sequence[Label]:
    """Move a sum hundreds of times the usual one."""
    day = stage.day(after=30)
    case, milli = stage.case(day, company_share=1.0), stage.euro(450_000, 950_000)
    received = stage.receive(day, milli, case.opponent, case.dossier)
    paid = stage.pay(stage.later(day, 12), milli, case.client, case.dossier)
    return [label(OUTLIER, [received, paid], "size: hundreds of times what the account usually holds")]


def estate(stage: Stage) -> Sequence[Label]:
    """Share an estate among the heirs: one name, one dossier."""
    first = stage.person()
    family = first.name.split()[0]
    heirs = [first] + [replace(one, name=f"{family} {one.name.split()[1]}") for one in (stage.person() for _ in range(6))]
    booked = _spread(stage, stage.notary(), heirs, stage.euro(90_000, 240_000))
    return [label(OUTLIER, booked, "an estate shared among seven heirs of one name", lawful=True)]


def victims(stage: Stage) -> Sequence[Label]:
    """Share an insurer's settlement among a group of victims."""
    payees = [stage.person() for _ in range(12)]
    booked = _spread(stage, stage.rng.choice(stage.pool.insurers), payees, stage.euro(30_000, 90_000))
    return [label(OUTLIER, booked, "an insurer's settlement shared among twelve victims", lawful=True)]


def company_price(stage: Stage) -> Sequence[Label]:
    """Hold the price of a company for its closing."""
    day = stage.day(after=30)
    case, milli = stage.case(day, company_share=1.0), stage.whole(250_000, 600_000, 5_000)
    words = stage.wording("prix cession d'actions", "prijs aandelenoverdracht", "Kaufpreis Anteile")
    received = stage.receive(day, milli, case.opponent, f"{dossiers.named(case.dossier)} {words}")
    paid = stage.pay(stage.later(day, 7), milli, case.client, f"{dossiers.named(case.dossier)} {words}")
    return [label(OUTLIER, [received, paid], "the price of a company, held for its closing", lawful=True)]


EPISODES = (
    Episode("fan-in", False, many_payers, ordinary),
    Episode("fan-out", False, many_payees, ordinary),
    Episode("surge", False, surge, sleepy),
    Episode("large-share", False, large_share, ordinary),
    Episode("drip", False, drip, ordinary),
    Episode("far-corridor", False, far_corridor, ordinary),
    Episode("out-of-size", False, out_of_size, sleepy),
    Episode("estate-shared", True, estate, ordinary),
    Episode("settlement-shared", True, victims, ordinary),
    Episode("price-of-a-company", True, company_price, ordinary),
)
