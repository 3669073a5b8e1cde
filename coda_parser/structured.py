"""Structured communications as named fields (CODA 2.6, annex II; fields in `data/structured.csv`).

A record says that its communication is structured; the first three characters are then its type, and the rest is laid out
by fixed positions. Amounts are thousandths, rates are decimals (never floats), dates that are not dates are None.

>>> decode("101", "090123456737")
{'communication': '090123456737'}
>>> decode("006", "EXCHANGE".ljust(30) + "USD" + "000000001500000" + "1" + "000")["amount"]
1500000
>>> type_name("127", "fr")
'Domiciliation européenne (SEPA)'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from coda_parser.kinds import FieldError, read_date
from coda_parser.tables import read_table

Value = str | int | date | Decimal | None


@dataclass(frozen=True)
class Part:
    """A field of a structured communication: first position (from 1, behind the type), length, kind, English meaning."""

    name: str
    first: int
    length: int
    kind: str
    meaning: str
    values: Mapping[str, str]

    @property
    def slice(self) -> slice:
        """Where the field stands behind the type."""
        return slice(self.first - 1, self.first - 1 + self.length)


@cache
def _parts() -> Mapping[str, tuple[Part, ...]]:
    by_type: dict[str, list[Part]] = {}
    for row in read_table("structured.csv"):
        values = dict(value.split("=", 1) for value in row["values"].split("|") if value)
        part = Part(row["field"], int(row["first"]), int(row["length"]), row["kind"], row["meaning"], values)
        by_type.setdefault(row["type"], []).append(part)
    return {type_: tuple(found) for type_, found in by_type.items()}


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    return {row["type"]: row for row in read_table("communication_types.csv")}


@cache
def _field_names() -> Mapping[str, Mapping[str, str]]:
    return {row["en"]: row for row in read_table("structured_names.csv")}


def field_name(meaning: str, language: str) -> str:
    """Give what a field, or one of its coded values, means in a language.

    >>> field_name("exchange rate", "nl")
    'wisselkoers'
    """
    return _field_names()[meaning][language]


def parts_of(type_: str) -> tuple[Part, ...]:
    """Give the fields of a type, in order; none when its layout is not known."""
    return _parts().get(type_, ())


def slice_of(type_: str, name: str) -> slice:
    """Give where a field stands behind the type; KeyError when the type has no such field."""
    for part in parts_of(type_):
        if part.name == name:
            return part.slice
    raise KeyError(f"{type_}.{name}")


def type_name(type_: str, language: str) -> str:
    """Name a type in en, fr, nl or de; '' when it is not known."""
    return _names().get(type_, {}).get(language, "")


def is_known_type(type_: str) -> bool:
    """Say whether a type is listed, be it without layout."""
    return type_ in _names()


def decode(type_: str, content: str) -> dict[str, Value]:
    """Decode what stands behind the type into named fields; a type without layout gives its whole content as `text`."""
    parts = parts_of(type_)
    if not parts:
        return {"text": content.rstrip(" ")}
    return {part.name: _value(part.kind, content[part.slice]) for part in parts}


def _value(kind: str, text: str) -> Value:
    if kind == "text":
        return text.strip(" ")
    if kind == "date":
        return _date(text)
    if not (text.isdigit() and text.isascii()):
        return None
    return int(text) if kind == "milli" else Decimal(int(text)).scaleb(-int(kind.removeprefix("decimal")))


def _date(text: str) -> date | None:
    try:
        return read_date(text)
    except FieldError:
        return None
