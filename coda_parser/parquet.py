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

ROWS = 16_000
"""Movements that a row group holds at least; what three stretches bring."""
_REPEATED = frozenset(
    {"currency", "code", "family", "operation", "category", "communication_type", "counterparty_bic", "bank_bic"}
    | {"r_transaction", "reason_code", "category_purpose", "purpose", "encoding", "delivery"}
)
"""Columns whose values repeat, so that a dictionary pays; nothing is then left to compress."""
_RANDOM = frozenset({"digest"})
"""Columns that no compression makes smaller by what it costs."""
_LEVEL = 1
_RAW_LEVEL = -2
"""zstd of the raw lines, the larger half of the work: a fifth faster than level 1, and a third larger."""
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
            rows[0] += _append(writers[0], [piece.statements for piece in pieces])
            rows[1] += _append(writers[1], [piece.movements for piece in pieces])
            pieces.clear()  # or the next would be read beside them
    for part, file in zip(parts, files, strict=True):
        part.replace(file) if framed else part.unlink()
    statements, movements = rows if framed else (0, 0)
    return Written(statements, movements, refused, problems, framed)


def writer_of(path: Path, dataset: Dataset) -> pq.ParquetWriter:
    """Open a Parquet file for the rows of a dataset."""
    ordered = [column.name for column in dataset.columns if column.kind in ("date", "integer")]
    repeated = [name for name in dataset.names if name in _REPEATED]
    texts = [column.name for column in dataset.columns if column.kind in ("text", "binary")]
    packed = [name for name in texts if name not in _REPEATED | _RANDOM]
    return pq.ParquetWriter(
        path,
        schema_of(dataset),
        compression={name: "zstd" if name in packed else "none" for name in dataset.names},
        compression_level={name: _RAW_LEVEL if name == "raw" else _LEVEL for name in packed},
        use_dictionary=repeated,
        column_encoding=dict.fromkeys(ordered, "DELTA_BINARY_PACKED"),
        write_statistics=ordered,
    )


def _append(writer: pq.ParquetWriter, tables: list[pa.Table]) -> int:
    """Write tables as one row group; give the number of rows."""
    table = pa.concat_tables(tables)
    writer.write_table(table, row_group_size=max(table.num_rows, 1))
    return int(table.num_rows)


def _groups(stream: TableStream) -> Iterator[list[Piece]]:
    """Gather pieces until their movements make a row group; who takes a group empties it."""
    held: list[Piece] = []
    rows = 0
    for piece in stream:
        held.append(piece)
        rows += piece.movements.num_rows
        del piece
        if rows >= ROWS:
            yield held
            held, rows = [], 0
    if held:
        yield held
