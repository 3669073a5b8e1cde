"""Anchoring the access log once a day: check it whole, then sign its head into the day's file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.accesses import HeadRow
from warehouse.evidence.chain import verify
from warehouse.evidence.hashing import GENESIS
from warehouse.evidence.heads import write_head


def anchor_head(warehouse: Warehouse, *, on: date, at: datetime) -> Path:
    """Write the signed head of the day `on`, or give the one already written. Refusal when the log is not whole."""
    found = verify(warehouse)
    if not found.ok:
        raise Refusal(f"the access log is not whole: {found.problem}; its head is not signed, tell the DPO")
    with warehouse.reading() as session:
        head = session.get(HeadRow, 1)
        sequence, digest = (head.sequence, head.hash) if head else (0, GENESIS)
    return write_head(warehouse.settings, on=on, at=at, sequence=sequence, digest=digest)
