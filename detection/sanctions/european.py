"""The EU's consolidated list of financial sanctions, as XML (`export`) and as CSV, both of version 1.1.

The XML has an element `sanctionEntity` for each entry; the CSV repeats it on many lines, each with one name, address,
citizenship or identification. An entry is listed from its designation, else from the first regulation that names it. Both say
when they were made. No document type is let into the XML, so nothing can be expanded or fetched.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from detection.sanctions.entries import Entry, day_of
from warehouse.errors import Refusal

KINDS = {"person": "person", "P": "person", "enterprise": "organisation", "E": "organisation"}
COLUMNS = ("Entity_LogicalId", "NameAlias_WholeName")
"""Columns that any CSV of the EU must have."""


def is_xml(data: bytes) -> bool:
    """Say whether the bytes are the EU's XML."""
    return b"<sanctionEntity" in data and data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")


def is_csv(header: str) -> bool:
    """Say whether a first line is that of the EU's CSV."""
    return all(column in header for column in COLUMNS) and ";" in header


def read_xml(data: bytes) -> tuple[date | None, Iterator[Entry]]:
    """Give when the list was made, and its entries; raises `Refusal` for XML that is broken or has a document type."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refusal("expected the EU's XML without a document type, found one; fetch the list from its publisher again")
    try:
        events = iterparse(BytesIO(data), events=("start",))  # noqa: S314 - nothing can be declared, see above
        _, root = next(events)
        return day_of(root.get("generationDate")), _entities(data)
    except ParseError as error:
        raise _broken(error) from error


def _entities(data: bytes) -> Iterator[Entry]:
    try:
        for _, element in iterparse(BytesIO(data)):  # noqa: S314 - nothing can be declared, see above
            if _tag(element) == "sanctionEntity":
                yield _entity(element)
                element.clear()
    except ParseError as error:
        raise _broken(error) from error


def _broken(error: ParseError) -> Refusal:
    line, column = error.position
    return Refusal(f"expected the EU's XML, found a fault at line {line}, column {column}; fetch the list again")


def _entity(element: Element) -> Entry:
    kind = next((child.get("code", "") for child in element if _tag(child) == "subjectType"), "")
    published = (day_of(each.get("publicationDate")) for each in element.iter())
    return Entry(
        entry=element.get("euReferenceNumber") or element.get("logicalId") or "",
        kind=KINDS.get(kind, kind),
        names=_given(element, "nameAlias", "wholeName"),
        countries=_given(element, "citizenship", "countryIso2Code") + _given(element, "address", "countryIso2Code"),
        identifiers=_given(element, "identification", "number"),
        listed_on=day_of(element.get("designationDate")) or min(filter(None, published), default=None),
    )


def _given(element: Element, tag: str, attribute: str) -> tuple[str, ...]:
    return tuple(value for child in element if _tag(child) == tag and (value := child.get(attribute)))


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def read_csv(text: str) -> tuple[date | None, Iterator[Entry]]:
    """Give when the list was made, and its entries."""
    lines: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(StringIO(text), delimiter=";"):
        lines.setdefault(row["Entity_LogicalId"] or "", []).append(row)
    lines.pop("", None)
    made = next((day_of(rows[0].get("fileGenerationDate")) for rows in lines.values()), None)
    return made, (_of_rows(logical, rows) for logical, rows in lines.items())


def _of_rows(logical: str, rows: list[dict[str, str]]) -> Entry:
    def column(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for row in rows if (value := row.get(name))))

    kind = next(iter(column("Entity_SubjectType_ClassificationCode") + column("Entity_SubjectType")), "")
    dates = [name for name in rows[0] if name and name.endswith("Regulation_PublicationDate")]
    published = [day_of(value) for name in dates for value in column(name)]
    designated = [day_of(value) for value in column("Entity_DesignationDate")]
    return Entry(
        entry=next(iter(column("Entity_EU_ReferenceNumber")), logical),
        kind=KINDS.get(kind, kind),
        names=column("NameAlias_WholeName"),
        countries=column("Citizenship_CountryIso2Code") + column("Address_CountryIso2Code"),
        identifiers=column("Identification_Number"),
        listed_on=min(filter(None, designated), default=min(filter(None, published), default=None)),
    )
