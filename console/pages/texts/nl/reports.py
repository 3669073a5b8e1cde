"""Reports: drafts, their release, what left and what was answered, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

REPORTS: Final[Mapping[str, Any]] = {
    "reports": {
        "title": "Verslagen",
        "lead": (
            "Een ontwerp bereikt niemand. Een analist ziet het na, daarna geeft een verantwoordelijke, die een "
            "andere persoon is, het vrij: hier of via ‘Required Actions’."
        ),
        "none": "Er is nog geen verslag opgesteld.",
        "back": "Alle verslagen",
        "columns": {
            "report": "Verslag",
            "bar": "Balie",
            "day": "Dag",
            "language": "Taal",
            "alerts": "Meldingen",
            "state": "Toestand",
        },
        "states": {"drafted": "Ontwerp", "released": "Vrijgegeven", "withdrawn": "Ingetrokken"},
        "pieces": "Stukken",
        "alerts": "Meldingen in dit verslag",
        "classes": {
            "report": "Verslag",
            "report_data": "Dezelfde gegevens voor een machine",
            "account_statements": "Rekeninguittreksels (bijlage)",
            "attachment": "Bijlage",
        },
        "download": "Downloaden",
        "decided": "door {} op {}",
        "checked": "nagezien door {} op {}",
        "refused": "Niets vastgelegd.",
        "done": {
            "checked": "Uw nazicht is genoteerd; een andere persoon geeft het verslag vrij.",
            "released": "Het verslag is ondertekend, verzegeld en in het postvak uit gelegd.",
            "answered": "Het antwoord is ingevoerd.",
            "placed": "De opschorting is geplaatst.",
            "declined": "Er wordt geen opschorting geplaatst; de reden wordt bewaard.",
            "withdrawn": "Het verslag is ingetrokken.",
            "recalled": "De terugroeping is verzegeld en in het postvak uit gelegd.",
        },
        "recall": "Terugroeping",
        "recall_hint": "{}: geldt niet meer, en wie het verslag kreeg is nog niet verwittigd.",
        "send_recall": "De terugroeping sturen aan {}",
        "withdrawal": "Intrekking",
        "withdrawal_hint": "Wie het verslag kreeg, wordt meteen verwittigd dat er niets meer van geldt.",
        "withdraw": "Het verslag intrekken",
        "letting_go": "Vrijgave",
        "check_hint": "Ik heb elk stuk van dit ontwerp gelezen, en het zegt wat er is.",
        "check": "Het ontwerp nazien",
        "release_hint": (
            "Het wordt ondertekend, verzegeld voor zijn bestemmeling en verzonden. Die dag begint de termijn van art. 474."
        ),
        "release": "Vrijgeven voor {}",
        "own_check": "U zag dit ontwerp na; een verantwoordelijke, die een andere persoon is, geeft het vrij.",
        "sent": "Wat vertrok",
        "sent_columns": {
            "dispatch": "Verzending",
            "to": "Bestemmeling",
            "purpose": "Wat",
            "state": "Toestand",
            "on": "Verzonden",
        },
        "purposes": {"report": "verslag", "recall": "terugroeping"},
        "sent_states": {"sealed": "in het postvak uit", "sent": "verzonden", "received": "ontvangen op {}"},
        "answers": "Antwoorden",
        "no_answer": "Nog geen antwoord",
        "answer": "Een antwoord invoeren",
        "alert": "Melding",
        "outcome": "Gevolg",
        "answered_on": "Geantwoord op",
        "to_bar": "Aan welke balie (indien overgedragen)",
        "enter": "Invoeren",
        "outcomes": {
            "unfounded": "ongegrond",
            "explained": "verklaard",
            "regularised": "geregulariseerd",
            "enquiry": "onderzoek geopend",
            "proceedings": "procedure geopend",
            "transferred": "overgedragen aan een andere balie",
        },
        "proposes": "{}: het antwoord stelt een opschorting voor. Niets is opgeschort zolang u ze niet plaatst.",
        "place": "De opschorting plaatsen",
        "why_none": "Waarom geen opschorting",
        "decline": "Geen opschorting",
    },
}
