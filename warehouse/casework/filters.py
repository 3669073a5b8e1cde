"""Saved filters: a person's own lists of the queue, each under a name; they hold what was asked for, never what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from warehouse.casework.tables import SavedFilterRow
from warehouse.database import Warehouse
from warehouse.errors import Refusal

LONGEST_NAME, LONGEST_QUERY, MOST = 60, 1_000, 40


@dataclass(frozen=True)
class SavedFilter:
    """A filter under its name; `query` is what stands in the address after the question mark."""

    number: int
    name: str
    query: str


def save_filter(warehouse: Warehouse, *, owner: str, name: str, query: str, at: datetime) -> SavedFilter:
    """Keep a filter; one of the same name is replaced. Refusal for an empty or overlong name, or one too many."""
    words = " ".join(name.split())
    if not words or not owner.strip() or len(words) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise Refusal(f"a saved filter needs a name of 1 to {LONGEST_NAME} characters and a person")
    with warehouse.writing() as session:
        mine = list(session.scalars(select(SavedFilterRow).where(SavedFilterRow.owner == owner.strip())))
        row = next((one for one in mine if one.name == words), None)
        if row is None:
            if len(mine) >= MOST:
                raise Refusal(f"{MOST} filters are saved already; forget one first")
            row = SavedFilterRow(owner=owner.strip(), name=words)
            session.add(row)
        row.query, row.at = query, at
        session.flush()
        return SavedFilter(row.number, row.name, row.query)


def saved_filters(warehouse: Warehouse, owner: str) -> list[SavedFilter]:
    """Give a person's filters, by name."""
    query = select(SavedFilterRow).where(SavedFilterRow.owner == owner.strip()).order_by(SavedFilterRow.name)
    with warehouse.reading() as session:
        return [SavedFilter(row.number, row.name, row.query) for row in session.scalars(query)]


def forget_filter(warehouse: Warehouse, number: int, *, owner: str) -> None:
    """Forget a person's own filter; another's stays."""
    with warehouse.writing() as session:
        session.execute(delete(SavedFilterRow).where(SavedFilterRow.number == number, SavedFilterRow.owner == owner.strip()))
