"""Payments that do not say for which dossier they are (rule `missing-communication`).

The lawyer mentions in the communication what identifies the dossier (art. 4.74 §2 of the OBFG code, art. 134 of the OVB
Codex). One such payment is nothing; an account where a fifth of the payments of three months say nothing is a finding.
The lawful one pays with structured communications, which identify the dossier at the payee's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from console.simulator import dossiers
from console.simulator.episodes.stage import Case, Episode, Label, Stage, label, ordinary, quiet

TURNS = 9


def _cases(stage: Stage) -> Iterator[tuple[Case, date, int]]:
    """Receive money for a dossier every week; yields the dossier, the day to pay it, and the sum."""
    day = stage.day(before=5, after=90)
    for turn in range(TURNS):
        start = stage.later(day, 8 * turn)
        case, milli = stage.case(start), stage.euro(400, 4_500)
        stage.receive(start, milli, case.opponent, case.dossier)
        yield case, stage.later(start, 11), milli


def silent(stage: Stage) -> Sequence[Label]:
    """Pay nine dossiers in two months without saying which."""
    paid = [
        stage.pay(due, milli, case.client, dossiers.generic(stage.language, stage.rng)) for case, due, milli in _cases(stage)
    ]
    return [label("missing-communication", paid, "nine payments in two months that say nothing")]


def one_silent(stage: Stage) -> Sequence[Label]:
    """Forget the communication of one payment."""
    day = stage.day(after=12)
    case, milli = stage.case(day), stage.euro(500, 4_000)
    stage.receive(day, milli, case.opponent, case.dossier)
    paid = stage.pay(stage.later(day, 6), milli, case.client, dossiers.generic(stage.language, stage.rng))
    return [label("missing-communication", [paid], "one payment that says nothing: low")]


def structured(stage: Stage) -> Sequence[Label]:
    """Pay nine dossiers in two months with valid structured communications."""
    paid = [
        stage.pay(due, milli, stage.rng.choice(stage.pool.paid_bailiffs), "", structured=stage.practice.structured())
        for _, due, milli in _cases(stage)
    ]
    return [label("missing-communication", paid, "nine payments with structured communications", lawful=True)]


EPISODES = (
    Episode("one-silent-payment", False, one_silent, ordinary),
    Episode("silent-payments", False, silent, quiet, alone=True),
    Episode("structured-payments", True, structured, quiet, alone=True),
)
