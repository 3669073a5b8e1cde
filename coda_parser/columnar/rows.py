"""Statements that were parsed, as rows of the two Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import pyarrow as pa

from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset, Kind
from coda_parser.statement import Movement, Statement

_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "binary": pa.binary(),
}
_DELIVERY = "delivery"
_OF_MOVEMENT = tuple(name for name in MOVEMENTS.names if name != _DELIVERY)
_OF_DELIVERY = ("encoding", _DELIVERY)


def schema_of(dataset: Dataset) -> pa.Schema:
    """Give the Arrow schema of a dataset."""
    return pa.schema([pa.field(c.name, _TYPES[c.kind], nullable=c.nullable) for c in dataset.columns])


def to_arrow(statements: Iterable[Statement], *, delivery: str, encoding: str) -> tuple[pa.Table, pa.Table]:
    """Give the statements table and the movements table, rows in the order of the delivery."""
    held = list(statements)
    return _statements(held, delivery, encoding), _movements(list(chain.from_iterable(s.movements for s in held)), delivery)


def _statements(statements: list[Statement], delivery: str, encoding: str) -> pa.Table:
    columns: dict[str, list[Any]] = {
        name: [getattr(statement, name) for statement in statements]
        for name in STATEMENTS.names
        if name not in (*_OF_DELIVERY, "line")
    }
    columns["encoding"] = [encoding] * len(statements)
    columns[_DELIVERY] = [delivery] * len(statements)
    columns["line"] = [statement.first_line for statement in statements]
    return _table(STATEMENTS, columns)


def _movements(movements: list[Movement], delivery: str) -> pa.Table:
    width = len(_OF_MOVEMENT)
    values = zip(*(movement[:width] for movement in movements), strict=True) if movements else ((),) * width
    columns: dict[str, Any] = dict(zip(_OF_MOVEMENT, values, strict=True))
    columns[_DELIVERY] = [delivery] * len(movements)
    return _table(MOVEMENTS, columns)


def _table(dataset: Dataset, columns: dict[str, Any]) -> pa.Table:
    schema = schema_of(dataset)
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)
