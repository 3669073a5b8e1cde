"""Rules and models, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

DETECTORS: Final[Mapping[str, Any]] = {
    "rules": {
        "title": "Regels",
        "lead": "Wat elke regel vaststelde, en wat de lezers van de meldingen ervan dachten: alleen gelezen meldingen tellen.",
        "changes": "Wat andere cijfers zouden veranderen",
        "live": "vaststellingen nu:",
        "draft": "met de andere cijfers:",
        "all": "Meldingen",
        "peers": "Soort en activiteit",
        "figures": "Geldende cijfers",
        "no_figures": "Deze regel heeft geen cijfer.",
        "refused": "Niet berekend.",
        "replay": "Herberekenen",
        "replay_hint": "Draait de regel met deze cijfers naast de geldende. Er wordt niets bewaard en geen melding gemaakt.",
        "tallies": {"new": "nieuw", "gone": "weg", "same": "dezelfde", "regraded": "van een andere ernst"},
        "columns": {
            "rule": "Regel",
            "findings": "Vaststellingen",
            "snoozed": "Sluimerend",
            "read": "Gelezen",
            "reported": "Meegedeeld",
            "dismissed": "Geseponeerd",
            "precision": "Meegedeeld van gelezen (95 %)",
            "days": "Dagen open",
        },
    },
    "models": {
        "title": "Modellen",
        "lead": "De scores van een model tellen pas als een persoon de fiche las en het model goedkeurde.",
        "none": "Er is nog geen model getraind.",
        "card": "Modelfiche",
        "refused": "Niets vastgelegd.",
        "withdraw": "Weigeren of intrekken",
        "columns": {"model": "Model", "kind": "Soort", "fitted": "Getraind"},
        "states": {"registered": "wacht op een persoon", "approved": "goedgekeurd", "withdrawn": "geweigerd of ingetrokken"},
    },
}
