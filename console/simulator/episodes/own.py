"""Money that goes to the holder himself (rules `own-transfer`, `own-round-amounts`).

Fees may be taken from the account with simultaneous written notice to the client (art. 4.75 of the OBFG code): what is
suspicious is a transfer that names no note and no dossier, and round sums drawn like wages. The lawful ones: fees with
the number of the note, flat fees of distinct dossiers, and fees that a client paid to the wrong account.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from console.simulator.draws import EURO
from console.simulator.episodes.stage import Case, Episode, Label, Stage, label, ordinary, sleepy
from console.simulator.people import Counterparty

ROUND_SUMS = (2_000, 2_500, 3_000, 1_500, 2_000)


def _receive(stage: Stage, day: date, low: int, high: int) -> tuple[Case, int]:
    case, milli = stage.case(day), stage.euro(low, high)
    stage.receive(day, milli, case.opponent, case.dossier)
    return case, milli


def _own_account(stage: Stage) -> Counterparty:
    return stage.holder.private or stage.holder.office


def unexplained(stage: Stage) -> Sequence[Label]:
    """Take sums of clients' money to the holder's own account without a note or a dossier."""
    day = stage.day(after=75)
    words = stage.wording("transfert", "overboeking eigen rekening", "Umbuchung")
    taken, target = [], _own_account(stage)
    for turn in range(3):
        start = stage.later(day, 17 * turn)
        case, milli = _receive(stage, start, 4_000, 11_000)
        part = milli * stage.rng.randint(15, 35) // 100 // 10 * 10
        part += 10 if part % (50 * EURO) == 0 else 0
        taken.append(stage.pay(stage.later(start, 5), part, target, words if turn else ""))
        stage.pay(stage.later(start, 12), milli - part, case.client, case.dossier)
    return [label("own-transfer", taken, "to the holder's own account, no note, no dossier")]


def round_sums(stage: Stage) -> Sequence[Label]:
    """Draw round sums to the holder's own account every two weeks."""
    day = stage.day(after=85)
    words = stage.wording("virement bureau", "overschrijving kantoor", "Überweisung Kanzlei")
    taken = []
    for turn, euro in enumerate(ROUND_SUMS):
        start = stage.later(day, 14 * turn)
        case, milli = _receive(stage, start, 6_000, 14_000)
        taken.append(stage.pay(stage.later(start, 3), euro * EURO, _own_account(stage), words))
        stage.pay(stage.later(start, 10), milli - euro * EURO, case.client, case.dossier)
    note = "round sums to the holder's own account every two weeks"
    return [label("own-round-amounts", taken, note), label("own-transfer", taken, f"{note}, no note, no dossier")]


def noted_fees(stage: Stage) -> Sequence[Label]:
    """Take fees with the number of the note that the client got."""
    day = stage.day(after=20)
    case, milli = _receive(stage, day, 12_000, 40_000)
    fees = milli * 15 // 100 // 10 * 10 + 30
    taken = stage.take_fees(stage.later(day, 6), fees, case.dossier)
    stage.pay(stage.later(day, 8), milli - fees, case.client, case.dossier)
    return [label("own-transfer", [taken], "fees with the number of the note", lawful=True)]


def flat_fees(stage: Stage) -> Sequence[Label]:
    """Take the same flat fee for distinct dossiers, each with its note."""
    day, taken = stage.day(after=80), []
    for turn in range(3):
        start = stage.later(day, 20 * turn)
        case, milli = _receive(stage, start, 6_000, 12_000)
        taken.append(stage.take_fees(stage.later(start, 5), 1_500 * EURO, case.dossier))
        stage.pay(stage.later(start, 7), milli - 1_500 * EURO, case.client, case.dossier)
    note = "a flat fee of 1,500 euro for each of three dossiers, with its note"
    return [label("own-round-amounts", taken, note, lawful=True), label("own-transfer", taken, note, lawful=True)]


def wrong_account(stage: Stage) -> Sequence[Label]:
    """Pass on to the office the fees that a client paid to the third-party account by mistake."""
    day = stage.day(after=12)
    case, milli = stage.case(day), stage.euro(900, 3_500)
    note = stage.fee_text(case.dossier)
    received = stage.receive(day, milli, case.client, note)
    words = stage.wording(
        "versé par erreur sur compte de tiers", "verkeerd gestort op derdenrekening", "irrtümlich auf Anderkonto"
    )
    passed_on = stage.pay(stage.later(day, 2), milli, stage.holder.office, f"{note} {words}")
    return [label("own-transfer", [received, passed_on], "fees paid to the wrong account, passed on at once", lawful=True)]


EPISODES = (
    Episode("own-transfers", False, unexplained, ordinary),
    Episode("own-round-sums", False, round_sums, sleepy),
    Episode("fees-with-note", True, noted_fees, ordinary),
    Episode("flat-fees", True, flat_fees, sleepy),
    Episode("fees-paid-to-wrong-account", True, wrong_account, ordinary),
)
