"""What an entry of a list says, whatever its format, and the frame that rules are given (`surroundings.SANCTIONS`).

A row of the frame is one name of one entry with one of its countries, or one of its identifiers. Names are plain; an entry
whose names are not in Latin letters alone leaves nothing to compare and is counted, not kept.

>>> one = Entry("EU.1.1", "person", ("Ōleg  Ósinov",), ("RU", "BY"), ("AB 123-456",), date(2022, 3, 1))
>>> frame([one], "eu").select("name_plain", "country", "identifier").rows()
[('', '', 'AB123456'), ('OLEG OSINOV', 'BY', ''), ('OLEG OSINOV', 'RU', '')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from detection.surroundings import SANCTIONS
from detection.texts import plain

SHORTEST_IDENTIFIER = 6
"""Letters and digits; a shorter one identifies nobody."""


@dataclass(frozen=True)
class Entry:
    """One entry of a list: countries as two letters, `listed_on` None where the list does not say."""

    entry: str
    kind: str
    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    listed_on: date | None = None


def frame(entries: Iterable[Entry], source: str) -> pl.DataFrame:
    """Give the rows of the entries, sorted and without doubles."""
    rows = [row for entry in entries for row in _rows(entry, source)]
    drawn = pl.DataFrame(rows, schema=SANCTIONS, orient="row").with_columns(plain(pl.col("name_plain")))
    told = drawn.filter((pl.col("name_plain") != "") | (pl.col("identifier") != ""))
    return told.unique().sort(SANCTIONS.names(), nulls_last=True)


def _rows(entry: Entry, source: str) -> Iterable[tuple[str, str, str, str, str, str, date | None]]:
    countries = sorted({country.upper() for country in entry.countries if re.fullmatch("[A-Za-z]{2}", country)}) or [""]
    for name in entry.names:
        for country in countries:
            yield entry.entry, source, entry.kind, name, country, "", entry.listed_on
    for identifier in entry.identifiers:
        bare = re.sub("[^A-Z0-9]", "", identifier.upper())
        if len(bare) >= SHORTEST_IDENTIFIER:
            yield entry.entry, source, entry.kind, "", "", bare, entry.listed_on


def day_of(text: str | None) -> date | None:
    """Read a day as the lists write it: 2022-03-01, 2022-03-01T12:00:00, or 01/03/2022; None for anything else."""
    if found := re.match(r"(\d{4})-(\d{2})-(\d{2})", text or ""):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text or ""):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
