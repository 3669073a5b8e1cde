"""The lake's two tables: the declared columns in their order, with the values of the statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest

from coda_parser import parse
from coda_parser.arrow import schema_of, to_arrow
from coda_parser.columns import DATASETS, MOVEMENTS, STATEMENTS, Dataset
from coda_parser.writer import StatementDraft, write_delivery

DAY = date(2026, 3, 31)
DELIVERY = "ab" * 32

# the contract of the movements dataset, in its order
CONTRACT = """movement_id account currency statement_date statement_number sequence detail is_detail booked valued amount_milli
code family operation category bank_reference customer_reference communication communication_type structured_reference
counterparty_account counterparty_bic counterparty_name counterparty_address r_transaction reason_code category_purpose
purpose creditor_id mandate_reference delivery line""".split()


@pytest.fixture
def tables(statement: Callable[..., StatementDraft]) -> tuple[pa.Table, pa.Table]:
    """Two statements: one of three movements, one of none."""
    data = write_delivery([statement(), statement(number=65, movements=())], created=DAY)
    return to_arrow(parse(data).statements, delivery=DELIVERY, encoding="cp1252")


def test_the_movements_dataset_keeps_its_contract() -> None:
    assert list(MOVEMENTS.names) == CONTRACT


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_every_column_has_a_meaning_and_money_has_a_unit(dataset: Dataset) -> None:
    assert [column.name for column in dataset.columns if not column.meaning] == []
    assert [
        column.name for column in dataset.columns if column.name.endswith("_milli") and "thousandths" not in column.unit
    ] == []
    assert len(set(dataset.names)) == len(dataset.columns)


def test_tables_have_the_declared_columns_in_order(tables: tuple[pa.Table, pa.Table]) -> None:
    statements, movements = tables
    assert statements.schema == schema_of(STATEMENTS)
    assert movements.schema == schema_of(MOVEMENTS)


def test_rows_carry_the_values_of_the_statements(tables: tuple[pa.Table, pa.Table]) -> None:
    statements, movements = tables
    assert statements.column("movement_count").to_pylist() == [3, 0]
    assert statements.column("new_balance_milli").to_pylist() == [1_290_500, 500_000]
    assert statements.column("line").to_pylist() == [1, 11]
    assert movements.column("amount_milli").to_pylist() == [1_000_000, -250_000, 40_500]
    assert movements.column("counterparty_address").to_pylist() == ["", "", "Rue Haute 12, 4000 Liège"]
    assert movements.column("line").to_pylist() == [3, 5, 6]
    assert set(movements.column("delivery").to_pylist()) == {DELIVERY}


def test_the_raw_lines_of_all_rows_are_the_delivery(statement: Callable[..., StatementDraft]) -> None:
    data = write_delivery([statement(), statement(number=65)], created=DAY)
    table, _ = to_arrow(parse(data).statements, delivery=DELIVERY, encoding="cp1252")
    assert b"".join(table.column("raw").to_pylist()) == data


def test_no_statement_gives_two_empty_tables_of_the_declared_columns() -> None:
    statements, movements = to_arrow([], delivery=DELIVERY, encoding="ascii")
    assert (statements.num_rows, movements.num_rows) == (0, 0)
    assert (statements.schema, movements.schema) == (schema_of(STATEMENTS), schema_of(MOVEMENTS))


def test_values_keep_the_declared_constraints(tables: tuple[pa.Table, pa.Table]) -> None:
    for dataset, table in zip(DATASETS, tables, strict=True):
        for column in dataset.columns:
            for value in table.column(column.name).to_pylist():
                assert value is not None or column.nullable, column.name
                assert not column.pattern or re.match(column.pattern, value), (column.name, value)
                assert column.minimum is None or value >= column.minimum, (column.name, value)
                assert column.maximum is None or value <= column.maximum, (column.name, value)
                assert not column.allowed or value in column.allowed, (column.name, value)
