"""Rows that have a day of their own: which of them are past it, table by table, as the table of what is kept says.

A row is due ten years after its day, like a movement; a hold on its account, on its holder, or on a period with its day keeps
it. Which tables these are is said in `warehouse.kept` and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.erasure_rows import is_moment, named
from warehouse.holds.coverage import Coverage
from warehouse.kept import TABLES, ByDay
from warehouse.retention.spared import Spared

Key = tuple[Any, ...]


def dated_tables() -> Iterator[tuple[str, ByDay]]:
    """Give the tables whose rows have a day of their own."""
    return ((name, line.way) for name, line in sorted(TABLES.items()) if isinstance(line.way, ByDay))


def rows_due(session: Session, cutoff: date, coverage: Coverage, spared: Spared) -> dict[str, tuple[Key, ...]]:
    """Give the keys of the rows whose day is past, by table; counts what holds keep into `spared`."""
    found: defaultdict[str, list[Key]] = defaultdict(list)
    for name, way in dated_tables():
        rows = named(name, way.columns)
        day = rows.c[way.day]
        past = day < datetime.combine(cutoff + timedelta(1), time(), UTC) if is_moment(way.day) else day <= cutoff
        for row in session.execute(select(*rows.c).where(past)).mappings():
            held = _held(row, way, coverage)
            if held:
                spared.count(name, held)
            else:
                found[name].append(tuple(row[one] for one in way.key.split()))
    return {name: tuple(sorted(keys, key=repr)) for name, keys in found.items()}


def _held(row: Mapping[Any, Any], way: ByDay, coverage: Coverage) -> set[str]:
    accounts, holders = _values(row, way.account.split()), _values(row, way.holder.split())
    day = row[way.day]
    if not accounts and not holders:
        return set()
    held = coverage.of_day(day.date() if isinstance(day, datetime) else day, accounts, holders)
    held = held.union(*(coverage.accounts.get(account, set()) for account in accounts))
    return held.union(*(coverage.holders.get(holder, set()) for holder in holders))


def _values(row: Mapping[Any, Any], columns: Sequence[str]) -> list[str]:
    return [row[one] for one in columns if row[one] is not None]
