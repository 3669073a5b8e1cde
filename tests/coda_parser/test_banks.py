"""The banks: one file each, well-formed, and living where nobody does."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coda_parser import parse
from coda_parser.banks import Bank, banks
from coda_parser.writer import StatementDraft, write_delivery

FOLDER = Path(__file__).resolve().parents[2] / "coda_parser" / "banks"


@pytest.fixture(params=sorted(banks()))
def bank(request: pytest.FixtureRequest) -> Bank:
    """Each bank in turn."""
    return banks()[request.param]


def test_the_folder_is_the_registry() -> None:
    files = {path.stem.upper() for path in FOLDER.glob("*.py")} - {"__INIT__", "BANK"}
    assert set(banks()) == files


def test_a_bank_is_well_formed(bank: Bank) -> None:
    assert re.fullmatch(r"[A-Z]{4}BE[A-Z0-9]{2}", bank.bic)
    assert re.fullmatch(r"[A-Z]+", bank.code)
    assert bank.folder == bank.code
    assert bank.file_pattern.format(date="20260331", number=7).endswith(".cod")
    assert bank.holds(f"BE00{bank.bban_ranges[0][0]:03d}000000000")
    assert not bank.holds("BE71096123456769")


def test_two_banks_share_no_account_number_and_no_bic() -> None:
    prefixes = [prefix for bank in banks().values() for first, last in bank.bban_ranges for prefix in range(first, last + 1)]
    assert len(set(prefixes)) == len(prefixes)
    assert len({bank.bic for bank in banks().values()}) == len(banks())


def test_a_simulated_bank_has_account_numbers_that_no_bank_was_given(bank: Bank) -> None:
    path = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "banks.csv"
    if not path.is_file():
        pytest.skip("the National Bank's list in ../shared/domain is not beside this repository")
    with path.open(encoding="utf-8", newline="") as lines:
        taken = [(int(row["bban_from"]), int(row["bban_to"])) for row in csv.DictReader(lines)]
    for first, last in bank.bban_ranges:
        assert not any(low <= last and first <= high for low, high in taken)


def test_a_delivery_in_a_bank_s_habits_is_read_without_problem(bank: Bank, statement: Callable[..., StatementDraft]) -> None:
    habits = bank.habits
    draft = statement(number=64 if habits.numbered else 0, movements=(), bank_number=int(habits.bank_number), bank_bic=bank.bic)
    data = write_delivery([draft], created=date(2026, 3, 31), newline=habits.newline, encoding=habits.encoding)
    delivery = parse(data)
    assert delivery.problems == ()
    assert delivery.newline == habits.newline
    assert delivery.statements[0].bank_bic == bank.bic
