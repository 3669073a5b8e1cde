"""Rules and models, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

DETECTORS: Final[Mapping[str, Any]] = {
    "rules": {
        "title": "Règles",
        "lead": (
            "Ce que chaque règle a constaté, et ce qu'en ont fait ceux qui ont lu ses alertes : seules les alertes lues "
            "comptent."
        ),
        "changes": "Ce que les autres chiffres changeraient",
        "live": "constats actuels :",
        "draft": "avec les autres chiffres :",
        "all": "Alertes",
        "peers": "Type et activité",
        "figures": "Chiffres en vigueur",
        "no_figures": "Cette règle n'a pas de chiffre.",
        "refused": "Rien n'a été calculé.",
        "replay": "Rejouer",
        "replay_hint": (
            "Rejoue la règle avec ces chiffres à côté de la règle en vigueur. Rien n'est conservé, aucune alerte n'est émise."
        ),
        "tallies": {"new": "nouvelles", "gone": "disparues", "same": "les mêmes", "regraded": "d'une autre gravité"},
        "columns": {
            "rule": "Règle",
            "findings": "Constats",
            "snoozed": "En sourdine",
            "read": "Lues",
            "reported": "Communiquées",
            "dismissed": "Classées",
            "precision": "Communiquées sur lues (95 %)",
            "days": "Jours ouverte",
        },
    },
    "models": {
        "title": "Modèles",
        "lead": "Les scores d'un modèle ne comptent qu'une fois qu'une personne a lu sa fiche et l'a approuvé.",
        "none": "Aucun modèle n'a encore été ajusté.",
        "card": "Fiche du modèle",
        "refused": "Rien n'est enregistré.",
        "withdraw": "Refuser ou retirer",
        "columns": {"model": "Modèle", "kind": "Type", "fitted": "Ajusté"},
        "states": {"registered": "attend une personne", "approved": "approuvé", "withdrawn": "refusé ou retiré"},
    },
}
