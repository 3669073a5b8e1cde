r"""Statements that can be believed, of many deliveries of any size, as Parquet, CSV or JSON lines.

| format | files | rows |
|---|---|---|
| `parquet` | `statements.parquet`, `movements.parquet` | the columns of `columns.py`, raw lines included |
| `csv` | `statements.csv`, `movements.csv` | the same columns without `raw`; behind each `…_milli` the exact decimal |
| `jsonl` | `statements.jsonl` | a statement a line, its movements inside it, their details inside them (`told.py`) |

CSV is UTF-8 without byte order mark, comma, line feed; texts are quoted, an unknown value is empty without quotes. Texts are
the bank's, exactly: one may begin with `=`, so let a spreadsheet import them as text. A delivery whose framing cannot be
trusted is left out whole, a statement with a hard problem alone. Files get their names when everything is written.

Memory is that of a few stretches: a large delivery is read twice, first to see that its framing holds to the end.

>>> exact(pa.array([-299140, 5, None])).to_pylist()
[Decimal('-299.140'), Decimal('0.005'), None]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal, Protocol, Self, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from coda_parser.arrow import Piece, TableStream, schema_of
from coda_parser.columns import DATASETS, Dataset
from coda_parser.parquet import ROWS, writer_of
from coda_parser.passages import WHOLE, Passage, passages
from coda_parser.problem import Problem
from coda_parser.statement import Statement
from coda_parser.told import told_statement

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = ("parquet", "csv", "jsonl")
_MILLI = "_milli"
_DIGITS = 19
_LEFT_OUT = "raw"


@dataclass
class Converted:
    """What became of the deliveries: rows written (details counted), and why a delivery or a statement was left out."""

    statements: int = 0
    movements: int = 0
    refused: list[str] = field(default_factory=list)


class _Framed(Protocol):
    @property
    def framed(self) -> bool: ...


_Read = TypeVar("_Read", bound=_Framed)


def convert(files: Iterable[Path], folder: Path, format: Format) -> Iterator[Converted]:
    """Write deliveries into files of the folder; gives the state after each delivery, the same object each time."""
    folder.mkdir(parents=True, exist_ok=True)
    done = Converted()
    with _Lines(folder) if format == "jsonl" else _Pair(folder, format) as target:
        for path in files:
            target.take(path, done)
            yield done


def names_of(format: Format) -> tuple[str, ...]:
    """Name the files of a format."""
    return ("statements.jsonl",) if format == "jsonl" else tuple(f"{dataset.name}.{format}" for dataset in DATASETS)


def exact(milli: pa.Array) -> pa.Array:
    """Give thousandths as exact decimals with three places."""
    return pc.multiply(milli.cast(pa.decimal128(_DIGITS, 0)), pa.scalar(Decimal("0.001")))


class _Target:
    """Files that get their names only when all went well."""

    def __init__(self, folder: Path, format: Format) -> None:
        self.files = [folder / name for name in names_of(format)]
        self.parts = [file.with_name(f"{file.name}.part") for file in self.files]
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def flush(self) -> None:
        """Write what was held back."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self.stack:
            if kind is None:
                self.flush()
        for part, file in zip(self.parts, self.files, strict=True):
            part.replace(file) if kind is None else part.unlink(missing_ok=True)


class _Lines(_Target):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "jsonl")
        self.file = self.stack.enter_context(self.parts[0].open("w", encoding="utf-8", newline="\n"))

    def take(self, path: Path, done: Converted) -> None:
        """Write a delivery."""
        delivery = sha256_of(path)
        for passage in _trusted(path, lambda: _passages(path), done):
            done.refused.extend(_refusals(path, [each for each in passage.statements if each.hard]))
            for statement in passage.believed:
                told = told_statement(statement) | {"encoding": passage.encoding, "delivery": delivery}
                self.file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
                done.statements += 1
                done.movements += len(statement.movements)


class _Pair(_Target):
    def __init__(self, folder: Path, format: Format) -> None:
        super().__init__(folder, format)
        opened = zip(self.parts, DATASETS, strict=True)
        open_ = writer_of if format == "parquet" else _csv_writer
        self.writers = [self.stack.enter_context(open_(part, dataset)) for part, dataset in opened]
        self.shaped: Callable[[pa.Table], pa.Table] = _decimals if format == "csv" else _as_it_is
        self.held: list[tuple[pa.Table, pa.Table]] = []
        self.rows = 0

    def take(self, path: Path, done: Converted) -> None:
        """Write a delivery, held back until its movements and those before it make a row group."""
        delivery = sha256_of(path)
        for piece in _trusted(path, lambda: _pieces(path, delivery), done):
            done.refused.extend(_refusals(path, piece.refused))
            done.statements += piece.statements.num_rows
            done.movements += piece.movements.num_rows
            self.held.append((piece.statements, piece.movements))
            self.rows += piece.movements.num_rows + piece.statements.num_rows
            if self.rows >= ROWS:
                self.flush()

    def flush(self) -> None:
        """Write a row group of each file."""
        for writer, tables in zip(self.writers, zip(*self.held, strict=True), strict=False):
            table = self.shaped(pa.concat_tables(tables))
            if table.num_rows:
                writer.write_table(table, table.num_rows)
        self.held, self.rows = [], 0


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file, in bounded memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_hard(path: Path) -> Problem:
    """Give the problem for which a delivery, or its first bad statement, is refused."""
    return next(each for passage in _passages(path) for each in passage.problems if each.severity == "hard")


def _passages(path: Path) -> Iterator[Passage]:
    with path.open("rb") as file:
        yield from passages(file)


def _pieces(path: Path, delivery: str) -> Iterator[Piece]:
    with path.open("rb") as file:
        yield from TableStream(file, delivery=delivery)


def _trusted(path: Path, read: Callable[[], Iterator[_Read]], done: Converted) -> Iterator[_Read]:
    """Read a delivery whose framing holds to its end; one whose framing does not is refused, and nothing of it given."""
    held = list(read()) if path.stat().st_size <= WHOLE else None
    if all(each.framed for each in (held if held is not None else read())):
        yield from held if held is not None else read()
    else:
        done.refused.append(f"{path}: the whole delivery: {first_hard(path)}")


def _refusals(path: Path, statements: Iterable[Statement]) -> Iterator[str]:
    for each in statements:
        hard = [problem for problem in each.problems if problem.severity == "hard"]
        more = f" (and {len(hard) - 1} more)" if len(hard) > 1 else ""
        yield f"{path}: statement {each.statement_number:03d} of {each.account} of {each.statement_date}: {hard[0]}{more}"


def _csv_writer(path: Path, dataset: Dataset) -> csv.CSVWriter:
    schema = _decimals(schema_of(dataset).empty_table()).schema
    return csv.CSVWriter(path, schema, write_options=csv.WriteOptions(quoting_style="needed"))


def _as_it_is(table: pa.Table) -> pa.Table:
    return table


def _decimals(table: pa.Table) -> pa.Table:
    """Put the exact decimal behind each column of thousandths, and leave the raw lines out."""
    columns: dict[str, pa.ChunkedArray] = {}
    for name in table.column_names:
        if name != _LEFT_OUT:
            columns[name] = table[name]
        if name.endswith(_MILLI):
            columns[name.removesuffix(_MILLI)] = exact(table[name])
    return pa.table(columns)
