"""The quality check: what is declared is expected, what breaks is named and counted, and no value is ever shown."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from coda_parser.columns import MOVEMENTS, STATEMENTS
from warehouse.lake_files import read_part, write_part
from warehouse.manifest import replace_parts, visible_parts
from warehouse.quality import check_quality
from warehouse.schema import expectations, polars_schema, schema_page, statistics_columns

ON = date(2026, 3, 2)
on_one_database = pytest.mark.parametrize("warehouse", ["sqlite"], indirect=True)
"""The check reads Parquet and takes seconds: what does not depend on the database runs on one of them."""


def _pages(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))


def _plant(desk, column: str, values: list) -> None:
    """Write other values into a column of the movements behind the product's back."""
    root = desk.warehouse.settings.lake
    with desk.warehouse.writing() as session:
        for part in visible_parts(session, "movements"):
            rows = read_part(root, part)
            place = rows.schema.get_field_index(column)
            planted = rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))
            replace_parts(session, [part], [write_part(root, MOVEMENTS, part.month, planted, at=desk.at)], at=desk.at)


@pytest.fixture
def filled(desk):
    desk.bring(desk.file(desk.draft(holder_name="ZELDA GEHEIM")))
    return desk


def test_a_sound_lake_holds_every_expectation_and_has_its_pages(filled) -> None:
    result = check_quality(filled.warehouse, on=ON)
    assert result.success, result.failed
    assert result.rows == {"statements": 1, "movements": 2}
    assert result.index.is_file()
    of_columns = sum(
        len([1 for _, arguments in expectations(dataset) if arguments.get("column") != "raw"])
        for dataset in (STATEMENTS, MOVEMENTS)
    )
    assert len(result.checks) == of_columns + 4, "the columns' and the four differences of the totals"


@on_one_database
def test_a_broken_constraint_is_named_and_counted(filled) -> None:
    _plant(filled, "code", ["00150000", "ABC"])
    result = check_quality(filled.warehouse, on=ON)
    assert not result.success
    assert [(check.dataset, check.column, check.checked, check.unexpected) for check in result.failed] == [
        ("movements", "code", 2, 1)
    ]
    assert result.as_json()["failed"][0]["expectation"] == "expect_column_values_to_match_regex"


@on_one_database
def test_the_pages_never_show_a_value_that_breaks_a_constraint(filled) -> None:
    _plant(filled, "account", ["be16 zelda geheim 4711", "be16 zelda geheim 4711"])
    _plant(filled, "movement_id", ["ZELDA-GEHEIM", "ZELDA-GEHEIM"])
    result = check_quality(filled.warehouse, on=ON)
    without_movements = {f"{sum} difference" for sum in ("count", "debit", "credit")}
    assert {check.column for check in result.failed} == {"account", "movement_id"} | without_movements
    pages = _pages(filled.warehouse.settings.data_docs)
    assert "movement_id" in pages
    for planted in ("zelda", "geheim", "4711", filled.aline):
        assert planted.lower() not in pages.lower()


@on_one_database
def test_an_empty_lake_is_checked_too(warehouse) -> None:
    result = check_quality(warehouse, on=ON)
    assert result.success, result.failed
    assert result.rows == {"statements": 0, "movements": 0}


@on_one_database
def test_a_second_check_replaces_the_pages(filled) -> None:
    check_quality(filled.warehouse, on=ON)
    before = sorted(path.name for path in filled.warehouse.settings.home.iterdir())
    check_quality(filled.warehouse, on=ON)
    assert sorted(path.name for path in filled.warehouse.settings.home.iterdir()) == before
    validated = {path.name for path in (filled.warehouse.settings.data_docs / "validations").iterdir()}
    assert validated == {"movements", "statements", "totals"}


@on_one_database
def test_a_month_after_the_day_is_not_looked_at(filled) -> None:
    assert check_quality(filled.warehouse, on=date(2026, 1, 31)).rows == {"statements": 0, "movements": 0}


def test_every_declared_column_has_its_type_and_its_place_on_the_schema_page() -> None:
    page = schema_page()
    for dataset in (STATEMENTS, MOVEMENTS):
        assert list(polars_schema(dataset)) == list(dataset.names)
        for column in dataset.columns:
            assert f"| `{column.name}` | {column.kind}" in page
            assert column.meaning in page


def test_no_text_column_and_no_personal_column_may_carry_statistics() -> None:
    for dataset in (STATEMENTS, MOVEMENTS):
        allowed = {dataset[name] for name in statistics_columns(dataset)}
        assert {column.kind for column in allowed} <= {"integer", "date", "boolean"}
        assert not any(column.personal for column in allowed)


def test_a_table_row_of_the_page_has_as_many_cells_as_its_head() -> None:
    rows = [line for line in schema_page().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}
