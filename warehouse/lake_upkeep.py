"""Keeping the lake in order: compaction of closed months, rewriting for erasure, sweeping of what is nobody's data.

A file is never edited. Compaction and erasure write other files and swap the lines of the manifest in one transaction; the old
files stay on the disk, unnamed, until they are swept, so that a reader who has just read the manifest still finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import select
from sqlalchemy.orm import Session

from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset
from warehouse.acknowledgements import FOLDER
from warehouse.database import Warehouse
from warehouse.lake_files import bucket_of, in_total_order, read_part, write_part
from warehouse.manifest import LakePart, replace_parts, visible_parts

BUCKETS = 16
GRACE = timedelta(hours=1)
RESTED = timedelta(days=10)
"""How long a file stays as it came before it is compacted: a daily run tells what is new since the last run over everything, a
week before, by the files that were added since."""


@dataclass(frozen=True)
class Tidied:
    """Months compacted, files written in the place of theirs, and files swept."""

    months: int
    written: int
    swept: int


def tidy(warehouse: Warehouse, *, on: date, at: datetime) -> Tidied:
    """Compact every month that is closed on a day and to which nothing came lately, each in its own transaction, then sweep."""
    visible = LakePart.replaced_at.is_(None), LakePart.month < f"{on:%Y-%m}"
    came = LakePart.buckets.is_(None), LakePart.added_at > at - RESTED
    with warehouse.reading() as session:
        months = sorted(set(session.scalars(select(LakePart.month).where(*visible))))
        lately = set(session.scalars(select(LakePart.month).where(*visible, *came)))
    months = [month for month in months if month not in lately]
    written = [compact(warehouse, month, at=at) for month in months]
    return Tidied(sum(files > 0 for files in written), sum(written), sweep(warehouse, at=at))


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
    """Replace a file, within a transaction, by one with what `keep` leaves of its rows; gives how many rows it removed.

    The old file stays on the disk, unnamed, until `sweep`. A part whose rows are all removed is replaced by an empty one, which
    carries the counts of what was removed.
    """
    dataset = {"movements": MOVEMENTS, "statements": STATEMENTS}[part.dataset]
    root = warehouse.settings.lake
    rows = read_part(root, part)
    kept = keep(rows)
    removed = int(rows.num_rows - kept.num_rows)
    if removed == 0 and kept.equals(rows):
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
    for draft in sorted(warehouse.settings.drop.glob(f"*/{FOLDER}/.*.draft")):  # a killed program's half of an acknowledgement
        if at - _unused_since(draft, None) >= grace:
            draft.unlink(missing_ok=True)
            removed += 1
    return removed


def _unused_since(path: Path, replaced_at: datetime | None) -> datetime:
    """Since when a file can be nobody's: when it was replaced, or written (again) if that was later."""
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return written_at if replaced_at is None else max(written_at, replaced_at)
