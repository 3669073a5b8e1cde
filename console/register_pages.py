"""What `quater register` prints of the register: a difference, an entry with its dates, a history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from console.output import say, show_json, show_table
from console.records import as_json
from warehouse import register
from warehouse.database import Warehouse
from warehouse.register import Change, ImportSummary, Recorded
from warehouse.register_exclusion import list_exclusions

MOST_LINES = 200
"""Lines of a difference that a person is shown; the counts below it are of everything."""


def show_changes(summary: ImportSummary, *, json: bool) -> None:
    """Print what an import would change, old → new, and what the register holds and the file does not name."""
    if json:
        show_json({"counts": summary.as_json(), "changes": as_json(summary.changes)})
        return
    lines = [line for change in summary.changes for line in _lines(change)]
    show_table("What would change", ("part", "what", "entry", "column", "old", "new"), lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        say(f"and {len(lines) - MOST_LINES} more lines")
    missing = sum(change.event == "missing" for change in summary.changes)
    if missing:
        say(f"{missing} entries of the register are missing from the files: they stay as they are")


def show_entry(warehouse: Warehouse, subject: str, *, json: bool) -> None:
    """Print everything that the register says of an account or a holder."""
    tables = {title: frame for title, frame in _tables(warehouse, subject) if frame.height}
    if json:
        show_json({title: as_json(frame.to_dicts()) for title, frame in tables.items()})
        return
    for title, frame in tables.items():
        show_table(title.replace("_", " "), frame.columns, frame.rows())


def show_history(recorded: Sequence[Recorded], *, json: bool) -> None:
    """Print what was entered: when, by whom, old and new."""
    if json:
        show_json(as_json(recorded))
        return
    rows = [(one.at.isoformat(timespec="seconds"), one.by, *line) for one in recorded for line in _lines(one.change)]
    show_table("", ("at", "by", "part", "what", "entry", "column", "old", "new"), rows)


def _lines(change: Change) -> Iterator[tuple[object, ...]]:
    """One line for an entry that is new or missing, one for each column that changed."""
    head = (change.part, change.event, change.entry)
    if change.event != "changed":
        yield (*head, "", "", "")
        return
    for column, (old, new) in change.values.items():
        yield (*head, column, old, new)


def _tables(warehouse: Warehouse, subject: str) -> Iterator[tuple[str, pl.DataFrame]]:
    accounts = register.accounts_frame(warehouse)
    of_account = subject in accounts["iban"]
    key = "iban" if of_account else "holder_id"
    yield "account" if of_account else "accounts", accounts.filter(pl.col(key) == subject)
    yield "holdings", register.holdings_frame(warehouse).filter(pl.col(key) == subject)
    yield "allowances", register.allowances_frame(warehouse).filter(pl.col(key) == subject)
    yield "declarations", register.declarations_frame(warehouse).filter(pl.col(key) == subject)
    yield from _of_account(warehouse, subject) if of_account else _of_holder(warehouse, subject)


def _of_account(warehouse: Warehouse, iban: str) -> Iterator[tuple[str, pl.DataFrame]]:
    yield "mandates", _records(register.mandates_of(warehouse, iban))
    yield "authorisations", _records(register.authorisations_of(warehouse, iban))
    yield "exclusions", _records(list_exclusions(warehouse, iban=iban))


def _of_holder(warehouse: Warehouse, holder_id: str) -> Iterator[tuple[str, pl.DataFrame]]:
    mine = pl.col("holder_id") == holder_id
    yield "holder", register.holders_frame(warehouse).filter(mine)
    yield "registrations", register.registrations_frame(warehouse).filter(mine)
    yield "statuses", register.statuses_frame(warehouse).filter(mine)
    members = register.members_frame(warehouse)
    yield "memberships", members.filter((pl.col("firm_id") == holder_id) | (pl.col("member_id") == holder_id))
    yield "own_accounts", register.own_accounts_frame(warehouse).filter(mine)


def _records(found: Sequence[Any]) -> pl.DataFrame:
    return pl.DataFrame([vars(one) for one in found], infer_schema_length=None)
