"""Reference data that ships with the product: the nineteen Orders, and which bank a Belgian account number belongs to.

Bars: art. 488 of the Judicial Code (Liège-Huy merged on 9 January 2023; the Brussels bar has two Orders, art. 430). The German
names of bars outside Eupen are translations, no official names. Banks: the National Bank's protocol list of 1 January 2026.

>>> bars()["EUPEN"].language, bars()["EUPEN"].name("fr")
('de', "Barreau d'Eupen")
>>> bank_name_of("BE71096123456769")
'BELFIUS BANQUE'
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("fr", "nl", "de")


@dataclass(frozen=True)
class Bar:
    """An Order of lawyers: `order` is OBFG or OVB, its bâtonnier is written to in `language`, its court of appeal at `seat`."""

    code: str
    order: str
    language: str
    seat: str
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """Name in a language, in the bar's own where there is none."""
        return self.names.get(language) or self.names[self.language]


@cache
def bars() -> Mapping[str, Bar]:
    """Every bar by its code, in the order of the law."""
    return MappingProxyType(
        {
            row["code"]: Bar(
                code=row["code"],
                order=row["order"],
                language=row["language"],
                seat=row["seat"],
                names=MappingProxyType({language: row[language] for language in LANGUAGES}),
            )
            for row in _rows("bars.csv")
        }
    )


def bank_name_of(iban: str) -> str:
    """Name of the bank whose range a Belgian IBAN falls in; empty when it is foreign or the range is nobody's."""
    return _bank(iban)[1]


def bank_bic_of(iban: str) -> str:
    """BIC of the bank whose range a Belgian IBAN falls in; empty when there is none."""
    return _bank(iban)[0]


def _bank(iban: str) -> tuple[str, str]:
    digits = iban[4:7]
    if not iban.startswith("BE") or not digits.isdecimal():
        return "", ""
    for first, last, bic, name in _bank_ranges():
        if first <= digits <= last:
            return bic, name
    return "", ""


@cache
def _bank_ranges() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((row["first"], row["last"], row["bic"], row["name"]) for row in _rows("banks.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files("warehouse") / "data" / name).read_text(encoding="utf-8").splitlines())
