"""De verzoeken van personen, in het Nederlands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PERSONS: Final[Mapping[str, Any]] = {
    "persons": {
        "title": "Verzoeken van personen",
        "lead": "Antwoord binnen de maand, en hetzelfde wat de controle ook vond.",
        "none": "Niemand heeft iets gevraagd.",
        "enter": "Een verzoek invoeren",
        "order": "Aan welke Orde",
        "language": "Taal van het antwoord",
        "columns": {
            "case": "Verzoek",
            "asks": "Vraagt",
            "received": "Ontvangen",
            "due": "Antwoord tegen",
            "state": "Toestand",
        },
        "rights": {
            "access": "inzage (art. 15)",
            "rectification": "rectificatie (art. 16)",
            "erasure": "wissing (art. 17)",
            "restriction": "beperking (art. 18)",
            "objection": "bezwaar (art. 21)",
        },
        "fields": {
            "name": "Naam, zoals een bank die schrijft",
            "address": "Adres",
            "identified_by": "Hoe de persoon geïdentificeerd werd",
            "holder_id": "Nummer in het register",
            "iban": "Rekeningnummer",
        },
        "states": {
            "open": "te beslissen",
            "decided": "te verzenden",
            "closed": "beantwoord",
        },
        "outcomes": {
            "granted": "ingewilligd",
            "partly": "deels ingewilligd",
            "refused": "geweigerd",
        },
        "grounds": {
            "kept_by_law": "wettelijke bewaring (art. 17, lid 3)",
            "public_interest": "algemeen belang (art. 18, lid 2, en 21, lid 1)",
            "secrecy": "rechten van anderen, geheim (art. 15, lid 4)",
            "exact": "de gegevens zijn juist",
            "identity": "identiteit niet vastgesteld (art. 12, lid 6)",
            "unfounded": "kennelijk ongegrond (art. 12, lid 5)",
        },
        "who": "Wie vraagt",
        "forgotten": "De identiteit van de vrager is gewist.",
        "found": "Wat bewaard wordt",
        "holders": "Register",
        "own": "Verrichtingen op zijn rekeningen",
        "as_party": "Als tegenpartij",
        "until": "de laatste tot {}",
        "standing": {
            "kept": "binnen de tien jaar",
            "held": "vervallen, bewaard voor een procedure",
            "expired": "vervallen, gaat weg bij de volgende vernietiging",
        },
        "restricted": "Beperkte rekeningen",
        "mark": "Gebruik beperkt",
        "events": "Wat gedaan werd",
        "letter": "Ontwerp van het antwoord",
        "delay": "Ontwerp van de brief over de verlenging",
        "decide": "Beslissen",
        "outcome": "Beslissing",
        "ground": "Grond van een weigering",
        "extend": "Twee maanden langer",
        "why": "Waarom",
        "restrict": "Gebruik van de rekeningen beperken",
        "unrestrict": "De beperking beëindigen",
        "told_on": "Persoon verwittigd op",
        "close": "Het antwoord is vertrokken",
        "sent_on": "Op welke dag",
        "forget": "De identiteit van de vrager wissen",
        "done": {
            "entered": "Het verzoek is ingevoerd.",
            "restricted": "Het gebruik van de rekeningen is vanaf nu beperkt.",
            "unrestricted": "De beperking is beëindigd.",
            "extended": "De termijn is twee maanden langer; de persoon moet verwittigd worden.",
            "decided": "Beslist; het ontwerp van het antwoord is klaar.",
            "closed": "Genoteerd: beantwoord.",
            "forgotten": "De identiteit van de vrager is gewist.",
        },
    },
}
