"""Transaction codes in words: type, family, operation and category (CODA 2.6, annex II), in en, fr, nl and de.

A code has eight digits: type (1), family (2), operation (2), category (3). English and Dutch are the standard's words,
French and German ours. A code that the tables do not know is data to keep (later editions add card schemes and taxes):
its label is what is known of it, at worst the code itself.

>>> label("00150000", "fr")
'Virements SEPA nationaux ou locaux : Virement en votre faveur'
>>> label("00437006", "en")
'Cards: Costs (Various fees/commissions)'
>>> label("08642000", "nl")
'08642000'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from coda_parser.tables import read_table

Language = Literal["en", "fr", "nl", "de"]
LANGUAGES: tuple[Language, ...] = ("en", "fr", "nl", "de")

NET_AMOUNT = "000"
_TYPE, _FAMILY, _OPERATION, _CATEGORY = slice(0, 1), slice(1, 3), slice(3, 5), slice(5, 8)
_COLON: Mapping[str, str] = {"fr": " : "}

_SIMPLE = (
    "simple amount without detail",
    "montant simple sans détail",
    "enkelvoudig bedrag zonder detail",
    "Einzelbetrag ohne Details",
)
_TYPES: Mapping[str, tuple[str, str, str, str]] = {
    "0": _SIMPLE,
    "1": ("total by the customer", "total fait par le client", "totaal door de cliënt", "Summe des Kunden"),
    "2": ("total by the bank", "total fait par la banque", "totaal door de bank", "Summe der Bank"),
    "3": (
        "simple amount with details",
        "montant simple avec détails",
        "enkelvoudig bedrag met details",
        "Einzelbetrag mit Details",
    ),
    "5": (
        "detail of a total by the customer",
        "détail d'un total du client",
        "detail van een totaal van de cliënt",
        "Detail einer Summe des Kunden",
    ),
    "6": (
        "detail of a total by the bank",
        "détail d'un total de la banque",
        "detail van een totaal van de bank",
        "Detail einer Summe der Bank",
    ),
    "7": (
        "detail with details of its own",
        "détail avec ses propres détails",
        "detail met eigen details",
        "Detail mit eigenen Details",
    ),
    "8": (
        "detail of a simple amount",
        "détail d'un montant simple",
        "detail van een enkelvoudig bedrag",
        "Detail eines Einzelbetrags",
    ),
    "9": ("detail of a detail", "détail d'un détail", "detail van een detail", "Detail eines Details"),
}


@cache
def _families() -> Mapping[str, Mapping[str, str]]:
    return {row["family"]: row for row in read_table("transaction_codes.csv") if not row["first"]}


@cache
def _operations() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Every operation of every family; a code of its own goes before the range of codes proper to each bank."""
    rows = [row for row in read_table("transaction_codes.csv") if row["first"]]
    rows.sort(key=lambda row: row["first"] == row["last"])
    return {
        (row["family"], f"{operation:02d}"): row for row in rows for operation in range(int(row["first"]), int(row["last"]) + 1)
    }


@cache
def _categories() -> Mapping[str, Mapping[str, str]]:
    return {row["category"]: row for row in read_table("transaction_categories.csv")}


def families() -> tuple[str, ...]:
    """Give the known families, in order."""
    return tuple(sorted(_families()))


def type_label(code: str, language: Language) -> str:
    """Say what the first digit means; '' when it is not known."""
    labels = _TYPES.get(code[_TYPE])
    return labels[LANGUAGES.index(language)] if labels else ""


def family_label(code: str, language: Language) -> str:
    """Name the family; '' when it is not known."""
    return _families().get(code[_FAMILY], {}).get(language, "")


def operation_label(code: str, language: Language) -> str:
    """Name the operation within its family; '' when it is not known."""
    return _operations().get((code[_FAMILY], code[_OPERATION]), {}).get(language, "")


def category_label(code: str, language: Language) -> str:
    """Name the category; '' when it is not known or proper to a bank."""
    return _categories().get(code[_CATEGORY], {}).get(language, "")


def label(code: str, language: Language) -> str:
    """Say in one line what a transaction code means: family, operation, and category unless it is the net amount."""
    colon = _COLON.get(language, ": ")
    text = colon.join(part for part in (family_label(code, language), operation_label(code, language)) if part)
    category = category_label(code, language) if code[_CATEGORY] != NET_AMOUNT else ""
    if not text:
        return code
    return f"{text} ({category})" if category else text
