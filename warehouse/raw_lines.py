"""The bank's own lines of a movement: from the statement that holds them, with their numbers in the delivery.

A movement fills records 21 to 23 and the information records 31 to 33 that follow, all under its sequence number (CODA 2.6,
records 2 and 3). The lines are the proof behind every alert; they are found here and read nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from warehouse.database import Warehouse
from warehouse.lake import movements, statements

SEQUENCE = slice(2, 6)
DETAIL = slice(6, 10)
MARGIN = timedelta(days=62)
"""How far from its statement's date a movement may be booked and still be found without reading everything."""


@dataclass(frozen=True)
class RawLine:
    """One line of a delivery, by its number counted from 1."""

    number: int
    text: str


def movements_named(warehouse: Warehouse, movement_ids: Iterable[str]) -> pl.DataFrame:
    """Give the movements of these ids, in the total order; those destroyed since are not there any more."""
    wanted = sorted(set(movement_ids))
    accounts = sorted({movement_id.split(".", 1)[0] for movement_id in wanted})
    if not wanted:
        return movements(warehouse, accounts=[]).collect()
    days = [date.fromisoformat(movement_id.split(".")[2]) for movement_id in wanted]
    named = pl.col("movement_id").is_in(wanted)
    near = movements(warehouse, accounts=accounts, since=min(days) - MARGIN, until=max(days) + MARGIN).filter(named).collect()
    return near if near.height == len(wanted) else movements(warehouse, accounts=accounts).filter(named).collect()


def lines_of(warehouse: Warehouse, rows: pl.DataFrame) -> Mapping[str, tuple[RawLine, ...]]:
    """Give the bank's lines of movements by id; the frame needs movement_id, account, statement_date and line."""
    if rows.is_empty():
        return {}
    named = rows.with_columns(pl.col("movement_id").str.split(".").list.head(4).list.join(".").alias("statement_id"))
    days: list[date] = rows["statement_date"].to_list()
    held = statements(
        warehouse,
        accounts=rows["account"].unique().to_list(),
        since=min(days),
        until=max(days),
        columns=["statement_id", "raw", "encoding", "line"],
    )
    found = held.filter(pl.col("statement_id").is_in(named["statement_id"].unique().to_list())).collect()
    texts = {row["statement_id"]: (row["line"], _lines(row["raw"], row["encoding"])) for row in found.iter_rows(named=True)}
    return {
        movement_id: _of_movement(*texts[statement_id], line)
        for movement_id, statement_id, line in named.select("movement_id", "statement_id", "line").iter_rows()
        if statement_id in texts
    }


def _lines(raw: bytes, encoding: str) -> list[str]:
    return [line.rstrip("\r\n") for line in raw.decode(encoding, errors="replace").split("\n")]


def _of_movement(first: int, lines: list[str], line: int) -> tuple[RawLine, ...]:
    """Cut the lines of one movement out of its statement; `first` is the number of the statement's first line."""
    start = line - first
    if not 0 <= start < len(lines):
        return ()
    head = lines[start]
    end = start + 1
    while end < len(lines) and _goes_with(head, lines[end]):
        end += 1
    return tuple(RawLine(first + place, lines[place]) for place in range(start, end))


def _goes_with(head: str, line: str) -> bool:
    if line.startswith("2") and not line.startswith("21"):
        return line[SEQUENCE] == head[SEQUENCE] and line[DETAIL] == head[DETAIL]
    return line.startswith("3") and line[SEQUENCE] == head[SEQUENCE]
