"""What banks bring: deliveries, quarantine, coverage, quality, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ARRIVALS: Final[Mapping[str, Any]] = {
    "deliveries": {
        "title": "Livraisons",
        "lead": "Ce que chaque banque a apporté et ce qu'il en est advenu. Rien du contenu d'un fichier n'est montré ici.",
        "lately": "Ces {} derniers jours",
        "none": "Aucune livraison ici.",
        "older": "Livraisons plus anciennes",
        "states": {
            "ingested": "reçue",
            "partial": "partielle",
            "duplicate": "doublon",
            "quarantined": "en quarantaine",
        },
        "columns": {
            "received": "Reçue",
            "bank": "Banque",
            "file": "Fichier",
            "reason": "Motif",
            "statements": "Extraits",
            "mandates": "Mandats",
            "movements": "Mouvements",
            "last": "Dernière livraison",
        },
    },
    "quarantine": {
        "title": "Quarantaine",
        "lead": (
            "Ce qui a été mis de côté attend ici, lu par aucune analyse, jusqu'à ce que la cause ait disparu ou que deux "
            "personnes décident."
        ),
        "none": "Rien n'attend en quarantaine.",
        "unnamed": "aucun compte n'a pu être lu",
        "no_lines": "Les lignes ne sont plus conservées.",
        "proposals": "Attendent une deuxième personne",
        "propose": "Proposer",
        "line": "ligne",
        "refused": "Rien n'est enregistré.",
        "kinds": {"release": "Laisser entrer", "rejection": "Rejeter"},
        "done": {"proposed": "Proposé ; une autre personne décide.", "approved": "Approuvé et exécuté.", "declined": "Refusé."},
        "fates": {"waiting": "en attente", "corrected": "corrigés", "rejected": "rejetés", "destroyed": "détruits"},
        "columns": {"days": "Jours", "statement": "Extrait", "problem": "Problème, et que faire", "act": "Agir"},
    },
    "coverage": {
        "title": "Couverture",
        "lead": (
            "Les comptes dont les extraits sont là, et ceux dont ils devraient l'être et ne le sont pas, en jours bancaires."
        ),
        "banks": "Banques",
        "no_banks": "Aucune banque n'a encore livré.",
        "late": "Silencieux, ou jamais vus",
        "none_late": "Aucun compte n'est silencieux.",
        "standings": {"in time": "à temps", "silent": "silencieux", "never seen": "jamais vu", "closed": "clôturé"},
        "habits": {
            "daily": "chaque jour",
            "weekly": "chaque semaine",
            "monthly": "chaque mois",
            "when moving": "quand il bouge",
            "unknown": "pas encore connue",
        },
        "columns": {
            "last": "Dernier extrait",
            "silence": "Silence",
            "allowed": "Permis",
            "habit": "Habitude",
            "standing": "Situation",
        },
    },
    "quality": {
        "title": "Qualité des données",
        "lead": ("Ce que chaque colonne doit contenir et ce que chaque banque doit remplir ; tout écart est aussi une alerte."),
        "none": "Rien n'a encore été contrôlé : le DAG quality le fait chaque nuit.",
        "columns": {"day": "Jour", "checked": "Contrôlé"},
    },
}
