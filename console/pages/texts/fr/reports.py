"""Reports: drafts, their release, what left and what was answered, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

REPORTS: Final[Mapping[str, Any]] = {
    "reports": {
        "title": "Rapports",
        "lead": (
            "Un projet n'atteint personne. Un analyste le vérifie, puis un responsable, qui est une autre "
            "personne, le libère : ici ou dans « Required Actions »."
        ),
        "none": "Aucun rapport n'a encore été rédigé.",
        "back": "Tous les rapports",
        "columns": {
            "report": "Rapport",
            "bar": "Barreau",
            "day": "Jour",
            "language": "Langue",
            "alerts": "Alertes",
            "state": "État",
        },
        "states": {"drafted": "Projet", "released": "Libéré", "withdrawn": "Retiré"},
        "pieces": "Pièces",
        "alerts": "Alertes de ce rapport",
        "classes": {
            "report": "Rapport",
            "report_data": "Les mêmes données pour une machine",
            "account_statements": "Extraits de compte (annexe)",
            "attachment": "Annexe",
        },
        "download": "Télécharger",
        "decided": "par {} le {}",
        "checked": "vérifié par {} le {}",
        "refused": "Rien n'est enregistré.",
        "done": {
            "checked": "Votre vérification est notée ; une autre personne libère le rapport.",
            "released": "Le rapport est signé, scellé et déposé dans la boîte d'envoi.",
            "answered": "La réponse est enregistrée.",
            "placed": "La suspension est posée.",
            "declined": "Aucune suspension n'est posée ; le motif est conservé.",
            "withdrawn": "Le rapport est retiré.",
            "recalled": "Le rappel est scellé et déposé dans la boîte d'envoi.",
        },
        "recall": "Rappel",
        "recall_hint": "{} : ne tient plus, et le destinataire du rapport n'en a pas encore été averti.",
        "send_recall": "Envoyer le rappel à {}",
        "withdrawal": "Retrait",
        "withdrawal_hint": "Le destinataire du rapport est aussitôt averti que plus rien n'en tient.",
        "withdraw": "Retirer le rapport",
        "letting_go": "Libération",
        "check_hint": "J'ai lu chaque pièce de ce projet, et il dit ce qui est.",
        "check": "Vérifier le projet",
        "release_hint": (
            "Il est signé, scellé pour son destinataire et envoyé. Le jour de l'envoi fait courir les douze mois de l'art. 474."
        ),
        "release": "Libérer pour {}",
        "own_check": "Vous avez vérifié ce projet ; un responsable, qui est une autre personne, le libère.",
        "sent": "Ce qui est parti",
        "sent_columns": {"dispatch": "Envoi", "to": "Destinataire", "purpose": "Quoi", "state": "État", "on": "Envoyé le"},
        "purposes": {"report": "rapport", "recall": "rappel"},
        "sent_states": {"sealed": "dans la boîte d'envoi", "sent": "envoyé", "received": "reçu le {}"},
        "answers": "Réponses",
        "no_answer": "Pas encore de réponse",
        "answer": "Enregistrer une réponse",
        "alert": "Alerte",
        "outcome": "Suite",
        "answered_on": "Répondu le",
        "to_bar": "À quel barreau (si transmis)",
        "enter": "Enregistrer",
        "outcomes": {
            "unfounded": "non fondé",
            "explained": "expliqué",
            "regularised": "régularisé",
            "enquiry": "enquête ouverte",
            "proceedings": "procédure ouverte",
            "transferred": "transmis à un autre barreau",
        },
        "proposes": "{} : la réponse propose une suspension. Rien n'est suspendu tant que vous ne la posez pas.",
        "place": "Poser la suspension",
        "why_none": "Pourquoi aucune suspension",
        "decline": "Pas de suspension",
    },
}
