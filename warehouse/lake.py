"""The lake: what happened, as Parquet, read through the manifest and never through a directory listing.

Readers get polars frames that are not yet computed, of one consistent manifest, in the total order (account, booked, statement,
sequence, detail): every rule that walks through movements depends on it. Files are never edited: compaction and erasure write
other files and swap the lines of the manifest in one transaction. What no visible line names is nobody's data; `sweep` removes
it once it is old enough that no running transaction can still be about to name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby

import polars as pl
from sqlalchemy import select

from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement
from warehouse.lake_files import FIRST_RECEIVED, IDENTITY_ORDINAL, MONTH_OF, ORDER, bucket_of
from warehouse.lake_upkeep import Tidied, compact, rewrite, sweep, tidy
from warehouse.manifest import LakePart, visible_parts
from warehouse.schema import polars_schema

__all__ = ["Tidied", "bucket_of", "compact", "movements", "movements_in_parts", "rewrite", "statements", "sweep", "tidy"]

PART = 250_000
"""Movements that are read at once by who reads all of them."""


def movements(
    warehouse: Warehouse,
    *,
    accounts: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    columns: Sequence[str] | None = None,
) -> pl.LazyFrame:
    """Movements and details booked from `since` to `until` (both included), in the total order."""
    return _scan(warehouse, MOVEMENTS, "movement_id", accounts, since, until, columns)


def movements_in_parts(
    warehouse: Warehouse, *, columns: Sequence[str], since: date | None = None, rows: int = PART
) -> Iterator[pl.LazyFrame]:
    """Movements and details booked from `since` on, in no order, as many files at a time as hold about so many rows."""
    with warehouse.reading() as session:
        parts = visible_parts(session, MOVEMENTS.name, since=_month(since))
    held = accumulate(part.rows for part in parts)
    for _, group in groupby(zip(parts, held, strict=True), lambda counted: counted[1] // rows):
        paths = [warehouse.settings.lake / part.path for part, _ in group]
        frame = pl.scan_parquet(paths, schema=polars_schema(MOVEMENTS), glob=False, hive_partitioning=False)
        behind = frame if since is None else frame.filter(pl.col("booked") >= since)
        yield behind.select(list(columns))


def statements(
    warehouse: Warehouse,
    *,
    accounts: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    columns: Sequence[str] | None = None,
) -> pl.LazyFrame:
    """Statements dated from `since` to `until` (both included), by account, date and number."""
    return _scan(warehouse, STATEMENTS, "statement_id", accounts, since, until, columns)


def _scan(
    warehouse: Warehouse,
    dataset: Dataset,
    identity: str,
    accounts: Sequence[str] | None,
    since: date | None,
    until: date | None,
    columns: Sequence[str] | None,
) -> pl.LazyFrame:
    with warehouse.reading() as session:
        parts = visible_parts(session, dataset.name, since=_month(since), until=_month(until))
        chained = session.scalars(select(DeliveredStatement.position).where(DeliveredStatement.ordinal != 0).limit(1)).first()
    paths = [warehouse.settings.lake / part.path for part in parts if _may_hold(part, accounts)]
    schema = polars_schema(dataset)
    frame = pl.scan_parquet(paths, schema=schema, glob=False, hive_partitioning=False) if paths else pl.LazyFrame(schema=schema)
    day = pl.col(MONTH_OF[dataset.name])
    if accounts is not None:
        frame = frame.filter(pl.col("account").is_in(list(accounts)))
    if since is not None:
        frame = frame.filter(day >= since)
    if until is not None:
        frame = frame.filter(day <= until)
    frame = frame.sort(_order(dataset, identity, chained=chained is not None))
    return frame if columns is None else frame.select(list(columns))


def _order(dataset: Dataset, identity: str, *, chained: bool) -> list[pl.Expr]:
    """The keys of the total order; which of several statements numbered 000 comes first is read only where there are some."""
    ordinal = pl.col(identity).str.extract(IDENTITY_ORDINAL, 1).replace("", FIRST_RECEIVED)
    return [ordinal if name == "ordinal" else pl.col(name) for name in ORDER[dataset.name] if chained or name != "ordinal"]


def _month(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m}"


def _may_hold(part: LakePart, accounts: Sequence[str] | None) -> bool:
    if accounts is None or part.buckets is None:
        return True
    return any(bucket_of(account, part.buckets) == part.bucket for account in accounts)
