"""The lake: what happened, as Parquet, read through the manifest and never through a directory listing.

Readers get polars frames that are not yet computed, of one consistent manifest, in the total order (account, booked, statement,
sequence, detail): every rule that walks through movements depends on it. Files are never edited: compaction and erasure write
other files and swap the lines of the manifest in one transaction. What no visible line names is nobody's data; `sweep` removes
it once it is old enough that no running transaction can still be about to name it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import select
from sqlalchemy.orm import Session

from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement
from warehouse.lake_files import IDENTITY_ORDINAL, MONTH_OF, ORDER, in_total_order, read_part, write_part
from warehouse.manifest import LakePart, replace_parts, visible_parts
from warehouse.schema import polars_schema

BUCKETS = 16
GRACE = timedelta(hours=1)


def bucket_of(iban: str, buckets: int) -> int:
    """The bucket of an account, the same on every machine and in every version.

    >>> bucket_of("123456789", 16)  # the check value of CRC-32 is CBF43926: last digit 6
    6
    """
    return zlib.crc32(iban.encode()) % buckets


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
        chained = session.scalars(select(DeliveredStatement.position).where(DeliveredStatement.ordinal > 0).limit(1)).first()
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
    ordinal = pl.col(identity).str.extract(IDENTITY_ORDINAL, 1)
    return [ordinal if name == "ordinal" else pl.col(name) for name in ORDER[dataset.name] if chained or name != "ordinal"]


def _month(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m}"


def _may_hold(part: LakePart, accounts: Sequence[str] | None) -> bool:
    if accounts is None or part.buckets is None:
        return True
    return any(bucket_of(account, part.buckets) == part.bucket for account in accounts)


def compact(warehouse: Warehouse, month: str, *, at: datetime, buckets: int = BUCKETS) -> int:
    """Merge a month's files into one per dataset and account bucket; gives how many files took the place of the old ones."""
    written = 0
    with warehouse.writing() as session:
        for dataset in (STATEMENTS, MOVEMENTS):
            old = visible_parts(session, dataset.name, since=month, until=month)
            if _is_compact(old, buckets):
                continue
            new = list(_merged(warehouse.settings.lake, dataset, month, old, buckets, at))
            _carry_removed(old, new)
            replace_parts(session, old, new, at=at)
            written += len(new)
    return written


def _merged(
    root: Path, dataset: Dataset, month: str, old: Sequence[LakePart], buckets: int, at: datetime
) -> Iterator[LakePart]:
    table = in_total_order(dataset, pa.concat_tables([read_part(root, part) for part in old]))
    if table.num_rows == 0:  # everything was destroyed: one empty file carries the counts
        yield write_part(root, dataset, month, table, at=at)
    places = pa.array([bucket_of(account, buckets) for account in table["account"].to_pylist()], pa.int64())
    for bucket in sorted(set(places.to_pylist())):
        rows = table.filter(pc.equal(places, bucket))
        yield write_part(root, dataset, month, rows, at=at, bucket=bucket, buckets=buckets)


def _is_compact(parts: Sequence[LakePart], buckets: int) -> bool:
    if len(parts) == 1 and parts[0].rows == 0:
        return True
    return all(part.buckets == buckets for part in parts) and len({part.bucket for part in parts}) == len(parts)


def _carry_removed(old: Sequence[LakePart], new: Sequence[LakePart]) -> None:
    """Hand the counts of destroyed rows on to the first of the new parts, so that the accounting goes on closing."""
    for name in ("removed_rows", "removed_movements", "removed_debit_milli", "removed_credit_milli"):
        setattr(new[0], name, sum(getattr(part, name) for part in old))


def rewrite(
    warehouse: Warehouse, session: Session, part: LakePart, keep: Callable[[pa.Table], pa.Table], *, at: datetime
) -> int:
    """Replace a file, within a transaction, by one with the rows that `keep` leaves; gives how many rows it removed.

    The old file stays on the disk, unnamed, until `sweep`. A part whose rows are all removed is replaced by an empty one, which
    carries the counts of what was removed.
    """
    dataset = {"movements": MOVEMENTS, "statements": STATEMENTS}[part.dataset]
    root = warehouse.settings.lake
    rows = read_part(root, part)
    kept = keep(rows)
    removed = int(rows.num_rows - kept.num_rows)
    if removed == 0:
        return 0
    new = write_part(root, dataset, part.month, kept, at=at, bucket=part.bucket, buckets=part.buckets)
    new.removed_rows = part.removed_rows + removed
    new.removed_movements = part.removed_movements + part.movements - new.movements
    new.removed_debit_milli = part.removed_debit_milli + part.debit_milli - new.debit_milli
    new.removed_credit_milli = part.removed_credit_milli + part.credit_milli - new.credit_milli
    replace_parts(session, [part], [new], at=at)
    return removed


def sweep(warehouse: Warehouse, *, at: datetime, grace: timedelta = GRACE) -> int:
    """Remove the files that no visible line of the manifest names and that are older than `grace`; gives how many."""
    with warehouse.reading() as session:
        named = set(session.scalars(select(LakePart.path).where(LakePart.replaced_at.is_(None))))
        gone = select(LakePart.path, LakePart.replaced_at).where(LakePart.replaced_at.is_not(None))
        replaced = {part.path: part.replaced_at for part in session.execute(gone)}
    removed = 0
    root = warehouse.settings.lake
    for path in sorted(root.glob("*/month=*/*")):
        name = path.relative_to(root).as_posix()
        if name not in named and at - _unused_since(path, replaced.get(name)) >= grace:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _unused_since(path: Path, replaced_at: datetime | None) -> datetime:
    """Since when a file can be nobody's: when it was replaced, or written (again) if that was later."""
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return written_at if replaced_at is None else max(written_at, replaced_at)
