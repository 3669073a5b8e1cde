"""What is new since a moment: rows that came or went, what the register says else, and which movements findings name already.

A file of the lake is news when it was added since then and no compaction made it: compaction only moves rows. A file that took
the place of one from which rows were destroyed is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import polars as pl
from sqlalchemy import or_, select

from coda_parser.columns import MOVEMENTS, STATEMENTS
from warehouse.alerts.findings import FindingRow, parts
from warehouse.database import Warehouse
from warehouse.lake_files import MONTH_OF
from warehouse.manifest import LakePart
from warehouse.register_journal import RegisterChange
from warehouse.schema import polars_schema

IDENTITY_OF = {MOVEMENTS: "movement_id", STATEMENTS: "statement_id"}
ROWS = pl.Schema(
    {
        **dict.fromkeys(("dataset", "account", "identity"), pl.String()),
        "day": pl.Date(),
        "destroyed": pl.Boolean(),
    }
)


def rows_added(warehouse: Warehouse, since: datetime) -> pl.DataFrame:
    """Give the movements and statements in files added since then; `destroyed`: what a file holds that lost rows."""
    query = select(LakePart).where(
        LakePart.replaced_at.is_(None), LakePart.added_at >= since, or_(LakePart.buckets.is_(None), LakePart.removed_rows > 0)
    )
    with warehouse.reading() as session:
        added = list(session.scalars(query.order_by(LakePart.path)))
    found = [ROWS.to_frame()]
    for dataset, identity in IDENTITY_OF.items():
        for destroyed in (False, True):
            of_kind = [part for part in added if part.dataset == dataset.name and (part.removed_rows > 0) == destroyed]
            if of_kind:
                paths = [warehouse.settings.lake / part.path for part in of_kind]
                scan = pl.scan_parquet(paths, schema=polars_schema(dataset), glob=False, hive_partitioning=False)
                day = pl.col(MONTH_OF[dataset.name]).alias("day")
                rows = scan.select("account", pl.col(identity).alias("identity"), day).with_columns(
                    pl.lit(dataset.name).alias("dataset"), pl.lit(destroyed).alias("destroyed")
                )
                found.append(rows.select(ROWS.names()).collect())
    return pl.concat(found)


def registered_since(warehouse: Warehouse, since: datetime) -> tuple[set[str], set[str]]:
    """Give the accounts and the holders of which the register says something else since then."""
    query = select(RegisterChange.iban, RegisterChange.holder_id).where(RegisterChange.at >= since)
    with warehouse.reading() as session:
        changes = session.execute(query).all()
    return {iban for iban, _ in changes if iban is not None}, {holder for _, holder in changes if holder is not None}


def movements_named(warehouse: Warehouse, accounts: Iterable[str], *, but: str = "") -> set[str]:
    """Give the movements that stored findings on the accounts name; findings of the detector `but` left out."""
    found: set[str] = set()
    with warehouse.reading() as session:
        for part in parts(sorted(accounts)):
            named = select(FindingRow.movement_ids).where(FindingRow.account.in_(part), FindingRow.detector != but)
            for ids in session.scalars(named):
                found.update(ids)
    return found
