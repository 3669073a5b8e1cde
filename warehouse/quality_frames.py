"""The rows that the declared constraints are checked on, and which of them break one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from coda_parser.columns import Dataset
from warehouse.database import Warehouse
from warehouse.manifest import visible_parts
from warehouse.schema import polars_schema

MOST_ROWS = 500_000
UNREAD = "raw"
"""The lines of the statements: nothing is declared of them that could be checked, and they are most of the bytes."""


def newest_rows(warehouse: Warehouse, dataset: Dataset, on: date) -> pl.DataFrame:
    """Give a dataset's newest months up to that of `on`, as many as stay below a bounded number of rows."""
    with warehouse.reading() as session:
        parts = visible_parts(session, dataset.name, until=f"{on:%Y-%m}")
    paths: list[Path] = []
    rows = 0
    for part in sorted(parts, key=lambda part: part.month, reverse=True):
        if paths and rows + part.rows > MOST_ROWS:
            break
        paths.append(warehouse.settings.lake / part.path)
        rows += part.rows
    schema = polars_schema(dataset)
    found = pl.scan_parquet(paths, schema=schema, glob=False, hive_partitioning=False) if paths else pl.LazyFrame(schema=schema)
    return found.drop(UNREAD, strict=False).head(MOST_ROWS).collect()


def broken_rows(rows: pl.DataFrame, expectation: str, arguments: Mapping[str, Any]) -> pl.DataFrame:
    """Give the rows that break a declared expectation; an unknown value breaks none but the one that forbids it."""
    broken = BREAKS.get(expectation)
    return rows.clear() if broken is None else rows.filter(broken(pl.col(arguments["column"]), arguments).fill_null(False))


def _outside(value: pl.Expr, arguments: Mapping[str, Any]) -> pl.Expr:
    least, most = arguments["min_value"], arguments["max_value"]
    below = pl.lit(False) if least is None else value < least
    return below | (pl.lit(False) if most is None else value > most)


BREAKS: Mapping[str, Callable[[pl.Expr, Mapping[str, Any]], pl.Expr]] = {
    "ExpectColumnValuesToBeUnique": lambda value, _: value.is_duplicated(),
    "ExpectColumnValuesToNotBeNull": lambda value, _: value.is_null(),
    "ExpectColumnValuesToMatchRegex": lambda value, arguments: ~value.str.contains(arguments["regex"]),
    "ExpectColumnValuesToBeInSet": lambda value, arguments: ~value.is_in(arguments["value_set"]),
    "ExpectColumnValuesToBeBetween": _outside,
}
"""For each expectation that `warehouse.schema` makes of a column, the rows that break it."""
