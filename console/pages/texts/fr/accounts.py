"""Accounts and evidence of access, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ACCOUNTS: Final[Mapping[str, Any]] = {
    "accounts": {
        "title": "Comptes",
        "account": "Compte",
        "lead": (
            "Un compte entier s'ouvre depuis une alerte, depuis un échantillon documenté ou à la demande d'un bâtonnier ; le "
            "fondement est enregistré."
        ),
        "samples": "Échantillons annuels",
        "no_samples": "Aucun échantillon n'a encore été tiré.",
        "requests": "Demandes des bâtonniers",
        "no_requests": "Aucune demande n'a encore été encodée.",
        "enter": "Encoder une demande",
        "reference": "Référence de la lettre",
        "received": "Reçue le",
        "open": "Encoder et ouvrir le compte",
        "draw": "Tirer un échantillon",
        "draw_hint": (
            "Au moins 2,5 % des comptes de l'Ordre, au hasard. La graine est conservée : chacun peut refaire le même tirage."
        ),
        "refused": "Rien n'est encodé.",
        "sample_of": "Échantillon de l'{} pour {}",
        "drawn": "{} comptes sur {}, tirés par {} le {} ; graine",
        "grounds": {
            "alert": "ouvert depuis {}",
            "sample": "ouvert depuis l'échantillon {}",
            "request": "ouvert sur la demande {}",
        },
        "balance_on": "Solde au {}",
        "movements": "Mouvements",
        "search": "Nom, numéro de compte, communication, référence",
        "find": "Chercher",
        "whole": "Tous les mouvements",
        "none": "Aucun mouvement de ce compte n'est conservé.",
        "none_found": "Aucun mouvement ne contient ces mots.",
        "shown": "{} mouvements, les plus récents d'abord",
        "older": "Mouvements plus anciens",
        "columns": {
            "sample": "Échantillon",
            "year": "Année",
            "population": "Comptes du tirage",
            "seed": "Graine",
            "drawn": "Tiré",
            "request": "Demande",
            "entered": "Encodée",
        },
    },
    "evidence": {
        "title": "Preuves de consultation",
        "lead": (
            "Qui a consulté quoi, quand, pourquoi et comment. Les preuves sont liées entre elles : un changement se voit. "
            "Aucun contenu d'alerte ici."
        ),
        "whole": "La chaîne est entière : {} preuves, chacune liée à la précédente.",
        "broken": "La chaîne est rompue.",
        "subject": "Numéro de compte, alerte, rapport, échantillon …",
        "person": "Personne",
        "since": "Du",
        "until": "Au",
        "find": "Trouver",
        "of_account": "Voici les preuves du compte que vous avez demandé, sous son pseudonyme.",
        "forgotten": "effacée",
        "newest": "Les {} preuves les plus récentes.",
        "none": "Aucune preuve ne répond à ces conditions.",
        "columns": {
            "at": "Moment",
            "person": "Personne",
            "action": "Action",
            "subject": "Objet",
            "purpose": "Finalité",
            "modality": "Comment",
            "result": "Résultat",
        },
        "purposes": {"detect": "détecter", "document": "documenter", "optimise": "optimiser", "communicate": "communiquer"},
        "modalities": {
            "page": "page",
            "export": "export",
            "extract": "extrait",
            "report": "rapport",
            "api": "programme",
            "database": "base de données",
        },
    },
}
