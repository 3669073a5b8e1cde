"""Les demandes de personnes, en français."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PERSONS: Final[Mapping[str, Any]] = {
    "persons": {
        "title": "Demandes de personnes",
        "lead": "Réponse dans le mois, et la même quoi que le contrôle ait trouvé.",
        "none": "Personne n’a rien demandé.",
        "enter": "Entrer une demande",
        "order": "À quel Ordre",
        "language": "Langue de la réponse",
        "columns": {
            "case": "Demande",
            "asks": "Objet",
            "received": "Reçue",
            "due": "Réponse avant le",
            "state": "État",
        },
        "rights": {
            "access": "accès (art. 15)",
            "rectification": "rectification (art. 16)",
            "erasure": "effacement (art. 17)",
            "restriction": "limitation (art. 18)",
            "objection": "opposition (art. 21)",
        },
        "fields": {
            "name": "Nom, comme une banque l’écrit",
            "address": "Adresse",
            "identified_by": "Comment la personne a été identifiée",
            "holder_id": "Numéro au registre",
            "iban": "Numéro de compte",
        },
        "states": {
            "open": "à décider",
            "decided": "à envoyer",
            "closed": "répondue",
        },
        "outcomes": {
            "granted": "accordée",
            "partly": "accordée en partie",
            "refused": "refusée",
        },
        "grounds": {
            "kept_by_law": "conservation légale (art. 17, § 3)",
            "public_interest": "intérêt public (art. 18, § 2, et 21, § 1er)",
            "secrecy": "droits d’autrui, secret (art. 15, § 4)",
            "exact": "les données sont exactes",
            "identity": "identité non établie (art. 12, § 6)",
            "unfounded": "manifestement infondée (art. 12, § 5)",
        },
        "who": "Qui demande",
        "forgotten": "L’identité du demandeur est effacée.",
        "found": "Ce qui est détenu",
        "holders": "Registre",
        "own": "Mouvements de ses comptes",
        "as_party": "Comme contrepartie",
        "until": "les derniers jusqu’au {}",
        "standing": {
            "kept": "dans les dix ans",
            "held": "échus, gardés pour une procédure",
            "expired": "échus, partent à la prochaine destruction",
        },
        "restricted": "Comptes limités",
        "mark": "Usage limité",
        "events": "Ce qui a été fait",
        "letter": "Projet de réponse",
        "delay": "Projet de la lettre de prolongation",
        "decide": "Décider",
        "outcome": "Décision",
        "ground": "Motif d’un refus",
        "extend": "Deux mois de plus",
        "why": "Pourquoi",
        "restrict": "Limiter l’usage des comptes",
        "unrestrict": "Mettre fin à la limitation",
        "told_on": "Personne avertie le",
        "close": "La réponse est partie",
        "sent_on": "Quel jour",
        "forget": "Effacer l’identité du demandeur",
        "done": {
            "entered": "La demande est entrée.",
            "restricted": "L’usage des comptes est limité dès maintenant.",
            "unrestricted": "La limitation a pris fin.",
            "extended": "Le délai est prolongé de deux mois ; la personne doit en être avertie.",
            "decided": "Décidé ; le projet de réponse est prêt.",
            "closed": "Noté : répondue.",
            "forgotten": "L’identité du demandeur est effacée.",
        },
    },
}
