"""Accounts and evidence of access, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ACCOUNTS: Final[Mapping[str, Any]] = {
    "accounts": {
        "title": "Rekeningen",
        "account": "Rekening",
        "lead": (
            "Een hele rekening wordt geopend vanuit een melding, een gedocumenteerde steekproef of op vraag van een "
            "stafhouder; de grondslag wordt vastgelegd."
        ),
        "samples": "Jaarlijkse steekproeven",
        "no_samples": "Er is nog geen steekproef getrokken.",
        "requests": "Vragen van stafhouders",
        "no_requests": "Er is nog geen vraag ingevoerd.",
        "enter": "Een vraag invoeren",
        "reference": "Referentie van de brief",
        "received": "Ontvangen op",
        "open": "Invoeren en de rekening openen",
        "draw": "Een steekproef trekken",
        "draw_hint": (
            "Minstens 2,5 % van de rekeningen van de Orde, willekeurig. Het zaad wordt bewaard: iedereen kan dezelfde "
            "steekproef opnieuw trekken."
        ),
        "refused": "Niets ingevoerd.",
        "sample_of": "Steekproef van {} voor {}",
        "drawn": "{} van {} rekeningen, getrokken door {} op {}; zaad",
        "grounds": {
            "alert": "geopend vanuit {}",
            "sample": "geopend vanuit steekproef {}",
            "request": "geopend op vraag {}",
        },
        "balance_on": "Saldo op {}",
        "movements": "Verrichtingen",
        "search": "Naam, rekeningnummer, mededeling, referentie",
        "find": "Zoeken",
        "whole": "Alle verrichtingen",
        "none": "Van deze rekening wordt geen verrichting bewaard.",
        "none_found": "Geen verrichting bevat deze woorden.",
        "shown": "{} verrichtingen, de nieuwste eerst",
        "older": "Oudere verrichtingen",
        "columns": {
            "sample": "Steekproef",
            "year": "Jaar",
            "population": "Rekeningen in de trekking",
            "seed": "Zaad",
            "drawn": "Getrokken",
            "request": "Vraag",
            "entered": "Ingevoerd",
        },
    },
    "evidence": {
        "title": "Bewijs van inzage",
        "lead": (
            "Wie wat inzag, wanneer, waarom en hoe. De bewijzen hangen aan elkaar: een wijziging valt op. Hier staat geen "
            "inhoud van meldingen."
        ),
        "whole": "De keten is heel: {} bewijzen, elk verbonden met het vorige.",
        "broken": "De keten is gebroken.",
        "subject": "Rekeningnummer, melding, verslag, steekproef …",
        "person": "Persoon",
        "since": "Van",
        "until": "Tot",
        "find": "Zoeken",
        "of_account": "Dit zijn de bewijzen van de gevraagde rekening, onder haar pseudoniem.",
        "forgotten": "gewist",
        "newest": "De nieuwste {} bewijzen.",
        "none": "Geen bewijs voldoet aan deze voorwaarden.",
        "columns": {
            "at": "Moment",
            "person": "Persoon",
            "action": "Handeling",
            "subject": "Onderwerp",
            "purpose": "Doeleinde",
            "modality": "Hoe",
            "result": "Uitkomst",
        },
        "purposes": {
            "detect": "opsporen",
            "document": "documenteren",
            "optimise": "verbeteren",
            "communicate": "meedelen",
        },
        "modalities": {
            "page": "pagina",
            "export": "export",
            "extract": "uittreksel",
            "report": "verslag",
            "api": "programma",
            "database": "databank",
        },
    },
}
