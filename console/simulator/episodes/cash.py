"""Cash: withdrawn, paid in, and above the limit of 3,000 euro (rules `cash-withdrawal`, `cash-deposit`,
`cash-limit-3000`).

Cash withdrawals need the written leave of the bâtonnier (OVB Codex art. 131); cash received is allowed but is watched,
and above 3,000 euro for linked operations it is forbidden (art. 67 §2 of the law of 18 September 2017). The lawful ones:
exactly 3,000.00, two sums of different people for different dossiers, stamps bought at the counter, and a transfer that
only speaks of cash.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.simulator import dossiers
from console.simulator.draws import EURO
from console.simulator.episodes.stage import Case, Episode, Label, Stage, label, ordinary
from console.simulator.ledger import Booking

WITHDRAWALS = ("00901000", "00913000")
DEPOSITS = ("00950000", "00952000")
STAMPS = "00917000"
PAYMENT_IN_FAVOUR = "00152000"


def withdrawal(stage: Stage) -> Sequence[Label]:
    """Take part of a client's money out at the counter."""
    day = stage.day(after=16)
    case, milli = stage.case(day), stage.euro(5_000, 14_000)
    cash = stage.whole(800, 2_400, 50)
    stage.receive(day, milli, case.opponent, case.dossier)
    taken = stage.pay(
        stage.later(day, 3),
        cash,
        None,
        stage.wording("RETRAIT GUICHET", "GELDOPNEMING LOKET", "BARABHEBUNG"),
        code=stage.rng.choice(WITHDRAWALS),
    )
    stage.pay(stage.later(day, 9), milli - cash, case.client, case.dossier)
    return [label("cash-withdrawal", [taken], "cash withdrawn at the counter")]


def _deposit(stage: Stage, case: Case, offset: int, day_milli: int, *, first: Booking | None = None) -> Booking:
    day = stage.day(before=10, after=60) if first is None else stage.later(first.booked, offset)
    words = stage.wording("Versement espèces", "Storting contanten", "Bareinzahlung")
    text = f"{words} {case.client.name.split()[0]}, {dossiers.named(case.dossier)}"
    return stage.receive(day, day_milli, case.client, text, code=stage.rng.choice(DEPOSITS))


def _forward(stage: Stage, case: Case, received: Sequence[Booking]) -> None:
    total = sum(booking.amount_milli for booking in received)
    stage.pay(stage.later(received[-1].booked, 6), total, case.opponent, case.dossier)


def deposit(stage: Stage) -> Sequence[Label]:
    """Pay cash into the account, below the limit."""
    case = stage.case(stage.horizon.start)
    cash = [_deposit(stage, case, 0, stage.whole(700, 2_600, 20))]
    _forward(stage, case, cash)
    return [label("cash-deposit", cash, "cash paid in")]


def above_limit(stage: Stage) -> Sequence[Label]:
    """Pay in two sums for one dossier that together pass the limit."""
    case = stage.case(stage.horizon.start)
    first = _deposit(stage, case, 0, stage.whole(1_700, 2_400, 50))
    cash = [first, _deposit(stage, case, stage.rng.randint(5, 20), stage.whole(1_700, 2_400, 50), first=first)]
    _forward(stage, case, cash)
    return [
        label("cash-limit-3000", cash, "two sums of cash for one dossier within 30 days, above 3,000 euro together"),
        label("cash-deposit", cash, "cash paid in"),
    ]


def at_limit(stage: Stage) -> Sequence[Label]:
    """Pay in two sums for one dossier that together come to the limit exactly."""
    case = stage.case(stage.horizon.start)
    first = _deposit(stage, case, 0, 1_800 * EURO)
    cash = [first, _deposit(stage, case, 11, 1_200 * EURO, first=first)]
    _forward(stage, case, cash)
    return [
        label("cash-limit-3000", cash, "exactly 3,000.00 euro: the limit is not passed", lawful=True),
        label("cash-deposit", cash, "cash paid in"),
    ]


def unlinked(stage: Stage) -> Sequence[Label]:
    """Pay in two sums of different people for different dossiers, more than a week apart."""
    one, other = stage.case(stage.horizon.start), stage.case(stage.horizon.start)
    first = _deposit(stage, one, 0, stage.whole(1_600, 2_100, 50))
    second = _deposit(stage, other, 12, stage.whole(1_600, 2_100, 50), first=first)
    _forward(stage, one, [first])
    _forward(stage, other, [second])
    cash = [first, second]
    return [
        label("cash-limit-3000", cash, "two people, two dossiers, twelve days apart: not linked", lawful=True),
        label("cash-deposit", cash, "cash paid in"),
    ]


def stamps(stage: Stage) -> Sequence[Label]:
    """Buy fiscal stamps at the counter for a dossier."""
    day = stage.day(after=12)
    case, milli = stage.case(day), stage.euro(900, 2_400)
    stage.receive(day, milli, case.client, case.dossier)
    words = stage.wording("Timbres fiscaux", "Fiscale zegels", "Steuermarken")
    bought = stage.pay(stage.later(day, 2), 165 * EURO, None, f"{dossiers.named(case.dossier)} {words}", code=STAMPS)
    stage.pay(stage.later(day, 7), milli - 165 * EURO, case.opponent, case.dossier)
    return [label("cash-withdrawal", [bought], "fiscal stamps bought at the counter: no cash leaves", lawful=True)]


def transfer_called_cash(stage: Stage) -> Sequence[Label]:
    """Receive a payment at the counter of another bank that is a transfer, not cash."""
    day = stage.day(after=12)
    case, milli = stage.case(day), stage.euro(900, 2_400)
    text = f"{stage.wording('Versement', 'Storting', 'Einzahlung')} {dossiers.named(case.dossier)}"
    paid_in = stage.receive(day, milli, case.client, text, code=PAYMENT_IN_FAVOUR)
    stage.pay(stage.later(day, 6), milli, case.opponent, case.dossier)
    return [label("cash-deposit", [paid_in], "a payment in favour, code 01 52: not cash", lawful=True)]


EPISODES = (
    Episode("cash-withdrawal", False, withdrawal, ordinary),
    Episode("cash-deposit", False, deposit, ordinary),
    Episode("cash-above-limit", False, above_limit, ordinary),
    Episode("cash-at-limit", True, at_limit, ordinary),
    Episode("cash-unlinked", True, unlinked, ordinary),
    Episode("fiscal-stamps", True, stamps, ordinary),
    Episode("payment-called-deposit", True, transfer_called_cash, ordinary),
)
