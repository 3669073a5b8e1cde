"""Entering the rows of a file in a table of the register: new ones added, changed ones replaced, none removed.

What differs is given back as changes, with what the register holds and the file does not name; nothing of it is removed,
because an end is a date and not an absence. Entries that are true for a time may not overlap another of the same subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from warehouse.database import Base
from warehouse.register_files import Row, Rows, WrongRow
from warehouse.register_journal import CHANGED, MISSING, NEW, Change
from warehouse.register_sheets import SHEETS

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Entering:
    """One import at work: its transaction, its moment, and the files' names for what must be refused."""

    session: Session
    at: datetime
    by: str
    files: Mapping[str, str]

    @property
    def on(self) -> date:
        """The day of the import."""
        return self.at.date()

    def refuse(self, part: str, row: int, column: str, message: str) -> WrongRow:
        """Make the refusal of one row."""
        return WrongRow(self.files.get(part, part), row, column, message)


@dataclass(frozen=True)
class Part:
    """Which table a file fills; `holder` and `iban` name the columns that say whom an entry is about."""

    name: str
    table: type[Base]
    holder: str | None = None
    iban: str | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    expected: Callable[[Any], bool] = lambda _entry: True
    """Which of the entries until further notice a file that says everything would name."""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that make an entry one and the same."""
        return SHEETS[self.name].key

    def change(self, event: str, key: Key, row: Row, values: Mapping[str, tuple[Any, Any]]) -> Change:
        """Describe what became of one entry."""
        entry = " ".join(str(value) for value in key if value is not None)
        holder = row.get(self.holder) if self.holder else None
        return Change(self.name, event, entry, row.get(self.iban) if self.iban else None, holder, values)


def enter(entering: Entering, part: Part, rows: Rows) -> list[Change]:
    """Enter the rows of a file; gives what was new, changed or missing, in the order of the file."""
    held = {_key_of(part, entry): entry for entry in entering.session.scalars(select(part.table))} if rows else {}
    fresh: list[Row] = []
    changes: list[Change] = []
    named: dict[Key, int] = {}
    for number, given in rows.items():
        row = {part.renamed.get(name, name): value for name, value in given.items()}
        key = tuple(row[name] for name in part.key)
        named[key] = number
        entry = held.get(key)
        if entry is None:
            fresh.append({**part.defaults, **row, "recorded_at": entering.at})
            changes.append(part.change(NEW, key, row, {name: (None, value) for name, value in row.items()}))
        elif values := differences(entry, row):
            overwrite(entry, row, entering.at)
            changes.append(part.change(CHANGED, key, row, values))
    if "valid_from" in part.key:
        _refuse_overlaps(entering, part, [*held.values(), *fresh], named)
    if fresh:
        entering.session.execute(insert(part.table), fresh)
    entering.session.flush()
    return [*changes, *_missing(part, held, named)]


def differences(entry: object, row: Row) -> dict[str, tuple[Any, Any]]:
    """Say of each column that differs what the register holds and what the row says."""
    return {name: (getattr(entry, name), value) for name, value in row.items() if getattr(entry, name) != value}


def overwrite(entry: Any, row: Row, at: datetime) -> None:
    """Let an entry say what the row says."""
    for name, value in row.items():
        setattr(entry, name, value)
    entry.recorded_at = at


def _key_of(part: Part, entry: Any) -> Key:
    return tuple(getattr(entry, name) for name in part.key)


def _missing(part: Part, held: Mapping[Key, Any], named: Mapping[Key, int]) -> Iterable[Change]:
    for key in sorted(held.keys() - named.keys(), key=str):
        if getattr(held[key], "valid_until", None) is None and part.expected(held[key]):
            row = dict(zip(part.key, key, strict=True))
            yield part.change(MISSING, key, row, {})


def _refuse_overlaps(entering: Entering, part: Part, entries: Iterable[Any], named: Mapping[Key, int]) -> None:
    """Refuse a row whose time overlaps another entry's of the same subject."""
    times: defaultdict[Key, list[tuple[date, date | None]]] = defaultdict(list)
    for entry in entries:
        values = entry if isinstance(entry, dict) else {name: getattr(entry, name) for name in (*part.key, "valid_until")}
        subject = tuple(values[name] for name in part.key if name != "valid_from")
        times[subject].append((values["valid_from"], values["valid_until"]))
    number_of = {
        tuple(value for name, value in zip(part.key, key, strict=True) if name != "valid_from"): number
        for key, number in named.items()
    }
    for subject, number in number_of.items():
        ordered = sorted(times[subject], key=lambda time: time[0])
        for (since, until), (following, _) in pairwise(ordered):
            if until is None or until > following:
                message = f"expected no other entry from {since} to {until or 'further notice'}, found one from {following}"
                raise entering.refuse(part.name, number, "valid_from", message)
