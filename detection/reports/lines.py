"""Movements as the reports print them, read from the lake.

A structured communication and its free text both stay; nothing is shortened. A direct debit keeps its mandate and
creditor, since they identify the transaction (royal decree of 9 June 2024, art. 2 §3: all details that identify it).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from detection.reports.content import Line
from warehouse import lake
from warehouse.alerts import Finding
from warehouse.database import Warehouse

COLUMNS = (
    "movement_id",
    "account",
    "currency",
    "booked",
    "valued",
    "amount_milli",
    "code",
    "counterparty_name",
    "counterparty_account",
    "counterparty_bic",
    "counterparty_address",
    "communication",
    "structured_reference",
    "bank_reference",
    "customer_reference",
    "creditor_id",
    "mandate_reference",
    "is_detail",
)


def lines_by_id(warehouse: Warehouse, findings: Iterable[Finding]) -> dict[str, Line]:
    """Give every movement that the findings name and that is still kept, by its identity."""
    wanted = {movement: finding.account for finding in findings for movement in finding.movement_ids}
    if not wanted:
        return {}
    frame = lake.movements(warehouse, accounts=sorted(set(wanted.values())), columns=COLUMNS)
    kept = frame.filter(pl.col("movement_id").is_in(list(wanted))).collect()
    return {row["movement_id"]: line_of(row) for row in kept.iter_rows(named=True)}


def line_of(row: dict[str, Any]) -> Line:
    """Make a printed line of a row of the lake with the columns of `COLUMNS`."""
    return Line(
        movement_id=row["movement_id"],
        booked=row["booked"],
        valued=row["valued"],
        amount_milli=row["amount_milli"],
        currency=row["currency"],
        code=row["code"],
        counterparty_name=row["counterparty_name"],
        counterparty_account=row["counterparty_account"],
        counterparty_bic=row["counterparty_bic"],
        counterparty_address=row["counterparty_address"],
        communication=row["communication"],
        structured_reference=row["structured_reference"],
        bank_reference=row["bank_reference"],
        customer_reference=row["customer_reference"],
        mandate=" / ".join(part for part in (row["mandate_reference"], row["creditor_id"]) if part),
        is_detail=row["is_detail"],
    )
