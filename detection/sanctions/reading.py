"""One file of a list, in whichever of the four formats it is: it is recognised by its content, never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detection.sanctions import european, opensanctions
from detection.sanctions.entries import frame
from warehouse.errors import Refusal


@dataclass(frozen=True)
class ListRead:
    """What a file holds: its format, the source that it comes from, the day on which it was made, the rows of its entries."""

    format: str
    source: str
    made_on: date | None
    rows: pl.DataFrame


def read_list(data: bytes) -> ListRead:
    """Read a list; raises `Refusal` for anything that is none of the four formats, or that lists nobody."""
    if european.is_xml(data):
        found, source, (made_on, entries) = "EU XML", "eu", european.read_xml(data)
    else:
        text = _text(data)
        header = text.split("\n", 1)[0].strip()
        if european.is_csv(header):
            found, source, (made_on, entries) = "EU CSV", "eu", european.read_csv(text)
        elif opensanctions.is_table(header):
            found, source, (made_on, entries) = "OpenSanctions CSV", "opensanctions", opensanctions.read_table(text)
        elif opensanctions.is_entities(header):
            found, source, (made_on, entries) = "OpenSanctions JSON", "opensanctions", opensanctions.read_entities(text)
        else:
            raise _unknown()
    rows = frame(entries, source)
    if rows.is_empty():
        raise Refusal(
            f"expected entries in the list ({found}), found none; was the file cut short, or is it another collection?"
        )
    return ListRead(found, source, made_on, rows)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unknown() from None


def _unknown() -> Refusal:
    return Refusal(
        "expected a sanctions list: the EU's consolidated list as XML or CSV, or OpenSanctions' targets.simple.csv or "
        "entities.ftm.json; found something else"
    )
