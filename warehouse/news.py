"""What is new since a moment: rows that came or went, what the register says else, and which movements findings name already.

A file of the lake is news when it was added since then and no compaction made it: compaction only moves rows. A file that took
the place of one from which rows were destroyed is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import polars as pl
from sqlalchemy import or_, select

from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset
from warehouse.alerts.findings import FindingRow, parts
from warehouse.database import Warehouse
from warehouse.manifest import LakePart
from warehouse.register_journal import RegisterChange
from warehouse.schema import polars_schema

ADDED = pl.Schema({"added_at": pl.Datetime("us", "UTC"), "destroyed": pl.Boolean()})
COLUMNS = {
    MOVEMENTS: ("movement_id", "account", "currency", "booked", "is_detail", "amount_milli", "counterparty_name"),
    STATEMENTS: (
        *("statement_id", "account", "currency", "statement_date", "statement_number"),
        *("old_balance_milli", "new_balance_milli", "separate_application"),
    ),
}


def movements_added(warehouse: Warehouse, since: datetime) -> pl.DataFrame:
    """Give the movements in files added since then, with the moment; `destroyed`: of a file that lost rows."""
    return _rows_added(warehouse, MOVEMENTS, since)


def statements_added(warehouse: Warehouse, since: datetime) -> pl.DataFrame:
    """Give the statements in files added since then, as `movements_added` gives the movements."""
    return _rows_added(warehouse, STATEMENTS, since)


def _rows_added(warehouse: Warehouse, dataset: Dataset, since: datetime) -> pl.DataFrame:
    query = select(LakePart).where(
        LakePart.dataset == dataset.name,
        LakePart.replaced_at.is_(None),
        LakePart.added_at >= since,
        or_(LakePart.buckets.is_(None), LakePart.removed_rows > 0),
    )
    with warehouse.reading() as session:
        added = list(session.scalars(query.order_by(LakePart.path)))
    schema = polars_schema(dataset)
    found = [pl.DataFrame(schema={name: schema[name] for name in COLUMNS[dataset]} | dict(ADDED))]
    for (moment, destroyed), paths in _by_moment(added).items():
        scan = pl.scan_parquet(
            [warehouse.settings.lake / path for path in paths], schema=schema, glob=False, hive_partitioning=False
        )
        told = pl.lit(moment, ADDED["added_at"]).alias("added_at"), pl.lit(destroyed).alias("destroyed")
        found.append(scan.select(*COLUMNS[dataset], *told).collect())
    return pl.concat(found)


def _by_moment(added: Iterable[LakePart]) -> dict[tuple[datetime, bool], list[str]]:
    paths: dict[tuple[datetime, bool], list[str]] = {}
    for part in added:
        paths.setdefault((part.added_at, part.removed_rows > 0), []).append(part.path)
    return paths


def rows_destroyed(warehouse: Warehouse, since: datetime) -> bool:
    """Say whether rows were destroyed or purged since then."""
    query = select(LakePart.part).where(LakePart.added_at >= since, LakePart.removed_rows > 0).limit(1)
    with warehouse.reading() as session:
        return session.scalars(query).first() is not None


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
