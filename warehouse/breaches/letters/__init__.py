"""The letters of a breach, drafted for a person to sign: one file a language, the folder is the registry.

To the authority: what GDPR art. 33 §3 asks for. To the persons: what art. 34 §2 asks for, and nothing of why an account was
looked at: no letter may betray an analysis or a declaration (law of 18 September 2017, art. 55). To who saw what was not for
him: to delete it, not to pass it on, and the form by which he confirms that (founding security note).

>>> languages(), DRAFTS
(['de', 'fr', 'nl'], ('authority', 'persons', 'reader'))
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from warehouse.breaches.affected import Affected
from warehouse.breaches.tables import Breach
from warehouse.errors import Refusal

DRAFTS = ("authority", "persons", "reader")
TO_FILL = "…………"
"""Stands where a person fills in what the program cannot know."""


def languages() -> list[str]:
    """The languages in which the letters can be written."""
    return sorted(entry.name for entry in iter_modules(__path__))


def draft(breach: Breach, affected: Affected, *, to: str, language: str, dpo: str = "") -> str:
    """Draft a letter; `dpo` says how that officer is reached. Refusal for a letter or a language without a text."""
    if to not in DRAFTS or language not in languages():
        raise Refusal(f"expected a letter to one of {', '.join(DRAFTS)}, in one of {', '.join(languages())}")
    written = import_module(f"{__name__}.{language}")
    text: str = written.LETTERS[to]
    return text.format(
        incident=breach.incident_id,
        aware=f"{breach.aware_at:%d/%m/%Y %H:%M} UTC",
        deadline=f"{breach.deadline:%d/%m/%Y %H:%M} UTC",
        late=breach.late_reason or written.NOTHING,
        since=f"{breach.since:%d/%m/%Y %H:%M} UTC",
        until=f"{breach.until:%d/%m/%Y %H:%M} UTC",
        nature=breach.nature,
        effects=breach.effects,
        measures=breach.measures,
        risk=written.RISKS[breach.risk],
        holders=len(affected.persons),
        others=affected.counterparties,
        accounts=affected.accounts,
        dossiers=len(affected.dossiers),
        accesses=affected.accesses,
        dpo=dpo or TO_FILL,
        fill=TO_FILL,
    )
