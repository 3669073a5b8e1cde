"""Checking the access log: every row, the lock line, and every signed daily head; streamed, so a log of any length.

What the chain itself shows: a row edited, deleted, inserted or swapped. What only the heads show: an end cut off together
with the lock line, and a log computed anew from some row on.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.evidence.accesses import AccessRow, HeadRow, hash_of
from warehouse.evidence.hashing import GENESIS
from warehouse.evidence.heads import read_heads

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Verification:
    """What checking found: the rows read, and the first row that is not what it was, with the reason in words."""

    ok: bool
    rows: int
    first_bad: int | None = None
    problem: str = ""


def verify(warehouse: Warehouse) -> Verification:
    """Check the whole log against itself and against the signed daily heads."""
    signed, forged = read_heads(warehouse.settings)
    anchors = {head.sequence: (head.hash, head.on) for head in signed}
    with warehouse.reading() as session:
        rows, found = _walk(session, anchors)
        if found is not None:
            return found
        if forged:
            return Verification(False, rows, None, f"the daily head {forged[0]} does not carry this installation's signature")
        return _check_end(session, rows, anchors)


def _walk(session: Session, anchors: dict[int, tuple[str, str]]) -> tuple[int, Verification | None]:
    previous, count = GENESIS, 0
    query = select(AccessRow).order_by(AccessRow.sequence).execution_options(yield_per=_ROWS_AT_ONCE)
    with closing(session.scalars(query)) as rows:
        for row in rows:
            problem = _problem(row, count + 1, previous, anchors)
            if problem:
                return count, Verification(False, count, min(row.sequence, count + 1), problem)
            previous, count = row.hash, count + 1
    return count, None


def _problem(row: AccessRow, expected: int, previous: str, anchors: dict[int, tuple[str, str]]) -> str:
    if row.sequence != expected:
        return f"row {expected} is missing: row {row.sequence} follows row {expected - 1}"
    if row.previous_hash != previous:
        return f"row {expected} does not follow the row before it"
    if row.hash != hash_of(row):
        return f"row {expected} is not what was written"
    anchored, on = anchors.get(expected, (row.hash, ""))
    if anchored != row.hash:
        return f"row {expected} is not the one of the daily head of {on}: the log was written anew"
    return ""


def _check_end(session: Session, rows: int, anchors: dict[int, tuple[str, str]]) -> Verification:
    newest = max(anchors, default=0)
    if newest > rows:
        on = anchors[newest][1]
        return Verification(False, rows, rows + 1, f"row {rows + 1} is missing: the daily head of {on} counts {newest} rows")
    head = session.get(HeadRow, 1)
    counted = head.sequence if head else 0
    if counted != rows:
        problem = f"the log has {rows} rows and its own head counts {counted}"
        return Verification(False, rows, min(counted, rows) + 1, problem)
    return Verification(True, rows)
