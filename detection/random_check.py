"""A month of an account that was drawn at random, for a person to read: the measure of what everything else misses.

It accuses nobody. It exists because what no alert points at is never read, so nobody would know how much is missed; a drawn
month that is read and found lawful says as much as one that is not. `detection.sampling` draws, `detection.missed` reckons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sentences import render
from detection.versions import version_of
from warehouse.alerts import Finding

DETECTOR = "random-check"

RULE = Rule(
    title="Drawn at random",
    titles={"fr": "Tiré au sort", "nl": "Door het lot aangewezen", "de": "Durch das Los bestimmt"},
    nature="suspicious",
    severity="info",
    typology="random",
    references=("Royal decree of 9 June 2024, art. 4: detection may be improved on the data",),
    false_positives=("Every month that is lawful, as most are: nothing was found here.",),
    steps=(
        "Read the month as if no computer had looked at it.",
        "Report what should have been found; dismiss what is in order. Both count, an unread month does not.",
    ),
    parameters={"named": Parameter({STATUTE: 50}, unit="movements", source=HOUSE)},
    sentences={
        "en": (
            "The month {month} of this account was drawn at random, one of {size} of {population} that nothing pointed at; "
            "it is to be read so that what is missed can be estimated."
        ),
        "fr": (
            "Le mois {month} de ce compte a été tiré au sort, {size} mois sur {population} que rien ne désignait ; il est à "
            "lire pour estimer ce qui échappe au contrôle."
        ),
        "nl": (
            "De maand {month} van deze rekening werd door het lot aangewezen, {size} van de {population} maanden waarop niets "
            "wees; ze wordt gelezen om te schatten wat de controle ontgaat."
        ),
        "de": (
            "Der Monat {month} dieses Kontos wurde durch das Los bestimmt, {size} von {population} Monaten, auf die nichts "
            "hinwies; er ist zu lesen, damit sich schätzen lässt, was der Kontrolle entgeht."
        ),
    },
)
VERSION = version_of(repr(RULE))


def check(row: Mapping[str, Any], *, size: int, population: int) -> Finding:
    """Give the finding of a drawn month: `row` has the columns of `detection.months.largest`, holder_id and bar."""
    month = f"{row['month']:%Y-%m}"
    evidence: dict[str, str | int] = {"month": month, "size": size, "population": population}
    identity = "|".join((row["account"], row["currency"], month))
    return Finding(
        key=f"{DETECTOR}:{hashlib.sha256(identity.encode()).hexdigest()[:32]}",
        detector=DETECTOR,
        detector_version=VERSION,
        nature=RULE.nature,
        severity=RULE.severity,
        typology=RULE.typology,
        account=row["account"],
        holder_id=row["holder_id"] or "",
        bar=row["bar"] or "",
        first_date=row["first_date"],
        last_date=row["last_date"],
        amount_milli=row["amount_milli"],
        currency=row["currency"],
        movement_ids=tuple(row["movement_ids"]),
        bank_references=tuple(row["bank_references"]),
        evidence=evidence,
        reason=render(RULE.sentences["en"], evidence, "en", row["currency"]),
        parameters=RULE.in_force(row["first_date"], row["last_date"]),
    )
