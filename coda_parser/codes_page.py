"""`docs/coda-codes.md`: every code that the parser can name, in four languages, and every field, made from what it reads.

>>> codes_page().splitlines()[0]
'# CODA codes in four languages'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coda_parser.codes import LANGUAGES, families, type_label
from coda_parser.layout import Record
from coda_parser.records import RECORDS
from coda_parser.structured import parts_of
from coda_parser.tables import read_table

_HEADINGS = ("English", "français", "Nederlands", "Deutsch")
_INTRODUCTION = """# CODA codes in four languages

Made from the tables of `coda_parser/data` by `coda_parser.codes_page`; a test fails when it is stale. Families, operations,
categories and communication types are those of Febelfin's CODA 2.6; English and Dutch are the standard's words, French and
German ours. An operation or category that is not here is proper to a bank or to a later edition: the parser keeps it and
shows its number. How to read the codes: [CODA as Quater reads it](coda.md).
"""
_TYPE = "The first digit: how an amount and its details belong together."
_FAMILY = "Digits 2 and 3 are the family, 4 and 5 the operation. Operations below 50 are debits, the others credits."
_CATEGORY = "Digits 6 to 8: what part of a movement the amount is."
_COMMUNICATION = "The first three characters of a structured communication."
_NAMES = "What the fields above, and the codes in them, mean in each language."
_RECORDS = "Fields of each record of 128 characters, by the positions that the standard prints."
_FIELDS = "Fields of each structured communication, counted from the character behind its type."


def codes_page() -> str:
    """Write the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from _INTRODUCTION.splitlines()
    yield from ("", "## Types", "", _TYPE, "")
    yield from _table(
        ("type",), ((str(digit), *(type_label(str(digit), language) for language in LANGUAGES)) for digit in range(10))
    )
    yield from ("", "## Families and operations", "", _FAMILY)
    for family in families():
        yield from _family(family)
    yield from ("", "## Categories", "", _CATEGORY, "")
    rows = read_table("transaction_categories.csv")
    yield from _table(("category",), ((row["category"], *_named(row)) for row in rows))
    yield from ("", "## Communication types", "", _COMMUNICATION, "")
    types = read_table("communication_types.csv")
    yield from _table(("type", "record"), ((row["type"], row["record"], *_named(row)) for row in types))
    yield from ("", "## Fields of structured communications", "", _FIELDS)
    for row in types:
        yield from _fields(row)
    names = read_table("structured_names.csv")
    yield from ("", "## Names of their fields and values", "", _NAMES, "")
    yield from _table((), (_named(row) for row in names))
    yield from ("", "## Records", "", _RECORDS)
    for record in RECORDS:
        yield from _record(record)


def _record(record: type[Record]) -> Iterator[str]:
    yield from ("", f"### Record {record.label}", "")
    yield from ("| positions | kind | meaning |", "|---|---|---|")
    for field in record.fields:
        yield f"| {field.first}–{field.last} | {field.kind.name} | {_cell(field.meaning)} |"


def _named(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[language] for language in LANGUAGES)


def _family(family: str) -> Iterator[str]:
    rows = [row for row in read_table("transaction_codes.csv") if row["family"] == family]
    title = next(row for row in rows if not row["first"])
    yield from ("", f"### {family} {title['en']}", "", " · ".join(_named(title)[1:]), "")
    operations = sorted((row for row in rows if row["first"]), key=lambda row: row["first"])
    yield from _table(("operation",), ((_range(row), *_named(row)) for row in operations))


def _range(row: dict[str, str]) -> str:
    return row["first"] if row["first"] == row["last"] else f"{row['first']}–{row['last']}"


def _fields(row: dict[str, str]) -> Iterator[str]:
    parts = parts_of(row["type"])
    if not parts:
        return
    yield from ("", f"### {row['type']} {row['en']}", "")
    yield from ("| positions | field | kind | meaning | values |", "|---|---|---|---|---|")
    for part in parts:
        last = part.first + part.length - 1
        values = ", ".join(f"{value} {meaning}" for value, meaning in part.values.items())
        yield f"| {part.first}–{last} | `{part.name}` | {part.kind} | {_cell(part.meaning)} | {_cell(values)} |"


def _table(keys: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Write rows of keys and names; a row without any name is left out."""
    yield f"| {' | '.join((*keys, *_HEADINGS))} |"
    yield "|---" * (len(keys) + len(_HEADINGS)) + "|"
    for row in rows:
        if any(row[len(keys) :]):
            yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
