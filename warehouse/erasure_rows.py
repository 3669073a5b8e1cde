"""Deleting rows with everything that belongs to them, as the table of what is kept says (`warehouse.kept`).

Rows that belong to others (`With`) go before them, so that no foreign key is left without its row; a table that is added with a
`With` line is reached without another word here. Tables are known by their names alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, CursorResult, Date, column, delete, select, table, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.types import TypeEngine

from warehouse.database import UtcDateTime
from warehouse.kept import TABLES, With

CHUNK = 500
DATES = ("_on", "_from", "until")
"""How the names of columns end that hold a date."""
T = TypeVar("T")


def delete_with_followers(session: Session, name: str, key: str, values: Sequence[Any]) -> Counter[str]:
    """Delete the rows of a table whose `key` (one column, or several by blanks) has these values; give counts by table."""
    gone: Counter[str] = Counter()
    target = named(name, key.split())
    for some in chunks(values):
        _delete(session, target, among(target, key, some), gone)
    return gone


def followers_of(parent: str) -> list[tuple[str, With]]:
    """Give the tables whose rows go with those of a table."""
    return [(name, line.way) for name, line in TABLES.items() if isinstance(line.way, With) and line.way.parent == parent]


def named(name: str, columns: Iterable[str]) -> TableClause:
    """Give a table by its name, with these columns; the name of a column says whether it is a moment or a date."""
    return table(name, *(column(one, _kind(one)) for one in columns))


def among(target: TableClause, key: str, values: Any) -> ColumnElement[bool]:
    """Say that a row's key is among values, or in what a query gives."""
    columns = [target.c[one] for one in key.split()]
    return columns[0].in_(values) if len(columns) == 1 else tuple_(*columns).in_(values)


def chunks(values: Sequence[T]) -> Iterator[list[T]]:
    """Cut values into lists that both databases take in one statement."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def is_moment(name: str) -> bool:
    """Whether a column of this name holds a moment in UTC.

    >>> is_moment("stored_at"), is_moment("at"), is_moment("until")
    (True, True, False)
    """
    return f"_{name}".endswith("_at")


def _kind(name: str) -> TypeEngine[Any] | None:
    if is_moment(name):
        return UtcDateTime()
    return Date() if name.endswith(DATES) else None


def _delete(session: Session, target: TableClause, which: ColumnElement[bool], gone: Counter[str]) -> None:
    for name, way in followers_of(target.name):
        follower = named(name, way.column.split())
        keys: list[ColumnElement[Any]] = [column(one) for one in way.key.split()]
        going = select(*keys).select_from(target).where(which)
        _delete(session, follower, among(follower, way.column, going), gone)
    result = cast("CursorResult[Any]", session.execute(delete(target).where(which)))
    gone[target.name] += max(result.rowcount, 0)
