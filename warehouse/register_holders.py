"""Entering holders: their present row, the version it replaces, and since when the bar and the status hold.

`kind`, `status` and the two dates are optional columns: a file without them says nothing of them. A new holder is a lawyer
and active unless the file says otherwise; a move without a date is true from the day of the import.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from warehouse.errors import Refusal
from warehouse.register_entries import Entering, Part, differences, overwrite
from warehouse.register_files import Row, Rows
from warehouse.register_journal import CHANGED, MISSING, NEW, Change
from warehouse.register_tables import Holder, HolderStatus, HolderVersion, Registration
from warehouse.register_timelines import begin_all, open_entries, pass_to

PART = Part("holders", Holder, holder="holder_id")
DATED = ("bar_since", "status", "status_since")
"""Columns of the file that are no columns of the holder's row."""


def enter_holders(entering: Entering, rows: Rows) -> list[Change]:
    """Enter the holders of a file; gives what was new, changed or missing."""
    if not rows:
        return []
    session = entering.session
    held = {holder.holder_id: holder for holder in session.scalars(select(Holder))}
    for number, row in rows.items():
        _refuse_the_future(entering, number, row)
    fresh = [row for row in rows.values() if row["holder_id"] not in held]
    _begin(entering, fresh)
    registered, statuses = open_entries(session, Registration), open_entries(session, HolderStatus)
    changes = [_change(NEW, row, {name: (None, value) for name, value in row.items()}) for row in fresh]
    for number, row in rows.items():
        holder = held.get(row["holder_id"])
        if holder is not None:
            current = (registered.get(holder.holder_id), statuses.get(holder.holder_id))
            values = _changed(entering, number, holder, row, current)
            changes += [_change(CHANGED, row, values)] if values else []
    named = {row["holder_id"] for row in rows.values()}
    return [*changes, *(_change(MISSING, {"holder_id": holder_id}, {}) for holder_id in sorted(held.keys() - named))]


def _refuse_the_future(entering: Entering, number: int, row: Row) -> None:
    for column in ("bar_since", "status_since"):
        if row.get(column) is not None and row[column] > entering.on:
            message = f"expected a day up to {entering.on}, found {row[column]}: the register holds what has happened"
            raise entering.refuse("holders", number, column, message)


def _begin(entering: Entering, fresh: list[Row]) -> None:
    if not fresh:
        return
    entries = [{"kind": "lawyer", **_entry(row), "recorded_at": entering.at} for row in fresh]
    entering.session.execute(insert(Holder), entries)
    bars = [(row["holder_id"], row["bar"], row.get("bar_since")) for row in fresh]
    begin_all(entering.session, Registration, "bar", bars, entering.at)
    statuses = [(row["holder_id"], row.get("status", "active"), row.get("status_since")) for row in fresh]
    begin_all(entering.session, HolderStatus, "status", statuses, entering.at)


def _changed(
    entering: Entering, number: int, holder: Holder, row: Row, current: tuple[Registration | None, HolderStatus | None]
) -> dict[str, tuple[Any, Any]]:
    session, on, at = entering.session, entering.on, entering.at
    values = differences(holder, _entry(row))
    if values:
        keep_version(entering, holder, HolderVersion)
        overwrite(holder, _entry(row), at)
    try:
        column = "bar_since"
        values |= pass_to(
            session, Registration, "bar", current[0], holder.holder_id, row["bar"], row.get("bar_since"), on=on, at=at
        )
        column = "status_since"
        if "status" in row:
            since = row.get("status_since")
            values |= pass_to(session, HolderStatus, "status", current[1], holder.holder_id, row["status"], since, on=on, at=at)
    except Refusal as refusal:
        raise entering.refuse("holders", number, column, str(refusal)) from None
    return values


def keep_version(entering: Entering, entry: Any, version: type[Any]) -> None:
    """Keep what an entry says now; what is corrected within the same moment never was."""
    if entry.recorded_at == entering.at:
        return
    names = [column.key for column in version.__table__.columns if column.key != "replaced_at"]
    entering.session.add(version(**{name: getattr(entry, name) for name in names}, replaced_at=entering.at))


def _entry(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in DATED}


def _change(event: str, row: Row, values: dict[str, tuple[Any, Any]]) -> Change:
    return PART.change(event, (row["holder_id"],), row, values)
