"""The catalogue page says of every rule what the rule says of itself, with an example of its test, and what is no rule."""

from csv import DictReader
from pathlib import Path

import pytest

from detection.catalogue_examples import Example, example_of, examples
from detection.catalogue_page import rules_page
from detection.lists import rows
from detection.registry import detectors

HERE = Path(__file__).parent
CATALOGUE = {row["id"] for row in DictReader((HERE / "catalogue.csv").read_text(encoding="utf-8").splitlines())}
LEFT_OUT = {row["id"]: row["needed"] for row in rows("left_out")}
FEWEST_EXAMPLES = 50
"""Of the rules: those whose tests draw a table as text; the others make theirs in loops."""


def test_every_rule_stands_on_the_page_with_its_basis_figures_and_steps() -> None:
    page = rules_page()
    for detector in detectors().values():
        assert f"\n### {detector.id}\n" in page
        assert f"(#{detector.id})" in page
        for text in (*detector.rule.references, *detector.rule.false_positives, *detector.rule.steps):
            assert text in page
        for name, parameter in detector.rule.parameters.items():
            assert f"| `{name}` | {parameter.largest():,} from " in page
    assert "\n### model-outlier\n" in page
    assert page.endswith("\n")
    assert "None" not in page


def test_no_entry_of_the_catalogue_is_both_a_rule_and_left_out_and_each_left_out_says_what_is_needed() -> None:
    assert LEFT_OUT.keys() <= CATALOGUE
    assert not LEFT_OUT.keys() & detectors().keys()
    assert all(LEFT_OUT.values())
    page = rules_page()
    assert all(f"| `{identity}` | {needed} |" in page for identity, needed in LEFT_OUT.items())


def test_every_entry_of_the_catalogue_is_a_live_rule_or_left_out() -> None:
    live = {detector.id for detector in detectors().values() if detector.rule.status == "live"}
    assert CATALOGUE - live - LEFT_OUT.keys() == set(), "write the rule, or say in left_out.csv which data it would need"


def test_an_example_is_the_table_the_arithmetic_and_what_is_found() -> None:
    page = rules_page(
        {"cash-withdrawal": Example("cash is found", "id | amount\na  | -1.00", ("one euro",), ("total",), "[(1,)]")}
    )
    assert (
        "Example: cash is found.\n\n```text\nid | amount\na  | -1.00\n```\n\none euro  \n\n"
        "Found (total):\n\n```python\n[(1,)]\n```\n"
    ) in page


def test_most_rules_have_an_example_that_their_own_test_holds_them_to() -> None:
    read = examples(HERE)
    assert len(read.keys() & detectors().keys()) >= FEWEST_EXAMPLES
    drawn = read["cash-withdrawal"]
    assert drawn.title == "each withdrawal is found and weighed with those of thirty days"
    assert drawn.table.splitlines()[1] == "a     | 2026-03-01 | -1000.00 | 00901000"
    assert drawn.columns == ("movement_ids", "severity", "total")
    assert '("c", "critical", 3_000_000)' in drawn.found


TABLE = "id | amount\na | 1.00"
SOURCES = {
    "a table under a name of the module, joined to its head": (
        f"HEAD = {TABLE[:12]!r}\nROWS = {TABLE[12:]!r}\n"
        'COLUMNS = ("anchor", "e_sum")\n'
        "def test_it() -> None:\n    assert found('x', material(HEAD + ROWS), *COLUMNS) == [('a', 1)]\n",
        ("anchor", "sum"),
    ),
    "a test that finds something after one that does not": (
        f"T = {TABLE!r}\ndef test_no() -> None:\n    assert found('x', material(T)) == []\n"
        "def test_it() -> None:\n    assert found('x', material(T)) == [('a', 1)]\n",
        ("movement_ids",),
    ),
    "a table made in a loop": ("def test_it() -> None:\n    assert found('x', material(draw(3))) == [('a', 1)]\n", None),
    "no test at all": (f"T = {TABLE!r}\n", None),
}


@pytest.mark.parametrize("case", SOURCES)
def test_examples_are_read_as_text_from(case: str) -> None:
    source, columns = SOURCES[case]
    expected = None if columns is None else Example("it", TABLE, (), columns, "[('a', 1)]")
    assert example_of(source) == expected
