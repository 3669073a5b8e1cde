"""CODA as the two Arrow tables of the lake, in the columns and the order of `columns.py`.

`to_arrow` lays out statements that were parsed. `arrow_of` goes from bytes to tables without an object per movement where
it can, and gives the same: the rows of the statements that can be believed, and, as `parse` tells them, the others and
every problem. With the extra `fast` (numba) it reads large deliveries some ten times as fast. `TableStream` does it piece
by piece, for deliveries of any size, in bounded memory.

>>> from datetime import date
>>> from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
>>> day = date(2026, 3, 31)
>>> paid = MovementDraft(-250_000, day, day, "00101000", communication="DOSSIER 2026/114")
>>> draft = StatementDraft("BE35985051416137", "EUR", 64, day, old_balance_milli=1_000_000, movements=[paid])
>>> found = arrow_of(write_delivery([draft], created=day), delivery="ab" * 32)
>>> found.movements.column("amount_milli").to_pylist(), found.problems, found.framed
([-250000], (), True)
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pyarrow as pa

from coda_parser.columnar.rows import schema_of, to_arrow
from coda_parser.columnar.stream import Piece, TableStream
from coda_parser.lines import Encoding, Newline
from coda_parser.parser import parse
from coda_parser.problem import Problem
from coda_parser.statement import Statement

__all__ = ["Piece", "TableStream", "Tables", "arrow_of", "schema_of", "to_arrow"]


@dataclass(frozen=True)
class Tables:
    """A delivery in columns: the rows of its believed statements, in its order, and what else `parse` says of it.

    `refused` are the statements with a hard problem. When `framed` is False nothing is believed: the tables are empty and
    every statement is refused.
    """

    statements: pa.Table
    movements: pa.Table
    refused: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    encoding: Encoding
    newline: Newline
    framed: bool


def arrow_of(data: bytes, *, delivery: str) -> Tables:
    """Read a delivery into tables; `delivery` is its SHA-256 in hexadecimal. Never raises."""
    stream = TableStream(BytesIO(data), delivery=delivery)
    pieces = list(stream)
    if not pieces[-1].framed:
        return _unframed(data, delivery)
    return Tables(
        pa.concat_tables([piece.statements for piece in pieces]),
        pa.concat_tables([piece.movements for piece in pieces]),
        tuple(statement for piece in pieces for statement in piece.refused),
        tuple(problem for piece in pieces for problem in piece.problems),
        stream.encoding,
        stream.newline,
        framed=True,
    )


def _unframed(data: bytes, delivery: str) -> Tables:
    """Tell what is wrong with a delivery that is quarantined whole."""
    read = parse(data)
    statements, movements = to_arrow((), delivery=delivery, encoding=read.encoding)
    return Tables(statements, movements, read.statements, read.problems, read.encoding, read.newline, framed=False)
