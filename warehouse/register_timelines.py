"""What was true of a holder on which day: the bar of registration and the status.

A move or a new status ends the entry before on its first day and begins another; neither is ever written over, because a
report is routed by the registration of its own day and a rule asks for the status of the movement's. The first entry of
a holder without a date is true since before the register knew the holder. Source: royal decree of 9 June 2024, art. 4;
art. 469, 471 and 473 of the Judicial Code.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

import polars as pl
from sqlalchemy import ColumnElement, insert, or_, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register_tables import HolderStatus, Registration

T = TypeVar("T", Registration, HolderStatus)
STATUSES_SCHEMA = pl.Schema(
    {"holder_id": pl.String(), "status": pl.String(), "valid_from": pl.Date(), "valid_until": pl.Date()}
)
REGISTRATIONS_SCHEMA = pl.Schema(
    {"holder_id": pl.String(), "bar": pl.String(), "valid_from": pl.Date(), "valid_until": pl.Date()}
)


def bar_of(warehouse: Warehouse, holder_id: str, *, on: date) -> str | None:
    """The bar at which a holder is registered on a day; None for one whom the register does not know on it."""
    with warehouse.reading() as session:
        return registered_at(session, holder_id, on=on)


def registered_at(session: Session, holder_id: str, *, on: date) -> str | None:
    """The same, within a transaction."""
    query = select(Registration.bar).where(*_true_on(Registration, holder_id, on)).order_by(Registration.number)
    return session.scalars(query).first()


def status_of(warehouse: Warehouse, holder_id: str, *, on: date) -> str | None:
    """The status of a holder on a day; None for one whom the register does not know on it."""
    query = select(HolderStatus.status).where(*_true_on(HolderStatus, holder_id, on)).order_by(HolderStatus.number)
    with warehouse.reading() as session:
        return session.scalars(query).first()


def statuses_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every status of every holder with its time, by holder and first day; without `valid_from`: since ever."""
    return _frame(warehouse, HolderStatus, STATUSES_SCHEMA)


def registrations_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every registration of every holder with its time, by holder and first day; without `valid_from`: since ever."""
    return _frame(warehouse, Registration, REGISTRATIONS_SCHEMA)


def open_entries(session: Session, table: type[T]) -> dict[str, T]:
    """The entry of each holder that is true until further notice."""
    return {entry.holder_id: entry for entry in session.scalars(select(table).where(table.valid_until.is_(None)))}


def begin_all(session: Session, table: type[T], column: str, begins: list[tuple[str, str, date | None]], at: datetime) -> None:
    """Begin the first entries of new holders: (holder, value, since)."""
    rows = [{"holder_id": holder, column: value, "valid_from": since, "recorded_at": at} for holder, value, since in begins]
    if rows:
        session.execute(insert(table), rows)


def pass_to(
    session: Session, table: type[T], column: str, current: T | None, holder_id: str, value: str, since: date | None,
    *, on: date, at: datetime,
) -> dict[str, tuple[Any, Any]]:  # fmt: skip
    """Let a value hold from `since` (else from `on`); gives what changed. Refusal when another began on a later day."""
    begins = since or on
    if current is None:
        session.add(table(**{"holder_id": holder_id, column: value, "valid_from": since, "recorded_at": at}))
        return {column: (None, value)}
    before = getattr(current, column)
    if before == value:
        if since is None or since == current.valid_from:
            return {}
        return {f"{column}_since": (_redated(session, table, current, since, at), since)}
    if current.valid_from is not None and begins < current.valid_from:
        raise Refusal(f"expected a day on or after {current.valid_from}, since when it is {before}, found {begins}")
    if current.valid_from == begins:
        _corrected(session, table, column, current, value, at)
    else:
        current.valid_until = begins
        session.add(table(**{"holder_id": holder_id, column: value, "valid_from": begins, "recorded_at": at}))
    session.flush()
    return {column: (before, value), f"{column}_since": (current.valid_from, begins)}


def _redated(session: Session, table: type[T], current: T, since: date, at: datetime) -> date | None:
    """Correct since when the present entry is true, and with it until when the one before was."""
    was = current.valid_from
    before = _before(session, table, current)
    if before is not None and before.valid_from is not None and since <= before.valid_from:
        raise Refusal(f"expected a day after {before.valid_from}, when the entry before begins, found {since}")
    if before is not None:
        before.valid_until = since
    current.valid_from, current.recorded_at = since, at
    session.flush()
    return was


def _corrected(session: Session, table: type[T], column: str, current: T, value: str, at: datetime) -> None:
    """What is replaced on its own first day never was: it takes the new value, or gives way to the same value before it."""
    before = _before(session, table, current)
    if before is not None and getattr(before, column) == value:
        session.delete(current)
        before.valid_until = None
    else:
        setattr(current, column, value)
        current.recorded_at = at


def _before(session: Session, table: type[T], current: T) -> T | None:
    ended = select(table).where(table.holder_id == current.holder_id, table.valid_until == current.valid_from)
    return session.scalars(ended.where(table.number != current.number)).first()


def _true_on(table: type[T], holder_id: str, on: date) -> tuple[ColumnElement[bool], ...]:
    begun = or_(table.valid_from.is_(None), table.valid_from <= on)
    unfinished = or_(table.valid_until.is_(None), table.valid_until > on)
    return table.holder_id == holder_id, begun, unfinished


def _frame(warehouse: Warehouse, table: type[Any], schema: pl.Schema) -> pl.DataFrame:
    query = select(*(getattr(table, name) for name in schema)).order_by(table.holder_id, table.valid_from, table.number)
    with warehouse.reading() as session:
        rows = [tuple(row) for row in session.execute(query)]
    return pl.DataFrame(rows, schema=schema, orient="row").sort("holder_id", "valid_from", nulls_last=False)
