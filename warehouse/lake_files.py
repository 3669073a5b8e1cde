"""Writing the lake's Parquet files: sorted, split by month, named by their content, complete before they have a name.

A file is built in memory, hashed, written beside its place, flushed to the disk and only then renamed: under its final name it
is whole or absent, and the same rows written twice are the same file. It becomes data when the manifest names it. Compression
is zstd level 1 and row groups hold 16,384 rows, as measured on this product's loads. Footers carry no min/max statistics of
text columns: those would be names and account numbers outside the rows.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coda_parser.columns import MOVEMENTS, Dataset
from warehouse.durable import write_whole
from warehouse.manifest import LakePart
from warehouse.schema import statistics_columns

ROW_GROUP = 16_384
IDENTITY_ORDINAL = r"\.[0-9]{3}(?P<ordinal>[A-Za-z]*)(?:\.|$)"
FIRST_RECEIVED = "a"
"""How no letter sorts: after the capitals of those that came before it, before the small letters of those that came after."""
MONTH_OF = {"movements": "booked", "statements": "statement_date"}
ORDER = {
    "movements": ("account", "booked", "currency", "statement_date", "statement_number", "ordinal", "sequence", "detail"),
    "statements": ("account", "statement_date", "currency", "statement_number", "ordinal"),
}


def bucket_of(iban: str, buckets: int) -> int:
    """The bucket of an account, the same on every machine and in every version.

    >>> bucket_of("123456789", 16)  # the check value of CRC-32 is CBF43926: last digit 6
    6
    """
    return zlib.crc32(iban.encode()) % buckets


def write_parts(root: Path, dataset: Dataset, table: pa.Table, *, at: datetime) -> list[LakePart]:
    """Write a table as one file per month that it touches; gives the lines for the manifest, by month."""
    ordered = in_total_order(dataset, table)
    return [write_part(root, dataset, month, rows, at=at) for month, rows in _by_month(ordered, MONTH_OF[dataset.name])]


def write_part(
    root: Path,
    dataset: Dataset,
    month: str,
    rows: pa.Table,
    *,
    at: datetime,
    bucket: int | None = None,
    buckets: int | None = None,
) -> LakePart:
    """Write the rows of one month, already in order, as one file; gives its line for the manifest."""
    content = _parquet(dataset, rows)
    name = hashlib.sha256(content).hexdigest()
    path = f"{dataset.name}/month={month}/{name}.parquet"
    _publish(root / path, content)
    movements, debit, credit = _sums(dataset, rows)
    return LakePart(
        dataset=dataset.name,
        month=month,
        path=path,
        sha256=name,
        size=len(content),
        rows=rows.num_rows,
        movements=movements,
        debit_milli=debit,
        credit_milli=credit,
        removed_rows=0,
        removed_movements=0,
        removed_debit_milli=0,
        removed_credit_milli=0,
        bucket=bucket,
        buckets=buckets,
        added_at=at,
        replaced_at=None,
    )


def read_part(root: Path, part: LakePart) -> pa.Table:
    """All the rows of a file."""
    return pq.read_table(root / part.path, partitioning=None)


def in_total_order(dataset: Dataset, table: pa.Table) -> pa.Table:
    """The rows by account, day, statement, sequence and detail; a file never depends on the order of arrival."""
    identity = table["movement_id" if dataset is MOVEMENTS else "statement_id"]
    letters = pc.struct_field(pc.extract_regex(identity, IDENTITY_ORDINAL), "ordinal")
    ordinal = pc.if_else(pc.equal(letters, ""), FIRST_RECEIVED, letters)
    keys = [(name, "ascending") for name in ORDER[dataset.name]]
    return table.append_column("ordinal", ordinal).sort_by(keys).drop_columns(["ordinal"])


def _by_month(table: pa.Table, column: str) -> Iterator[tuple[str, pa.Table]]:
    months = pc.strftime(table[column], format="%Y-%m")
    for month in sorted(pc.unique(months).to_pylist()):
        yield month, table.filter(pc.equal(months, month))


def _parquet(dataset: Dataset, rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(
        rows.combine_chunks(),
        sink,
        compression="zstd",
        compression_level=1,
        row_group_size=ROW_GROUP,
        write_statistics=statistics_columns(dataset),
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _publish(path: Path, content: bytes) -> None:
    if path.exists():  # the name is the content: it is already there, whole; a sweep must see that it is wanted again
        path.touch()
        return
    write_whole(path, content)


def _sums(dataset: Dataset, rows: pa.Table) -> tuple[int, int, int]:
    """Movements, debits and credits in thousandths; details are never summed with the movement that they explain."""
    if dataset is not MOVEMENTS:
        return (
            pc.sum(rows["movement_count"]).as_py() or 0,
            pc.sum(rows["debit_milli"]).as_py() or 0,
            pc.sum(rows["credit_milli"]).as_py() or 0,
        )
    amounts = pc.filter(rows["amount_milli"], pc.invert(rows["is_detail"]))
    debit = pc.sum(pc.filter(amounts, pc.less(amounts, 0))).as_py() or 0
    credit = pc.sum(pc.filter(amounts, pc.greater(amounts, 0))).as_py() or 0
    return len(amounts), -debit, credit
