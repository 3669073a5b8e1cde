"""The answers to persons, drafted for a person to sign: one file a language, the folder is the registry.

An answer is made of the request and of nothing else: not of what is held, not of an alert, a report or a hold. So it is the
same for a person of whom there is an alert and for one of whom there is none, and nobody can learn from it what the control
found or told (law of 18 September 2017, art. 55; Criminal Code, art. 458). To a request for erasure there is one answer,
whatever was decided: who is told that something is kept after its ten years knows that a procedure runs. The data
themselves, where they are given, go beside it.

>>> languages()
['de', 'fr', 'nl']
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from warehouse.errors import Refusal
from warehouse.persons.grounds import KEPT_BY_LAW
from warehouse.persons.tables import OPEN, Case

TO_FILL = "…………"
"""Stands where a person fills in what the program does not put into a letter: name, address, signature."""


def languages() -> list[str]:
    """The languages in which an answer can be written."""
    return sorted(entry.name for entry in iter_modules(__path__))


def answer(case: Case, *, dpo: str = "") -> str:
    """Write the answer to a request that is decided; `dpo` says how that officer is reached. Refusal before the decision."""
    if case.state == OPEN:
        raise Refusal(f"{case.case_id} is not decided yet: its answer follows from the decision")
    written = import_module(f"{__name__}.{case.language}")
    ground = case.ground or (KEPT_BY_LAW if case.right == "erasure" else "")
    parts = [
        written.HEAD,
        written.DECIDED[case.right, case.outcome],
        written.GROUNDS[ground] if ground else "",
        written.KEPT,
        written.FOOT,
    ]
    return "\n".join(part for part in parts if part).format(
        case=case.case_id,
        received=f"{case.received_on:%d/%m/%Y}",
        right=written.RIGHTS[case.right],
        dpo=dpo or TO_FILL,
        fill=TO_FILL,
    )


def delay(case: Case, *, dpo: str = "") -> str:
    """Write the letter that says that the answer takes longer; Refusal when the term was not made longer."""
    if not case.extended:
        raise Refusal(f"the term of {case.case_id} was not made longer")
    written = import_module(f"{__name__}.{case.language}")
    text: str = "\n".join((written.HEAD, written.DELAY, written.FOOT))
    return text.format(
        case=case.case_id,
        received=f"{case.received_on:%d/%m/%Y}",
        right=written.RIGHTS[case.right],
        due=f"{case.due:%d/%m/%Y}",
        dpo=dpo or TO_FILL,
        fill=TO_FILL,
    )
