"""OpenSanctions' exports: the simple table (`targets.simple.csv`) and the entities of FollowTheMoney, one JSON a line.

Collections of OpenSanctions hold politicians and others who are not sanctioned: a line of the table counts when its column
`sanctions` says something, an entity when one of its topics is a sanction (without topics: when it is a target). Neither says
when the law listed an entry, only when it was first seen; that day is taken, and what was booked before it is told apart.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

from detection.sanctions.entries import Entry, day_of
from warehouse.errors import Refusal

COLUMNS = ("id", "schema", "name", "aliases")
NAMES = ("name", "alias", "weakAlias", "previousName")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction")
IDENTIFIERS = ("idNumber", "passportNumber", "taxNumber", "registrationNumber", "leiCode", "swiftBic", "innCode", "vatCode")
KINDS = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
NAMED = frozenset({"Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane"})
"""Kinds of entities that a payment can name; addresses, passports and sanctions are entities of their own there."""
SANCTIONED = "sanction"


def is_table(header: str) -> bool:
    """Say whether a first line is that of the simple table."""
    names = next(csv.reader([header]), [])
    return set(COLUMNS) <= set(names)


def is_entities(header: str) -> bool:
    """Say whether a first line is an entity of FollowTheMoney."""
    return header.startswith("{") and '"schema"' in header and '"properties"' in header


def read_table(text: str) -> tuple[date | None, Iterator[Entry]]:
    """Give the day of the last export that the table shows, and its sanctioned entries."""
    rows = list(csv.DictReader(StringIO(text)))
    seen = [day for row in rows if (day := day_of(row.get("last_seen")))]
    return max(seen, default=None), (_of_row(row) for row in rows if row.get("sanctions", SANCTIONED))


def _of_row(row: dict[str, str]) -> Entry:
    return Entry(
        entry=row["id"],
        kind=KINDS.get(row["schema"], "organisation"),
        names=(row["name"], *_parts(row["aliases"])),
        countries=_parts(row.get("countries")),
        identifiers=_parts(row.get("identifiers")),
        listed_on=day_of(row.get("first_seen")),
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(";") if part.strip())


def read_entities(text: str) -> tuple[date | None, Iterator[Entry]]:
    """Give the day of the last export that the entities show, and the sanctioned ones; raises `Refusal` for a broken line."""
    entities = [_entity(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    seen = [day for entity in entities if (day := day_of(entity.get("last_seen")))]
    return max(seen, default=None), (_of_entity(entity) for entity in entities if _is_sanctioned(entity))


def _entity(number: int, line: str) -> dict[str, Any]:
    try:
        entity = json.loads(line)
        if isinstance(entity["properties"], dict) and isinstance(entity["id"], str):
            return dict(entity)
    except (ValueError, KeyError, TypeError):
        pass
    raise Refusal(f"expected an entity of FollowTheMoney as JSON on line {number}, found something else; fetch the list again")


def _is_sanctioned(entity: dict[str, Any]) -> bool:
    topics = entity["properties"].get("topics", [])
    sanctioned = any(str(topic).startswith(SANCTIONED) for topic in topics) if topics else bool(entity.get("target"))
    return entity.get("schema") in NAMED and sanctioned


def _of_entity(entity: dict[str, Any]) -> Entry:
    def values(*names: str) -> tuple[str, ...]:
        return tuple(str(value) for name in names for value in entity["properties"].get(name, []))

    return Entry(
        entry=entity["id"],
        kind=KINDS.get(entity["schema"], "organisation"),
        names=values(*NAMES) or (str(entity.get("caption", "")),),
        countries=values(*COUNTRIES),
        identifiers=values(*IDENTIFIERS),
        listed_on=day_of(entity.get("first_seen")),
    )
