"""One account as a book: its movements a page at a time, newest first, searched or not, and its balance over the years.

An account may hold a hundred thousand movements over ten years, so a page reads only the months that it shows, and its place is
kept by the last movement shown, never by a count. A place (`Place`) names no account: it may stand in an address.

>>> place = Place.of("BE35985051416137.EUR.2026-11-02.001.0001.0000", date(2026, 11, 2))
>>> place.written, Place.read(place.written) == place
('2026-11-02~2026-11-02.001.0001.0000', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import polars as pl
from sqlalchemy import func, select

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.lake import movements, statements
from warehouse.manifest import LakePart

PAGE = 100
SPANS = (1, 2, 6, 12, 36, 120)
"""How many months are read at a time, going back: little while there is enough, more where there is little."""
LONGEST_SEARCH = 100
SEARCHED = ("counterparty_name", "counterparty_account", "communication", "structured_reference", "bank_reference")
_PLACE = re.compile(r"(\d{4}-\d{2}-\d{2})~(\d{4}-\d{2}-\d{2}\.\d{3}[A-Za-z]*\.\d+\.\d{4})")


@dataclass(frozen=True)
class Place:
    """A place in an account's book: the movement there, without its account."""

    booked: date
    rest: str

    @classmethod
    def of(cls, movement_id: str, booked: date) -> Place:
        """The place of a movement."""
        return cls(booked, movement_id.split(".", 2)[2])

    @classmethod
    def read(cls, written: str) -> Place:
        """Read a place as an address holds it; Refusal when it is none."""
        found = _PLACE.fullmatch(written)
        try:
            return cls(date.fromisoformat(found[1]), found[2]) if found else cls(date.fromisoformat(""), "")
        except ValueError:
            raise Refusal("expected a place in the account's book") from None

    @property
    def written(self) -> str:
        """The place as an address holds it."""
        return f"{self.booked.isoformat()}~{self.rest}"


@dataclass(frozen=True)
class BookPage:
    """A page of the book: movements, newest first, and the place where the next page begins (None: this is the last)."""

    rows: tuple[dict[str, Any], ...]
    following: Place | None


def book_page(
    warehouse: Warehouse, iban: str, currency: str, *, after: Place | None = None, search: str = "", size: int = PAGE
) -> BookPage:
    """Read a page of an account's book; details stand under their movement. `search` looks in names, numbers, references."""
    found: list[dict[str, Any]] = []
    for frame in _backwards(warehouse, iban, currency, after, search):
        rows = _newest_first(frame.to_dicts())
        if after is not None and found == [] and rows:
            rows = _beyond(rows, f"{iban}.{currency}.{after.rest}", after.booked)
        found += rows
        if len(found) > size:
            last = found[size - 1]
            return BookPage(tuple(found[:size]), Place.of(last["movement_id"], last["booked"]))
    return BookPage(tuple(found), None)


def balances(
    warehouse: Warehouse, iban: str, currency: str, *, since: date | None = None, until: date | None = None
) -> list[tuple[date, int]]:
    """Give the balance at the end of each day with a statement, in thousandths, by day."""
    columns = ["currency", "statement_date", "statement_number", "new_balance_milli", "separate_application"]
    told = statements(warehouse, accounts=[iban], since=since, until=until, columns=columns)
    frame = told.filter(pl.col("currency") == currency, ~pl.col("separate_application")).collect()
    last = frame.group_by("statement_date", maintain_order=True).agg(pl.col("new_balance_milli").last())
    return list(last.select("statement_date", "new_balance_milli").iter_rows())


def span_of(warehouse: Warehouse) -> tuple[date, date] | None:
    """Give the first day of the first month and the last day of the last month of which the lake holds movements."""
    query = select(func.min(LakePart.month), func.max(LakePart.month)).where(
        LakePart.dataset == "movements", LakePart.replaced_at.is_(None)
    )
    with warehouse.reading() as session:
        first, last = session.execute(query).one()
    if first is None:
        return None
    year, month = map(int, last.split("-"))
    return date.fromisoformat(f"{first}-01"), _month_before(year, month, -1) - timedelta(days=1)


def _backwards(warehouse: Warehouse, iban: str, currency: str, after: Place | None, search: str) -> Iterator[pl.DataFrame]:
    """Give the account's movements in stretches of months going back, each in the total order."""
    span = span_of(warehouse)
    if span is None:
        return
    until = span[1] if after is None else min(after.booked, span[1])
    until = _month_before(until.year, until.month, -1) - timedelta(days=1)
    spans = iter(SPANS)
    months = next(spans)
    while until >= span[0]:
        since = _month_before(until.year, until.month, months - 1)
        frame = movements(warehouse, accounts=[iban], since=since, until=until).filter(pl.col("currency") == currency)
        yield (frame.filter(_matches(search)) if search.strip() else frame).collect()
        until = since - timedelta(days=1)
        months = next(spans, SPANS[-1])


def _newest_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Turn the total order round, and leave the details under the movement that they explain."""
    together = groupby(rows, key=lambda row: row["movement_id"].rsplit(".", 1)[0])
    return [row for group in [list(rows) for _, rows in together][::-1] for row in group]


def _beyond(rows: list[dict[str, Any]], movement_id: str, booked: date) -> list[dict[str, Any]]:
    """Leave out what was shown: everything up to the movement of the place, or of a later day where it is gone."""
    for place, row in enumerate(rows):
        if row["movement_id"] == movement_id:
            return rows[place + 1 :]
    return [row for row in rows if row["booked"] < booked]


def _matches(search: str) -> pl.Expr:
    words = search.strip()[:LONGEST_SEARCH].lower()
    bare = "".join(words.split())
    texts = [pl.col(name).str.to_lowercase() for name in SEARCHED]
    return pl.any_horizontal(
        *(text.str.contains(words, literal=True) | text.str.contains(bare, literal=True) for text in texts)
    )


def _month_before(year: int, month: int, back: int) -> date:
    """Give the first day of the month that lies so many months before.

    >>> _month_before(2026, 1, 1), _month_before(2026, 12, -1), _month_before(2026, 3, 0)
    (datetime.date(2025, 12, 1), datetime.date(2027, 1, 1), datetime.date(2026, 3, 1))
    """
    index = year * 12 + month - 1 - back
    return date(index // 12, index % 12 + 1, 1)
