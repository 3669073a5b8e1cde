"""Invented names: of lawyers, of the people and companies they act for, of the offices they deal with.

No name here is a real person's: surnames are joined from syllables that no registry lists, and the surnames of lawyers
share no syllable with those of their clients, so that a name that looks like the holder's is always one that an episode
planted.

>>> from console.simulator.draws import stream
>>> lawyer_surname(stream("doctest", 1)) != client_surname(stream("doctest", 1))
True
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from random import Random

_FIRM_FORMS = {"fr": "SRL d'avocats", "nl": "BV advocaten", "de": "PGmbH Anwälte"}
STREETS = {
    "fr": ("Rue des Tilleuls", "Avenue du Verger", "Place du Marché", "Chaussée de la Source", "Rue du Vieux Moulin"),
    "nl": ("Lindenlaan", "Boomgaardstraat", "Marktplein", "Bronsteenweg", "Oude Molenstraat"),
    "de": ("Lindenweg", "Obstgartenstraße", "Marktplatz", "Quellstraße", "Mühlenweg"),
}


@cache
def _words(name: str, language: str = "") -> tuple[str, ...]:
    lines = (files(__package__) / "data" / "names.csv").read_text(encoding="utf-8").splitlines()
    found = {(row["list"], row["language"]): tuple(row["words"].split()) for row in csv.DictReader(lines)}
    return found[name, language]


def lawyer_surname(rng: Random) -> str:
    """Join a lawyer's surname."""
    return rng.choice(_words("lawyer_start")) + rng.choice(_words("lawyer_end"))


def client_surname(rng: Random) -> str:
    """Join the surname of somebody who is not a lawyer."""
    return rng.choice(_words("client_start")) + rng.choice(_words("client_end"))


def first_name(rng: Random, language: str) -> str:
    """Choose a first name of the language."""
    return rng.choice(_words("first_name", language))


def lawyer(rng: Random, language: str) -> str:
    """Name a lawyer."""
    return f"{lawyer_surname(rng)} {first_name(rng, language)}"


def firm(rng: Random, language: str) -> str:
    """Name a firm of lawyers."""
    first, second = lawyer_surname(rng), lawyer_surname(rng)
    return f"{first} & {second} {_FIRM_FORMS[language]}" if first != second else f"{first} {_FIRM_FORMS[language]}"


def person(rng: Random, language: str) -> str:
    """Name a private person."""
    return f"{client_surname(rng)} {first_name(rng, language)}"


def company(rng: Random, language: str) -> str:
    """Name a company."""
    word = "".join(rng.choice(_words(part)) for part in ("company_start", "company_middle", "company_end"))
    return f"{word} {rng.choice(_words('company_form', language))}"


def _office(rng: Random) -> str:
    return rng.choice(_words("office_start")) + rng.choice(_words("office_end"))


def notary(rng: Random, language: str) -> str:
    """Name a notary's office."""
    return f"{ {'fr': 'Notaire', 'nl': 'Notaris', 'de': 'Notar'}[language] } {_office(rng)}"


def bailiff(rng: Random, language: str) -> str:
    """Name a bailiff's office."""
    title = {"fr": "Huissier de justice", "nl": "Gerechtsdeurwaarder", "de": "Gerichtsvollzieher"}[language]
    return f"{title} {_office(rng)}"


def insurer(rng: Random, language: str) -> str:
    """Name an insurer."""
    title = {"fr": "Assurances", "nl": "Verzekeringen", "de": "Versicherung"}[language]
    return f"{_office(rng)} {title}"


def colleague(rng: Random, language: str) -> str:
    """Name the third-party account of a lawyer outside the simulated bars."""
    title = {"fr": "Compte de tiers Me", "nl": "Derdenrekening Mr.", "de": "Anderkonto RA"}[language]
    return f"{title} {client_surname(rng)}"


def address(rng: Random, language: str) -> str:
    """Name a street and a number."""
    return f"{rng.choice(STREETS[language])} {rng.randint(1, 180)}"
