"""Reading rows with everything that belongs to them, in the way in which they would be deleted (`erasure_rows`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from warehouse.erasure_rows import among, chunks, followers_of, named

Rows = dict[str, list[dict[str, Any]]]


def rows_with_followers(session: Session, name: str, key: str, values: Sequence[Any]) -> Rows:
    """Give the rows of a table whose `key` has these values, and all that goes with them, by table."""
    found: Rows = {}
    for some in chunks(values):
        _collect(session, name, key, some, found)
    return found


def _collect(session: Session, name: str, key: str, values: Sequence[Any], found: Rows) -> None:
    target = named(name, key.split())
    everything: list[ColumnElement[Any]] = [literal_column("*")]
    query = select(*everything).select_from(target).where(among(target, key, list(values)))
    rows = [dict(row) for row in session.execute(query).mappings()]
    if not rows:
        return
    found.setdefault(name, []).extend(rows)
    for follower, way in followers_of(name):
        parents = [tuple(row[one] for one in way.key.split()) for row in rows]
        own = [parent[0] for parent in parents] if len(way.key.split()) == 1 else parents
        for some in chunks(own):
            _collect(session, follower, way.column, some, found)
