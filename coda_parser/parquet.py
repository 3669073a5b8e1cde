"""A delivery of any size into `statements.parquet` and `movements.parquet`, piece by piece, in bounded memory.

Columns are those of `columns.py`; only dates and numbers get statistics in the footer. Files appear under their names only when
the whole delivery was read and can be framed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from coda_parser.columnar.compiled import Kernels
from coda_parser.columnar.rows import schema_of
from coda_parser.columnar.stream import Piece, TableStream
from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset

ROWS = 6_000
"""Movements that a row group holds at least: what one stretch brings, so that none has to wait in memory for others."""
_REPEATED = frozenset(
    {"account", "currency", "code", "family", "operation", "category", "communication_type", "counterparty_bic", "bank_bic"}
    | {"r_transaction", "reason_code", "category_purpose", "purpose", "encoding", "delivery"}
)
"""Columns whose values repeat, so that a dictionary pays."""
_PART = ".part"


@dataclass(frozen=True)
class Written:
    """What became of a delivery: rows written, statements refused, problems; no row when `framed` is False."""

    statements: int
    movements: int
    refused: int
    problems: int
    framed: bool


def write_parquet(source: BinaryIO, folder: Path, *, delivery: str, kernels: Kernels | None = None) -> Written:
    """Write both files into the folder; `delivery` is the SHA-256 of the source, which must be able to seek."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{dataset.name}.parquet" for dataset in (STATEMENTS, MOVEMENTS)]
    parts = [file.with_suffix(_PART) for file in files]
    refused = problems = 0
    rows = [0, 0]
    framed = True
    with ExitStack() as stack:
        writers = [
            stack.enter_context(writer_of(part, dataset)) for part, dataset in zip(parts, (STATEMENTS, MOVEMENTS), strict=True)
        ]
        for pieces in _groups(TableStream(source, delivery=delivery, kernels=kernels)):
            refused += sum(len(piece.refused) for piece in pieces)
            problems += sum(len(piece.problems) for piece in pieces)
            framed = pieces[-1].framed
            tables = [piece.statements for piece in pieces], [piece.movements for piece in pieces]
            for index, found in enumerate(tables):
                table = pa.concat_tables(found)
                writers[index].write_table(table, row_group_size=max(table.num_rows, 1))
                rows[index] += table.num_rows
    for part, file in zip(parts, files, strict=True):
        part.replace(file) if framed else part.unlink()
    statements, movements = rows if framed else (0, 0)
    return Written(statements, movements, refused, problems, framed)


def writer_of(path: Path, dataset: Dataset) -> pq.ParquetWriter:
    """Open a Parquet file for the rows of a dataset."""
    ordered = [column.name for column in dataset.columns if column.kind in ("date", "integer")]
    return pq.ParquetWriter(
        path,
        schema_of(dataset),
        compression="zstd",
        compression_level=1,
        use_dictionary=[name for name in dataset.names if name in _REPEATED],
        write_statistics=ordered,
    )


def _groups(stream: TableStream) -> Iterator[list[Piece]]:
    """Gather pieces until their movements make a row group."""
    held: list[Piece] = []
    for piece in stream:
        held.append(piece)
        if sum(each.movements.num_rows for each in held) >= ROWS:
            yield held
            held = []
    if held:
        yield held
