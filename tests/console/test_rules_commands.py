"""`quater rules`: what stands, what a draft would change, how alerts were judged, what is snoozed and by whom."""

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


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Run a command on a home where two holders got cash."""
    home = tmp_path / "home"
    warehouse = open_warehouse(load_settings(home, environ={}))
    register(warehouse, tmp_path)
    deliver(warehouse, LIFE)
    warehouse.close()

    def run(*arguments: str) -> Answer:
        return quater(*arguments, "--home", str(home))

    return run


def test_every_rule_is_listed_with_its_version_and_its_findings(typed: Typed) -> None:
    assert typed("detect", "--on", "2026-06-30").code == 0
    listed = {rule["id"]: rule for rule in typed("rules", "list", "--json").json}
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
    table = typed("rules", "list")
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


def test_a_snooze_is_asked_for_approved_by_another_and_ended(typed: Typed) -> None:
    asked = ("rules", "snooze", "cash-limit-3000", "--account", IBANS["A"], "--until", SOON, "--reason", "an estate")
    made = typed(*asked, "--by", "analyst")
    assert (made.code, "another person must approve it" in made.out) == (0, True)
    alone = typed("rules", "approve-snooze", "S-1", "--by", "analyst")
    assert (alone.code, "another person must approve it" in alone.err) == (2, True)
    assert typed("rules", "approve-snooze", "S-1", "--by", "senior").code == 0
    assert typed("detect", "--on", "2026-06-30").code == 0
    alerts = typed("alerts", "list", "--json").json
    assert IBANS["A"] not in {
        finding["account"] for alert in alerts for finding in alert["findings"] if "3000" in finding["detector"]
    }
    listed = {rule["id"]: rule for rule in typed("rules", "list", "--json").json}["cash-limit-3000"]
    assert (listed["findings"], listed["snoozed"]) == (2, 1)
    [snooze] = typed("rules", "snoozes", "--json").json
    assert (snooze["state"], snooze["approved_by"]) == ("in_force", "senior")
    assert "an estate" in typed("rules", "snoozes").out
    assert typed("rules", "end-snooze", "S-1", "--reason", "closed", "--by", "analyst").code == 0
    assert typed("rules", "snoozes", "--json").json[0]["state"] == "ended"


def test_a_counterparty_is_snoozed_by_its_name_as_findings_write_it(typed: Typed) -> None:
    asked = ("rules", "snooze", "cash-limit-3000", "--counterparty", "jan kasgeld", "--until", SOON, "--reason", "a buyer")
    assert typed(*asked, "--by", "analyst").code == 0
    assert typed("rules", "approve-snooze", "S-000001", "--by", "senior").code == 0
    assert typed("detect", "--on", "2026-06-30").code == 0
    listed = {rule["id"]: rule for rule in typed("rules", "list", "--json").json}
    assert listed["cash-limit-3000"]["snoozed"] == 2
    assert "KASGELD" not in typed("rules", "snoozes").out.upper()


def test_a_snooze_of_an_account_that_nobody_knows_is_refused(typed: Typed) -> None:
    answer = typed("rules", "snooze", "card-use", "--account", IBANS["X"], "--until", SOON, "--reason", "why")
    assert (answer.code, "neither the register nor a finding" in answer.err) == (2, True)


def test_figures_are_of_reviewed_alerts_only(typed: Typed) -> None:
    typed("detect", "--on", "2026-06-30")
    [first, second, *_] = typed("alerts", "list", "--json").json
    typed("alerts", "dispose", first["alert_id"], "--outcome", "reported", "--reason", "no document")
    figures = {one["detector"]: one for one in typed("rules", "stats", "--json").json}
    seen = {finding["detector"] for finding in first["findings"]}
    assert {name for name, one in figures.items() if one["hits"]} == seen
    assert figures.keys() >= detectors().keys()
    assert "95 % interval" in typed("rules", "stats").out
    shown = typed("alerts", "show", first["alert_id"]).out
    for finding in first["findings"]:
        assert finding["detector"] in shown
        assert finding["detector_version"] == detectors()[finding["detector"]].version
        assert finding["detector_version"] in shown
    assert "limit 3,000,000" in shown
    assert second["status"] == "open"
