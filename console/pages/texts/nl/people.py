"""Voor wie elke instelling instaat, in het Nederlands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PEOPLE: Final[Mapping[str, Any]] = {
    "people": {
        "title": "Gebruikers",
        "lead": "De instelling staat in voor elke gebruiker, hoogstens een jaar. Wie dat beëindigt, blokkeert zijn toegang.",
        "none": "Nog geen instelling staat voor iemand in.",
        "nobody": "Niemand staat voor hen in",
        "attest": "Voor een persoon instaan",
        "quality": "In welke hoedanigheid de persoon er werkt",
        "in_force": "van kracht",
        "over": "verlopen",
        "ended": "beëindigd",
        "why": "Waarom niet meer",
        "end": "Niet meer instaan",
        "columns": {
            "attestation": "Bevestiging",
            "person": "Persoon",
            "institution": "Instelling",
            "role": "Rol",
            "until": "Tot en met",
            "state": "Toestand",
        },
        "institutions": {
            "OBFG": "OBFG",
            "OVB": "OVB",
            "operator": "beheerder",
        },
        "roles": {
            "analyst_obfg": "analist OBFG",
            "analyst_ovb": "analist OVB",
            "officer": "verantwoordelijke van de controle",
            "dpo": "functionaris voor gegevensbescherming",
            "operator": "beheerder",
            "program": "een programma",
        },
        "done": {
            "attested": "Genoteerd: de instelling staat voor deze persoon in.",
            "ended": "Beëindigd: de toegang van de persoon is vanaf nu geblokkeerd.",
        },
    },
    "undertaking": {
        "title": "Verbintenis tot geheimhouding",
        "lead": "Vóór de eerste toegang tekent iedereen. De tekst bestaat in de drie talen van het land.",
        "name": "Uw naam, voluit",
        "sign": "Ondertekenen",
        "signed": "U hebt deze versie ondertekend.",
    },
}
