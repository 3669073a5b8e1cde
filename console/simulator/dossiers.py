"""Dossiers and how people name them: references and communications in French, Dutch and German.

Lawyers must mention in the communication of a transfer what identifies the dossier (art. 4.74 §2 of the OBFG code, art.
134 of the OVB Codex). They do it in many styles, their payers quote them more or less well, and some write nothing of
use: the wordings here are what a reader of communications has to cope with.

>>> dossier = Dossier("fr", 2026, 342, 1, "Abricka", "Boskdon")
>>> dossier.reference, dossier.parties
('26.0342', 'Abricka c/ Boskdon')
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

STYLES = 6

_VERSUS = {"fr": "c/", "nl": "/", "de": "g."}
_OURS = {
    "fr": ("Dossier", "N/Réf.", "Notre réf.", "Aff."),
    "nl": ("Dossier", "Ons kenmerk", "Onze ref.", "Zaak"),
    "de": ("Akte", "Unser Zeichen", "Az.", "GZ"),
}
_YOURS = {
    "fr": ("V/Réf.", "dossier", "Votre référence", "réf"),
    "nl": ("Uw ref.", "dossier", "uw kenmerk", "ref"),
    "de": ("Ihr Zeichen", "Akte", "Ihre Ref.", "Az"),
}
_PAID_OUT = {
    "fr": ("solde", "indemnité", "quote-part", "principal et intérêts", "rétrocession fonds"),
    "nl": ("saldo", "schadevergoeding", "aandeel", "hoofdsom en intresten", "doorstorting gelden"),
    "de": ("Saldo", "Entschädigung", "Anteil", "Hauptsumme und Zinsen", "Weiterleitung Gelder"),
}
_PAID_IN = {
    "fr": ("indemnité", "règlement", "acompte convenu", "suivant accord", "principal"),
    "nl": ("vergoeding", "regeling", "overeengekomen deel", "volgens akkoord", "hoofdsom"),
    "de": ("Entschädigung", "Regelung", "vereinbarter Teil", "laut Vereinbarung", "Hauptsumme"),
}
_FEE = {
    "fr": ("Etat de frais et honoraires {note}, dossier", "Note d'honoraires {note}, dossier"),
    "nl": ("Staat van kosten en ereloon {note}, dossier", "Ereloonnota {note}, dossier"),
    "de": ("Honorarnote {note}, Akte", "Honorarabrechnung {note}, Akte"),
}
_UNREFERENCED = {
    "fr": ("Suivant accord avec {party}", "Pour compte de {party}", "Règlement amiable {party}"),
    "nl": ("Volgens akkoord met {party}", "Voor rekening van {party}", "Minnelijke regeling {party}"),
    "de": ("Laut Vereinbarung mit {party}", "Für Rechnung von {party}", "Gütliche Regelung {party}"),
}
_GENERIC = {
    "fr": ("", "", "paiement", "virement"),
    "nl": ("", "", "betaling", "overschrijving"),
    "de": ("", "", "Zahlung", "Überweisung"),
}


@dataclass(frozen=True)
class Dossier:
    """The lawyer's file, as its holder numbers and names it."""

    language: str
    year: int
    number: int
    style: int
    client: str
    opponent: str

    @property
    def reference(self) -> str:
        """Write the number in the holder's style."""
        short, initials = self.year % 100, f"{self.client[0]}{self.opponent[0]}".upper()
        return (
            f"{self.year}/{self.number:04d}",
            f"{short:02d}.{self.number:04d}",
            f"DOS {short:02d}{self.number:04d}",
            f"{self.year}{self.number:04d}/{initials}",
            f"{self.year}-{self.number:03d}-{initials}",
            f"{short:02d}/{self.number:04d}",
        )[self.style]

    @property
    def parties(self) -> str:
        """Name the parties as lawyers do."""
        return f"{self.client} {_VERSUS[self.language]} {self.opponent}"


def paid_out(dossier: Dossier, rng: Random) -> str:
    """Word a payment that the lawyer makes for a dossier."""
    language = dossier.language
    return f"{rng.choice(_OURS[language])} {dossier.reference} {dossier.parties} {rng.choice(_PAID_OUT[language])}"


def paid_in(dossier: Dossier, rng: Random) -> str:
    """Word a receipt whose payer quotes the dossier: with a purpose, as the bare number with the parties, or shouting it."""
    manner = rng.random()
    if manner < 0.5:
        return quoted(dossier, rng)
    if manner < 0.75:
        return f"{dossier.reference} {dossier.parties}"
    return f"{rng.choice(_YOURS[dossier.language])} {dossier.reference}".upper()


def quoted(dossier: Dossier, rng: Random) -> str:
    """Word a receipt whose payer quotes the dossier as he was asked to."""
    language = dossier.language
    return f"{rng.choice(_YOURS[language])} {dossier.reference} {rng.choice(_PAID_IN[language])}"


def named(dossier: Dossier) -> str:
    """Name a dossier so that nobody can mistake it."""
    return f"{_OURS[dossier.language][0]} {dossier.reference} {dossier.parties}"


def fee(dossier: Dossier, note: int, rng: Random) -> str:
    """Word a transfer of fees to the office, with the number of the note sent to the client (art. 4.75 of the OBFG code)."""
    return f"{rng.choice(_FEE[dossier.language]).format(note=f'{dossier.year}/{note:03d}')} {dossier.reference}"


def unreferenced(language: str, party: str, rng: Random) -> str:
    """Word a payment that says what it is for, but not for which dossier."""
    return rng.choice(_UNREFERENCED[language]).format(party=party)


def generic(language: str, rng: Random) -> str:
    """Say nothing, or nothing of use."""
    return rng.choice(_GENERIC[language])
