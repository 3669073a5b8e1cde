"""Checking the access log: every row, the lock line, and every signed daily head; streamed, so a log of any length.

What the chain itself shows: a row edited, deleted, inserted or swapped. What only the heads show: an end cut off together with
the lock line, and a log computed anew from some row on. What only the heads outside show: all of that, when the installation's
own heads were signed anew along with it. Where two heads of one row differ, the one outside counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.evidence.accesses import AccessRow, HeadRow
from warehouse.evidence.hashing import GENESIS, row_hash
from warehouse.evidence.heads import Heads, outside_heads, own_heads

_ROWS_AT_ONCE = 5000
Row = tuple[int, datetime, str, str, str, str, str, str, str, str]
_COLUMNS = (
    AccessRow.sequence,
    AccessRow.at,
    AccessRow.actor,
    AccessRow.action,
    AccessRow.subject,
    AccessRow.purpose,
    AccessRow.modality,
    AccessRow.result,
    AccessRow.previous_hash,
    AccessRow.hash,
)


@dataclass(frozen=True)
class Verification:
    """What checking found: the rows read, the first row that is not what it was with the reason, and what proves nothing.

    `days_outside` counts the daily heads that lie outside, `unproved` says which place outside could not be read.
    """

    ok: bool
    rows: int
    first_bad: int | None = None
    problem: str = ""
    days_outside: int = 0
    unproved: str = ""


@dataclass(frozen=True)
class Anchors:
    """The daily heads: hash and day by the row they anchor, and what is wrong with the heads themselves."""

    rows: dict[int, tuple[str, str]]
    days_outside: int
    unproved: str
    problem: str


def verify(warehouse: Warehouse, *anchors: Path) -> Verification:
    """Check the whole log against itself and the signed daily heads: our own, those outside, and those in the folders given."""
    known = _anchors(own_heads(warehouse.settings), list(outside_heads(warehouse.settings, *anchors)))
    with warehouse.reading() as session:
        rows, first_bad, problem = _walk(session, known.rows)
        if not problem:
            first_bad, problem = _check_end(session, rows, known.rows)
    if not problem:
        problem = known.problem
    return Verification(not problem, rows, first_bad, problem, known.days_outside, known.unproved)


def _anchors(own: Heads, outside: Sequence[Heads]) -> Anchors:
    rows = {head.sequence: (head.hash, head.on) for head in own.signed}
    days = {head.on: head for head in own.signed}
    problem = ""
    for heads in outside:
        for head in heads.signed:
            rows[head.sequence] = (head.hash, head.on)
            if head.on in days and days[head.on] != head:
                problem = f"the daily head of {head.on} is not the one that lies outside: it was signed anew"
    forged = [day for heads in (own, *outside) for day in heads.forged]
    if forged:
        problem = f"the daily head {forged[0]}.json does not carry this installation's signature"
    kept = {head.on for heads in outside for head in heads.signed}
    return Anchors(rows, len(kept), "; ".join(heads.unreadable for heads in outside if heads.unreadable), problem)


def _walk(session: Session, anchors: dict[int, tuple[str, str]]) -> tuple[int, int | None, str]:
    """Follow the chain; gives the rows that are sound, and the first that is not with the reason."""
    previous, count = GENESIS, 0
    for row in _rows(session):
        sequence, at, *content, before, found = row
        count += 1
        if sequence == count and before == previous and found == row_hash(sequence, at, content, before):
            anchored = anchors.get(count)
            if anchored is None or anchored[0] == found:
                previous = found
                continue
        return count - 1, min(sequence, count), _problem(row, count, previous, anchors)
    return count, None, ""


def _rows(session: Session) -> Iterator[Row]:
    query = select(*_COLUMNS).order_by(AccessRow.sequence).execution_options(yield_per=_ROWS_AT_ONCE)
    with session.execute(query) as result:
        for part in result.partitions():
            yield from part


def _problem(row: Row, expected: int, previous: str, anchors: dict[int, tuple[str, str]]) -> str:
    sequence, at, *content, before, found = row
    if sequence != expected:
        return f"row {expected} is missing: row {sequence} follows row {expected - 1}"
    if before != previous:
        return f"row {expected} does not follow the row before it"
    if found != row_hash(sequence, at, content, before):
        return f"row {expected} is not what was written"
    return f"row {expected} is not the one of the daily head of {anchors[expected][1]}: the log was written anew"


def _check_end(session: Session, rows: int, anchors: dict[int, tuple[str, str]]) -> tuple[int | None, str]:
    newest = max(anchors, default=0)
    if newest > rows:
        return rows + 1, f"row {rows + 1} is missing: the daily head of {anchors[newest][1]} counts {newest} rows"
    head = session.get(HeadRow, 1)
    counted = head.sequence if head else 0
    if counted != rows:
        return min(counted, rows) + 1, f"the log has {rows} rows and its own head counts {counted}"
    return None, ""
