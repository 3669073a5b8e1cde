"""The two pages on CODA: one made from the code and fresh, one whose examples run and whose lists are complete."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from coda_parser.codes import LANGUAGES
from coda_parser.codes_page import codes_page
from coda_parser.records import RECORDS
from coda_parser.tables import read_table

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "coda.md"
SOURCES = sorted(path for path in (REPOSITORY / "coda_parser").rglob("*.py"))
PROBLEM = re.compile(r'(?:[Pp]roblem|_wrong|_misplaced|_unexpected)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"')


def test_the_page_of_codes_is_fresh() -> None:
    assert (REPOSITORY / "docs" / "coda-codes.md").read_text(encoding="utf-8") == codes_page()


@pytest.mark.parametrize("name", ["transaction_codes.csv", "transaction_categories.csv", "communication_types.csv"])
def test_every_code_is_on_the_page_in_every_language(name: str) -> None:
    page = codes_page()
    assert [row for row in read_table(name) for language in LANGUAGES if row[language] not in page] == []


def test_every_record_is_on_the_page() -> None:
    assert [record.label for record in RECORDS if f"### Record {record.label}\n" not in codes_page()] == []


def test_the_examples_of_the_front_page_run() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert found.attempted > 25
    assert found.failed == 0


def test_every_problem_is_explained_on_the_front_page() -> None:
    ids = {id for path in SOURCES for id in PROBLEM.findall(path.read_text(encoding="utf-8"))}
    assert {"trailer-count", "balance-break", "too-long", "not-coda"} <= ids
    assert sorted(id for id in ids if f"`{id}`" not in PAGE.read_text(encoding="utf-8")) == []
