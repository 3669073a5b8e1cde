"""Holds and retention, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

KEEPING: Final[Mapping[str, Any]] = {
    "holds": {
        "title": "Suspensions",
        "lead": (
            "Une suspension interdit la destruction tant que dure une procédure. Elle a une date de révision et pas de fin ; "
            "deux personnes la lèvent."
        ),
        "none": "Aucune suspension n'est en cours.",
        "place": "Poser une suspension",
        "refused": "Rien n'est enregistré.",
        "scope": "Ce qui est suspendu",
        "within": "De quel titulaire ou compte (dossier, période)",
        "ground": "Fondement",
        "opening_act": "Acte d'ouverture",
        "authority": "Autorité",
        "act_date": "Date de l'acte",
        "review_on": "À revoir le",
        "review": "Révision",
        "still": "Elle reste justifiée",
        "release": "Levée",
        "ask_release": "Demander la levée",
        "confirm": "Confirmer la levée",
        "confirm_hint": "Une autre personne a demandé la levée ; votre confirmation met fin à la suspension.",
        "decision": "Décision finale",
        "words": "Quelle instance, en mots",
        "decided_on": "Rendue le",
        "notified_on": "Notifiée le",
        "exhausted": "Ce qui établit que les recours sont épuisés",
        "asked_by": "Demandée et confirmée par",
        "columns": {"hold": "Suspension", "subject": "Objet"},
        "scopes": {"holder": "titulaire", "account": "compte", "alert": "alerte", "period": "période", "dossier": "dossier"},
        "grounds": {
            "instruction": "instruction",
            "judicial_procedure": "procédure judiciaire",
            "disciplinary_enquiry": "enquête disciplinaire",
            "disciplinary_procedure": "procédure disciplinaire",
        },
        "decisions": {
            "closed_without_follow_up": "classée sans suite",
            "disciplinary_decision_by_default": "décision disciplinaire par défaut",
            "disciplinary_decision": "décision disciplinaire",
            "disciplinary_decision_on_appeal": "décision disciplinaire en appel",
            "judicial_decision": "décision judiciaire",
        },
        "states": {"active": "en vigueur", "release_proposed": "la levée attend une deuxième personne", "released": "levée"},
        "events": {
            "placed": "Posée",
            "reviewed": "Revue",
            "release proposed": "Levée demandée",
            "released": "Levée",
        },
        "done": {
            "placed": "La suspension est posée.",
            "reviewed": "La révision est notée.",
            "proposed": "Demandé ; une autre personne confirme.",
            "released": "La suspension est levée.",
        },
    },
    "retention": {
        "title": "Conservation",
        "lead": "Ce qui a plus de dix ans est détruit par deux personnes, dans « Required Actions », avec certificat.",
        "plans": "Plans",
        "no_plans": "Aucun plan n'a encore été rédigé.",
        "certificates": "Certificats",
        "no_certificates": "Rien n'a encore été détruit.",
        "signature": "Signature",
        "columns": {"plan": "Plan", "on": "Jour", "held": "Conservé par suspension", "approved": "Approuvé par"},
        "states": {"drafted": "projet", "approved": "approuvé", "erased": "effacé", "run": "exécuté"},
    },
}
