"""The table requirement → test → result can be believed: nothing is missing from it, and a failure shows."""

import csv
import json
from pathlib import Path

import pytest

from tests.requirements import __main__ as command
from tests.requirements.carriers import Carrier, carriers, named_tests
from tests.requirements.catalogue import Requirement, ids_in, requirements, strange_ids_in
from tests.requirements.page import PAGE, requirements_page
from tests.requirements.running import run
from tests.requirements.tracing import is_documented, trace

SOURCE = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "requirements.csv"

PLANTED = """
import pytest

def test_ar_2_1_a_holds(): assert True

@pytest.mark.parametrize("figure", [1, 2])
def test_ar_2_2_a_holds_for_one_figure_only(figure): assert figure == 1

@pytest.mark.skipif(True, reason="nothing to run it on")
def test_ar_2_2_b_was_not_tried(): assert True

class TestMore:
    def test_ar_2_2_c_holds_in_a_class(self): assert True
"""
ALONE = ("-p", "no:xdist")


def _requirement(id: str, **more: str) -> Requirement:
    return Requirement(id, "", "", **{"shown": "test", "document": "", "why": ""} | more)  # type: ignore[arg-type]


def _planted(root: Path, text: str = PLANTED) -> list[Carrier]:
    (root / "tests").mkdir()
    (root / "tests" / "test_planted.py").write_text(text, encoding="utf-8")
    return carriers(root)


def test_no_requirement_of_the_facts_is_missing() -> None:
    if not SOURCE.is_file():
        pytest.skip("the domain's facts (../shared/domain) are not beside this checkout")
    with SOURCE.open(encoding="utf-8", newline="") as file:
        facts = [row["id"] for row in csv.DictReader(file)]
    assert [one.id for one in requirements()] == facts


def test_what_is_no_test_names_its_document_and_says_why() -> None:
    for one in requirements():
        assert one.must.endswith("."), one.id
        assert (one.shown == "test") == (not one.document) == (not one.why), one.id


def test_no_test_carries_an_id_that_is_no_requirement() -> None:
    assert {test.node: strange for test in named_tests() if (strange := strange_ids_in(test.name))} == {}


def test_the_page_names_the_tests_that_there_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == requirements_page(), "run `make docs`"


@pytest.mark.parametrize(
    ("name", "carried", "strange"),
    [
        ("test_ar_2_2_b_a_mandate_stays", ("AR-2.2-b",), ()),
        ("test_ar_2_2_b", ("AR-2.2-b",), ()),
        ("test_jr_12_says_who", ("JR-12",), ()),
        ("test_gd_1_and_gd_19", ("GD-1", "GD-19"), ()),
        ("test_AR_3_c_is_acknowledged", ("AR-3-c",), ()),
        ("test_ar_2_3_banks", (), ("ar_2_3_banks",)),
        ("test_gd_99_is_none", (), ("gd_99_is_none",)),
        ("test_a_year_1_2_b", (), ()),
    ],
)  # fmt: skip
def test_a_name_carries_its_longest_ids_and_nothing_that_only_looks_like_one(name, carried, strange) -> None:
    assert (ids_in(name), strange_ids_in(name)) == (carried, strange)


def test_each_test_that_carries_an_id_is_run_and_its_worst_case_counts(tmp_path: Path) -> None:
    tests = _planted(tmp_path)
    ended = run(tests, root=tmp_path, options=ALONE)
    assert {test.ids[0]: outcome for test, outcome in ended.items()} == {
        "AR-2.1-a": "passed",
        "AR-2.2-a": "failed",
        "AR-2.2-b": "skipped",
        "AR-2.2-c": "passed",
    }


def test_a_file_that_cannot_be_read_shows_nothing(tmp_path: Path) -> None:
    tests = _planted(tmp_path, "import nothing_of_this_name\ndef test_ar_2_1_a_holds(): assert True\n")
    assert list(run(tests, root=tmp_path, options=ALONE).values()) == ["did not run"]


def test_what_is_due_must_be_met_and_what_is_not_may_wait(tmp_path: Path) -> None:
    (tmp_path / "told.md").write_text("This is AR-1.3-b.", encoding="utf-8")
    written, absent = {"shown": "document", "document": "told.md", "why": "."}, {"shown": "document", "document": "no.md"}
    one = Carrier("tests/test_x.py", "test_x", ("AR-2.1-a", "JR-2"))
    two = Carrier("tests/test_x.py", "test_y", ("AR-2.1-b", "GD-2"))
    cases = {
        "AR-2.1-a": ({}, "passed", False),
        "JR-2":     ({}, "passed", False),
        "AR-2.1-b": ({}, "failed", True),
        "GD-2":     ({}, "failed", True),
        "AR-2.1-c": ({}, "missing", True),
        "JR-3":     ({}, "not yet", False),
        "AR-1.3-b": (written, "document", False),
        "AR-1.3-c": (absent, "missing", True),
        "JR-4":     (absent, "not yet", False),
    }  # fmt: skip
    wanted = [_requirement(id, **more) for id, (more, _, _) in cases.items()]
    traces = trace(wanted, [one, two], {one: "passed", two: "failed"}, root=tmp_path)
    assert {t.requirement.id: (t.state, t.wrong) for t in traces} == {id: (state, bad) for id, (_, state, bad) in cases.items()}


@pytest.mark.parametrize(("outcome", "code"), [("passed", 0), ("failed", 3), ("skipped", 3)])
def test_the_command_says_every_requirement_and_fails_when_one_is_not_met(monkeypatch, capsys, outcome: str, code: int) -> None:
    every = Carrier("tests/test_x.py", "test_x", tuple(one.id for one in requirements() if one.due))
    monkeypatch.setattr(command, "carriers", lambda: [every])
    monkeypatch.setattr(command, "run", lambda tests: dict.fromkeys(tests, outcome))
    assert command.main(["--json"]) == code
    said = json.loads(capsys.readouterr().out)
    assert len(said["requirements"]) == 113
    assert len(said["wrong"]) == (0 if code == 0 else said["due"])
    assert sum(said["states"].values()) == 113
    assert command.main([]) == code
    assert "AR-2.2-b" in capsys.readouterr().out


def test_wrong_usage_is_said_in_a_line(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--everything"])
    assert ended.value.code == 2
    assert "unrecognized arguments" in capsys.readouterr().err


def test_every_requirement_that_is_due_has_a_test_or_a_document() -> None:
    carried = {id for test in carriers() for id in test.ids}
    assert [one.id for one in requirements() if one.due and one.id not in carried and not is_documented(one)] == []
