"""What holders declared of their balances: entered once a year, corrected, shown, refused when it cannot be."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detection.engine import surroundings
from detection.surroundings import DECLARATIONS
from tests.warehouse.register_world import ACCOUNTS, ALINE, HOLDERS, LATER, Desk
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import declarations_frame, history

FILE = f"""
holder_id,iban,currency,year,balance,received_on
H1,{ALINE},EUR,2024,-12.50,2025-02-28
H1,{ALINE},EUR,2025,4000.005,2026-01-15
"""


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    desk = Desk(warehouse, tmp_path)
    desk.bring(holders=HOLDERS, accounts=ACCOUNTS)
    return desk


def test_a_declaration_is_kept_in_thousandths_by_account_and_year(desk: Desk) -> None:
    desk.bring(declarations=FILE)
    assert declarations_frame(desk.warehouse).rows() == [
        ("H1", ALINE, "EUR", 2024, -12_500, date(2025, 2, 28)),
        ("H1", ALINE, "EUR", 2025, 4_000_005, date(2026, 1, 15)),
    ]


def test_rules_are_given_what_the_register_holds(desk: Desk) -> None:
    desk.bring(declarations=FILE)
    given = surroundings(desk.warehouse, on=date(2026, 3, 2)).declarations
    assert given.schema == pl.Schema(DECLARATIONS)
    assert given["balance_milli"].to_list() == [-12_500, 4_000_005]


def test_a_correction_replaces_what_was_declared_and_the_history_keeps_it(desk: Desk) -> None:
    desk.bring(declarations=FILE)
    this_year = "\n".join(line for line in FILE.splitlines() if ",2024," not in line)
    summary = desk.bring(LATER, declarations=this_year.replace("4000.005", "3900"))
    assert [summary.count("declarations", event) for event in ("new", "changed", "unchanged", "missing")] == [0, 1, 0, 0]
    assert declarations_frame(desk.warehouse)["balance_milli"].to_list() == [-12_500, 3_900_000]
    told = [entry.change.values for entry in history(desk.warehouse, ALINE) if entry.change.event == "changed"]
    assert [list(values["balance_milli"]) for values in told if "balance_milli" in values] == [[4_000_005, 3_900_000]]


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("4000.005", "", "row 3, column balance: expected a balance"),
        ("4000.005", "4.000.00", "row 3, column balance: expected an amount"),
        ("EUR,2025", "EUR,25", "row 3, column year: expected a year such as 2025, found '25'"),
        ("2026-01-15", "2025-12-30", "row 3, column received_on: expected a day from 31 December 2025 on"),
        ("2026-01-15", "", "row 3, column received_on"),
        ("EUR,2025", "EUR,2024", "row 3, column iban: expected each one once"),
        ("EUR,2025", "USD,2025", "row 3, column iban: expected an account of the register"),
        (f"H1,{ALINE},EUR,2025", f"H9,{ALINE},EUR,2025", "row 3, column holder_id: expected a holder of the register"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_row_and_column(desk: Desk, right: str, wrong: str, named: str) -> None:
    with pytest.raises(Refusal, match=named):
        desk.bring(declarations=FILE.replace(right, wrong))
    assert declarations_frame(desk.warehouse).is_empty()
