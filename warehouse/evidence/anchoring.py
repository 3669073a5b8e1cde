"""Anchoring the access log once a day: check it whole, sign its head into the day's file, bring that outside."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.accesses import HeadRow
from warehouse.evidence.chain import verify
from warehouse.evidence.hashing import GENESIS
from warehouse.evidence.heads import write_head
from warehouse.evidence.outside import bring_outside


def anchor_head(warehouse: Warehouse, *, on: date, at: datetime) -> Path:
    """Write the signed head of the day `on`, or give the one already written; bring every head outside that is not there, and
    the report of the month before.

    Refusal when the log is not whole, and, after the head was written, when a place outside could not be reached.
    """
    from warehouse.evidence.monthly import report_month  # it counts incidents, which themselves stand on the evidence

    found = verify(warehouse)
    if not found.ok:
        raise Refusal(f"the access log is not whole: {found.problem}; its head is not signed, tell the DPO")
    with warehouse.reading() as session:
        head = session.get(HeadRow, 1)
        sequence, digest = (head.sequence, head.hash) if head else (0, GENESIS)
    path = write_head(warehouse.settings, on=on, at=at, sequence=sequence, digest=digest)
    failures = [*bring_outside(warehouse.settings, path.parent), *report_month(warehouse, on=on)]
    if failures:
        raise Refusal(f"the head of {on} is signed but not outside: {'; '.join(failures)}; mend it and run this again")
    return path
