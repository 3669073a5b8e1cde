"""`quater rules`: what stands, what a draft would change, how alerts were judged, what is snoozed and by whom."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detection.registry import detectors
from tests.detection.world import IBANS, deliver, register
from warehouse.database import open_warehouse
from warehouse.evidence import list_accesses
from warehouse.settings import load_settings

from .conftest import Answer, quater

LIFE = """
account | booked     | amount   | code     | counterparty
A       | 2026-03-02 | 3500.00  | 00950000 | Jan Kasgeld
B       | 2026-04-02 | 4500.00  | 00950000 | Jan Kasgeld
"""
PERIOD = ("--from", "2026-01-01", "--to", "2026-06-30")
SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
Typed = Callable[..., Answer]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where two holders got cash, made once; tests copy it."""
    folder = tmp_path_factory.mktemp("prepared")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    register(warehouse, folder)
    deliver(warehouse, LIFE)
    warehouse.close()
    return folder / "home"


@pytest.fixture(scope="module")
def judged(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after a run of the detectors."""
    home = tmp_path_factory.mktemp("judged") / "home"
    shutil.copytree(prepared, home)
    assert quater("detect", "--on", "2026-06-30", "--home", str(home)).code == 0
    return home


@pytest.fixture
def typed(prepared: Path, tmp_path: Path) -> Typed:
    """Run a command on a home of its own before any detection."""
    return _on_a_copy(prepared, tmp_path / "home")


@pytest.fixture
def typed_after(judged: Path, tmp_path: Path) -> Typed:
    """Run a command on a home of its own where the detectors have run."""
    return _on_a_copy(judged, tmp_path / "home")


def _on_a_copy(home: Path, copy: Path) -> Typed:
    shutil.copytree(home, copy)
    return lambda *arguments: quater(*arguments, "--home", str(copy))


def test_every_rule_is_listed_with_its_version_and_its_findings(typed_after: Typed) -> None:
    listed = {rule["id"]: rule for rule in typed_after("rules", "list", "--json").json}
    assert listed.keys() == detectors().keys()
    assert listed["cash-limit-3000"] == {
        "id": "cash-limit-3000",
        "group": "aml",
        "title": "Cash above EUR 3,000, at once or linked",
        "severity": "critical",
        "nature": "illicit",
        "version": detectors()["cash-limit-3000"].version,
        "status": "live",
        "findings": 2,
        "snoozed": 0,
    }
    table = typed_after("rules", "list")
    assert f"{len(detectors())} live rules" in table.out
    assert listed["card-use"]["version"] in table.out


def test_one_rule_is_shown_in_the_language_asked_for() -> None:
    shown = quater("rules", "show", "cash-limit-3000", "--language", "fr")
    assert shown.code == 0
    for text in ("Espèces au-delà de 3 000 EUR", "art. 67 §2", "3,000,000", "Read who brought", "consumer"):
        assert text in shown.out
    facts = quater("rules", "show", "cash-limit-3000", "--json").json
    assert facts["parameters"]["limit"]["values"] == {"2014-06-01": 3_000_000}
    assert facts["sentence"].startswith("Cash {side:word}")
    assert facts["kinds"] == ["third_party", "rubric"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "cash"), "no rule 'cash'"),
        (("show", "card-use", "--language", "es"), "one of en, fr, nl, de"),
        (("replay", "card-use", *PERIOD), "needs a --draft FILE, or --set"),
        (("replay", "cash", "--set", "limit=1", *PERIOD), "no rule 'cash'"),
        (("replay", "cash-limit-3000", "--set", "limit=high", *PERIOD), "whole number, got 'limit=high'"),
        (("replay", "card-use", "--draft", "nowhere.py", *PERIOD), "no such file"),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_one_line(arguments: tuple[str, ...], words: str) -> None:
    answer = quater("rules", *arguments)
    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("\n") == 1


def test_a_replay_prints_counts_by_bar_and_records_the_access_first(typed: Typed, tmp_path: Path) -> None:
    asked = ("rules", "replay", "cash-limit-3000", "--set", "limit=4_000_000", *PERIOD, "--by", "analyst")
    result = typed(*asked, "--json").json
    assert result["alerts"] == {"new": 0, "gone": 1, "same": 1, "regraded": 0}
    assert result["by_bar"]["LIEGE-HUY"]["gone"] == 1
    table = typed(*asked, "--bar", "GENT")
    assert "limit=4000000" in table.out
    assert not [name for name in ("Verstockt", "Kasgeld", *IBANS.values()) if name in table.out]
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    accesses = [(one.action, one.subject, one.purpose) for one in list_accesses(warehouse)]
    warehouse.close()
    assert accesses == [("replay", "rule:cash-limit-3000", "optimise")] * 2


def test_a_draft_file_is_replayed_beside_the_live_rule(typed: Typed, tmp_path: Path) -> None:
    source = Path(detectors()["cash-limit-3000"].find.__code__.co_filename).read_text(encoding="utf-8")
    draft = tmp_path / "draft.py"
    draft.write_text(source.replace("3_000_000", "9_000_000"), encoding="utf-8")
    result = typed("rules", "replay", "cash-limit-3000", "--draft", str(draft), *PERIOD, "--json").json
    assert (result["live_findings"], result["draft_findings"], result["alerts"]["gone"]) == (2, 0, 2)


def test_snoozes_are_asked_for_approved_by_another_and_ended(typed: Typed) -> None:
    more = ("--until", SOON, "--reason", "an estate", "--by", "analyst")
    made = typed("rules", "snooze", "cash-limit-3000", "--account", IBANS["A"], *more)
    assert (made.code, "another person must approve it" in made.out) == (0, True)
    alone = typed("rules", "approve-snooze", "S-1", "--by", "analyst")
    assert (alone.code, "another person must approve it" in alone.err) == (2, True)
    assert typed("rules", "approve-snooze", "S-1", "--by", "senior").code == 0
    assert typed("rules", "snooze", "cash-limit-3000", "--counterparty", "jan kasgeld", *more).code == 0
    assert typed("rules", "approve-snooze", "S-000002", "--by", "senior").code == 0
    assert typed("detect", "--on", "2026-06-30").code == 0
    raised = {finding["detector"] for alert in typed("alerts", "list", "--json").json for finding in alert["findings"]}
    assert "cash-limit-3000" not in raised
    assert _snoozed(typed) == (2, 2)
    # B was covered by the counterparty alone, A is by its account too
    assert typed("rules", "end-snooze", "S-2", "--reason", "closed", "--by", "analyst").code == 0
    assert _snoozed(typed) == (2, 1)
    second, first = typed("rules", "snoozes", "--json").json
    assert (first["state"], first["approved_by"], second["state"]) == ("in_force", "senior", "ended")
    table = typed("rules", "snoozes").out
    assert "an estate" in table
    assert "KASGELD" not in table.upper()


def _snoozed(typed: Typed) -> tuple[int, int]:
    listed = {rule["id"]: rule for rule in typed("rules", "list", "--json").json}["cash-limit-3000"]
    return listed["findings"], listed["snoozed"]


def test_a_snooze_of_an_account_that_nobody_knows_is_refused(typed: Typed) -> None:
    answer = typed("rules", "snooze", "card-use", "--account", IBANS["X"], "--until", SOON, "--reason", "why")
    assert (answer.code, "neither the register nor a finding" in answer.err) == (2, True)


def test_figures_are_of_reviewed_alerts_only(typed_after: Typed) -> None:
    [first, second, *_] = typed_after("alerts", "list", "--json").json
    typed_after("alerts", "dispose", first["alert_id"], "--outcome", "reported", "--reason", "no document", "--by", "a")
    typed_after("alerts", "approve", first["alert_id"], "--by", "b")
    figures = {one["detector"]: one for one in typed_after("rules", "stats", "--json").json}
    seen = {finding["detector"] for finding in first["findings"]}
    assert {name for name, one in figures.items() if one["hits"]} == seen
    assert figures.keys() >= detectors().keys()
    assert "95 % interval" in typed_after("rules", "stats").out
    shown = typed_after("alerts", "show", first["alert_id"]).out
    for finding in first["findings"]:
        assert finding["detector"] in shown
        assert finding["detector_version"] == detectors()[finding["detector"]].version
        assert finding["detector_version"] in shown
    assert "limit 3,000,000" in shown
    assert second["status"] == "open"
