"""What the declared columns become: the polars schema, the quality expectations and the schema page.

`coda_parser.columns` declares every column of both lake datasets once. Here the same declaration gives the types that readers
may rely on, which columns may carry min/max statistics in a Parquet footer (none that is text: an IBAN or a name in a footer
would outlive its row's erasure in any copy of that footer), the Great Expectations suite, and `docs/schema.md`.

>>> polars_schema(MOVEMENTS)["amount_milli"]
Int64
>>> "counterparty_name" in statistics_columns(MOVEMENTS), "booked" in statistics_columns(MOVEMENTS)
(False, True)
"""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from coda_parser.columns import MOVEMENTS, STATEMENTS, Column, Dataset, Kind

DATASETS = (STATEMENTS, MOVEMENTS)

POLARS: dict[Kind, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "date": pl.Date(),
    "boolean": pl.Boolean(),
    "binary": pl.Binary(),
}


def polars_schema(dataset: Dataset) -> pl.Schema:
    """The names and types of a dataset's columns, in order."""
    return pl.Schema([(column.name, POLARS[column.kind]) for column in dataset.columns])


def statistics_columns(dataset: Dataset) -> list[str]:
    """The columns that may carry min/max statistics: numbers, dates and flags, never text."""
    return [column.name for column in dataset.columns if column.kind not in ("text", "binary")]


def expectations(dataset: Dataset) -> list[tuple[str, dict[str, Any]]]:
    """The Great Expectations class names and arguments that the declaration of a dataset amounts to."""
    identity = "statement_id" if dataset is STATEMENTS else "movement_id"
    found: list[tuple[str, dict[str, Any]]] = [
        ("ExpectTableColumnsToMatchOrderedList", {"column_list": list(dataset.names)}),
        ("ExpectColumnValuesToBeUnique", {"column": identity}),
    ]
    for column in dataset.columns:
        found.extend(_column_expectations(column))
    return found


def _column_expectations(column: Column) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    if not column.nullable:
        found.append(("ExpectColumnValuesToNotBeNull", {"column": column.name}))
    if column.pattern:
        regex = re.sub(r"\((?!\?)", "(?:", column.pattern)  # the library warns of groups that capture
        found.append(("ExpectColumnValuesToMatchRegex", {"column": column.name, "regex": regex}))
    if column.allowed:
        found.append(("ExpectColumnValuesToBeInSet", {"column": column.name, "value_set": list(column.allowed)}))
    if column.minimum is not None or column.maximum is not None:
        bounds = {"column": column.name, "min_value": column.minimum, "max_value": column.maximum}
        found.append(("ExpectColumnValuesToBeBetween", bounds))
    return found


def schema_page() -> str:
    """The text of `docs/schema.md`: both datasets, column by column."""
    parts = [
        "# Schema of the lake",
        "",
        "Made from `coda_parser/columns.py` by `warehouse.schema.schema_page`; do not edit.",
        "",
        "Money is a whole number of thousandths, credit positive. Rows are in the total order (account, booked, statement,"
        " sequence, detail). A personal column names, locates or identifies a person: it carries no statistics in a Parquet"
        " footer and never enters a log.",
    ]
    for dataset in DATASETS:
        parts += ["", f"## {dataset.name}", "", dataset.meaning, "", "| column | type | meaning | values | personal |"]
        parts += ["|---|---|---|---|---|"]
        parts += [_page_row(column) for column in dataset.columns]
    return "\n".join(parts) + "\n"


def _page_row(column: Column) -> str:
    meaning = f"{column.meaning} ({column.unit})" if column.unit else column.meaning
    kind = f"{column.kind}, nullable" if column.nullable else column.kind
    personal = "yes" if column.personal else ""
    return f"| `{column.name}` | {kind} | {meaning} | {_page_values(column)} | {personal} |"


def _page_values(column: Column) -> str:
    if column.allowed:
        return ", ".join(f"`{value}`" for value in column.allowed)
    if column.pattern:
        return "`" + column.pattern.replace("|", "\\|") + "`"
    if column.minimum is not None and column.maximum is not None:
        return f"{column.minimum} to {column.maximum}"
    if column.minimum is not None:
        return f"{column.minimum} or more"
    return "" if column.maximum is None else f"{column.maximum} or less"
