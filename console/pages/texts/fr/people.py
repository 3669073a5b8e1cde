"""Pour qui chaque institution répond, en français."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PEOPLE: Final[Mapping[str, Any]] = {
    "people": {
        "title": "Utilisateurs",
        "lead": "L’institution répond de chaque utilisateur, pour un an au plus. Y mettre fin bloque son accès.",
        "none": "Aucune institution n’a encore répondu de quelqu’un.",
        "nobody": "Personne ne répond d’eux",
        "attest": "Répondre d’une personne",
        "quality": "En quelle qualité la personne y travaille",
        "in_force": "en vigueur",
        "over": "expirée",
        "ended": "terminée",
        "why": "Pourquoi plus",
        "end": "Ne plus répondre",
        "columns": {
            "attestation": "Attestation",
            "person": "Personne",
            "institution": "Institution",
            "role": "Rôle",
            "until": "Jusqu’au",
            "state": "État",
        },
        "institutions": {
            "OBFG": "OBFG",
            "OVB": "OVB",
            "operator": "exploitant",
        },
        "roles": {
            "analyst_obfg": "analyste OBFG",
            "analyst_ovb": "analyste OVB",
            "officer": "responsable du contrôle",
            "dpo": "délégué à la protection des données",
            "operator": "exploitant",
            "program": "un programme",
        },
        "done": {
            "attested": "Noté : l’institution répond de cette personne.",
            "ended": "Terminé : l’accès de la personne est bloqué dès maintenant.",
        },
    },
    "undertaking": {
        "title": "Engagement de secret",
        "lead": "Avant le premier accès, chacun signe. Le texte existe dans les trois langues du pays.",
        "name": "Votre nom, en toutes lettres",
        "sign": "Signer",
        "signed": "Vous avez signé cette version.",
    },
}
