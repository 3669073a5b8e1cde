"""What banks bring: deliveries, quarantine, coverage, quality, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ARRIVALS: Final[Mapping[str, Any]] = {
    "deliveries": {
        "title": "Leveringen",
        "lead": "Wat elke bank bracht en wat ervan werd. Van wat in een bestand staat, wordt hier niets getoond.",
        "lately": "In de laatste {} dagen",
        "none": "Geen levering hier.",
        "older": "Oudere leveringen",
        "states": {
            "ingested": "opgenomen",
            "partial": "gedeeltelijk",
            "duplicate": "dubbel",
            "quarantined": "in quarantaine",
        },
        "columns": {
            "received": "Ontvangen",
            "bank": "Bank",
            "file": "Bestand",
            "reason": "Reden",
            "statements": "Uittreksels",
            "mandates": "Mandaten",
            "movements": "Verrichtingen",
            "last": "Laatste levering",
        },
    },
    "quarantine": {
        "title": "Quarantaine",
        "lead": "Wat opzij is gezet, wacht hier, door geen analyse gelezen, tot de oorzaak weg is of twee personen beslissen.",
        "none": "Er wacht niets in quarantaine.",
        "unnamed": "er kon geen rekening gelezen worden",
        "no_lines": "De regels worden niet meer bewaard.",
        "proposals": "Wachten op een tweede persoon",
        "propose": "Voorstellen",
        "line": "regel",
        "refused": "Niets vastgelegd.",
        "kinds": {"release": "Binnenlaten", "rejection": "Afwijzen"},
        "done": {
            "proposed": "Voorgesteld; een andere persoon beslist.",
            "approved": "Goedgekeurd en uitgevoerd.",
            "declined": "Geweigerd.",
        },
        "fates": {"waiting": "wachtend", "corrected": "verbeterd", "rejected": "afgewezen", "destroyed": "vernietigd"},
        "columns": {"days": "Dagen", "statement": "Uittreksel", "problem": "Probleem, en wat te doen", "act": "Doen"},
    },
    "coverage": {
        "title": "Dekking",
        "lead": (
            "Van welke rekeningen de uittreksels er zijn, en van welke ze er zouden moeten zijn en ontbreken, in bankwerkdagen."
        ),
        "banks": "Banken",
        "no_banks": "Er heeft nog geen bank geleverd.",
        "late": "Stil, of nooit gezien",
        "none_late": "Geen rekening is stil.",
        "standings": {"in time": "op tijd", "silent": "stil", "never seen": "nooit gezien", "closed": "afgesloten"},
        "habits": {
            "daily": "dagelijks",
            "weekly": "wekelijks",
            "monthly": "maandelijks",
            "when moving": "als er beweging is",
            "unknown": "nog niet bekend",
        },
        "columns": {
            "last": "Laatste uittreksel",
            "silence": "Stil",
            "allowed": "Toegelaten",
            "habit": "Gewoonte",
            "standing": "Toestand",
        },
    },
    "quality": {
        "title": "Kwaliteit van de gegevens",
        "lead": (
            "Wat elke kolom moet bevatten en wat elke bank moet invullen; een niet ingeloste verwachting is ook een melding."
        ),
        "none": "Er is nog niets gecontroleerd: de DAG quality doet het elke nacht.",
        "columns": {"day": "Dag", "checked": "Gecontroleerd"},
    },
}
