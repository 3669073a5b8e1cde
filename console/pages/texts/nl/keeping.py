"""Holds and retention, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

KEEPING: Final[Mapping[str, Any]] = {
    "holds": {
        "title": "Opschortingen",
        "lead": (
            "Een opschorting verbiedt vernietiging zolang een procedure loopt. Ze heeft een herzieningsdatum en geen einde; "
            "twee personen heffen ze op."
        ),
        "none": "Er loopt geen opschorting.",
        "place": "Een opschorting plaatsen",
        "refused": "Niets vastgelegd.",
        "scope": "Wat wordt opgeschort",
        "within": "Van welke titularis of rekening (dossier, periode)",
        "ground": "Grondslag",
        "opening_act": "Inleidende akte",
        "authority": "Autoriteit",
        "act_date": "Datum van de akte",
        "review_on": "Te herzien op",
        "review": "Herziening",
        "still": "Ze geldt nog",
        "release": "Opheffing",
        "ask_release": "De opheffing vragen",
        "confirm": "De opheffing bevestigen",
        "confirm_hint": "Een andere persoon vroeg de opheffing; met uw bevestiging eindigt de opschorting.",
        "decision": "Eindbeslissing",
        "words": "Welke instantie, in woorden",
        "decided_on": "Genomen op",
        "notified_on": "Ter kennis gebracht op",
        "exhausted": "Waaruit blijkt dat de rechtsmiddelen uitgeput zijn",
        "asked_by": "Gevraagd en bevestigd door",
        "columns": {"hold": "Opschorting", "subject": "Onderwerp"},
        "scopes": {"holder": "titularis", "account": "rekening", "alert": "melding", "period": "periode", "dossier": "dossier"},
        "grounds": {
            "instruction": "gerechtelijk onderzoek",
            "judicial_procedure": "gerechtelijke procedure",
            "disciplinary_enquiry": "tuchtonderzoek",
            "disciplinary_procedure": "tuchtprocedure",
        },
        "decisions": {
            "closed_without_follow_up": "zonder gevolg geklasseerd",
            "disciplinary_decision_by_default": "tuchtbeslissing bij verstek",
            "disciplinary_decision": "tuchtbeslissing",
            "disciplinary_decision_on_appeal": "tuchtbeslissing in hoger beroep",
            "judicial_decision": "rechterlijke beslissing",
        },
        "states": {
            "active": "van kracht",
            "release_proposed": "opheffing wacht op een tweede persoon",
            "released": "opgeheven",
        },
        "events": {
            "placed": "Geplaatst",
            "reviewed": "Herzien",
            "release proposed": "Opheffing gevraagd",
            "released": "Opgeheven",
        },
        "done": {
            "placed": "De opschorting is geplaatst.",
            "reviewed": "De herziening is genoteerd.",
            "proposed": "Gevraagd; een andere persoon bevestigt.",
            "released": "De opschorting is opgeheven.",
        },
    },
    "retention": {
        "title": "Bewaring",
        "lead": "Wat ouder is dan tien jaar, wordt door twee personen vernietigd, via ‘Required Actions’, met certificaat.",
        "plans": "Plannen",
        "no_plans": "Er is nog geen plan opgesteld.",
        "certificates": "Certificaten",
        "no_certificates": "Er is nog niets vernietigd.",
        "signature": "Handtekening",
        "columns": {"plan": "Plan", "on": "Dag", "held": "Bewaard door opschorting", "approved": "Goedgekeurd door"},
        "states": {"drafted": "ontwerp", "approved": "goedgekeurd", "erased": "gewist", "run": "uitgevoerd"},
    },
}
