"""`quater quarantine` and `quater coverage`, as two people and an operator use them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.console.conftest import LAST_DAY, Answer, World, quater


@pytest.fixture(scope="module")
def home(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the world's home, so that what is decided here stays here."""
    copy = tmp_path_factory.mktemp("quarantine") / "home"
    shutil.copytree(world.home, copy)
    return copy


def run(home: Path, *arguments: str) -> Answer:
    return quater(*arguments, "--home", str(home))


def waiting(home: Path, reason: str) -> dict[str, object]:
    listed = run(home, "quarantine", "list", "--json").json["statements"]
    return next(one for one in listed if one["reason"] == reason)


def test_the_list_says_the_age_and_what_to_do(home: Path) -> None:
    said = run(home, "quarantine", "list", "--json").json
    assert all(one["age"] >= 0 and one["what_to_do"] for one in said["statements"])
    assert said["counts"]["waiting"] == len(said["statements"])
    table = run(home, "quarantine", "list").out
    assert "what to do" in table
    assert "ask the bank which of the two is right" in table
    whole = {one["delivery"] for one in said["statements"] if one["whole"]}
    assert table.count("whole") == len(whole) + len(said["deliveries"])


def test_a_label_is_released_by_two_people_and_never_by_one(home: Path) -> None:
    one = waiting(home, "judicial-mandate-wording")
    where = (str(one["delivery"])[:12], str(one["position"]))
    asked = run(home, "quarantine", "propose-release", *where, "--by", "analyst-1", "--reason", "a client's name", "--json")
    assert asked.json["state"] == "proposed"
    alone = run(home, "quarantine", "approve", asked.json["decision_id"], "--by", "analyst-1", "--reason", "w")
    assert (alone.code, "expected another person" in alone.err) == (2, True)
    assert "analyst-1" in run(home, "quarantine", "list").out
    done = run(home, "quarantine", "approve", asked.json["decision_id"], "--by", "analyst-2", "--reason", "seen")
    assert (done.code, "approved by analyst-2" in done.out, "the statement is ingested" in done.out) == (0, True, True)
    assert run(home, "quarantine", "show", *where).code == 2


def test_a_conflict_is_rejected_and_its_lines_are_gone(home: Path) -> None:
    one = waiting(home, "conflicting-statement")
    where = (str(one["delivery"])[:12], str(one["position"]))
    refused = run(home, "quarantine", "propose-release", *where, "--by", "analyst-1", "--reason", "w")
    assert (refused.code, "is not released by decision" in refused.err) == (2, True)
    asked = run(home, "quarantine", "propose-rejection", *where, "--by", "analyst-1", "--reason", "w", "--json")
    assert run(home, "quarantine", "approve", asked.json["decision_id"], "--by", "analyst-2", "--reason", "w").code == 0
    shown = run(home, "quarantine", "show", *where, "--json").json
    assert (shown["fate"], shown["decision_id"], bool(shown["problems"])) == ("rejected", asked.json["decision_id"], True)
    assert run(home, "quarantine", "show", *where, "--lines").code == 2


def test_a_delivery_that_waits_as_a_whole_is_shown_by_its_hash_alone(home: Path) -> None:
    whole = next(one for one in run(home, "quarantine", "list", "--json").json["statements"] if one["whole"])
    shown = run(home, "quarantine", "show", str(whole["delivery"])[:12])
    assert (shown.code, shown.out.count(str(whole["reason"]))) >= (0, 1)
    rows = run(home, "quarantine", "show", str(whole["delivery"])[:12], "--json").json
    assert {row["position"] for row in rows} >= {whole["position"]}
    empty = run(home, "quarantine", "list", "--json").json["deliveries"][0]
    told = run(home, "quarantine", "show", empty["delivery"][:12], "--lines").out
    assert told.startswith(f"whole delivery, {empty['bank']} {empty['name']}: {empty['reason']}")
    assert "line 0" not in told


def test_a_corrected_statement_is_shown_with_the_delivery_that_corrected_it(home: Path) -> None:
    assert run(home, "quarantine", "list", "--json").json["counts"]["corrected"] > 0


def test_reading_raw_lines_is_recorded_before_they_are_shown(home: Path) -> None:
    one = waiting(home, "unregistered-account")
    where = (str(one["delivery"])[:12], str(one["position"]))
    read = run(home, "quarantine", "show", *where, "--lines", "--by", "analyst-9", "--json")
    assert read.json["lines"][0].startswith("0")
    subject = f"quarantine:{where[0]}:{where[1]}"
    accesses = run(home, "evidence", "list", "--subject", subject, "--json").json
    assert [access["action"] for access in accesses] == ["read-lines"]
    assert str(one["account"]) not in json.dumps(accesses)


def test_the_coverage_names_every_bank_and_exits_3_when_one_is_silent(home: Path) -> None:
    now = run(home, "coverage", "--on", LAST_DAY, "--json")
    assert {row["account"] for row in now.json if row["habit"] == "bank"} == {"ARDENNE", "KASTEEL", "MAAS", "NOORDZEE"}
    later = run(home, "coverage", "--on", "2026-09-30")
    assert (later.code, "silent" in later.out) == (3, True)


def test_ar_2_5_b_a_first_demand_is_recorded_with_its_letter_and_listed(home: Path, tmp_path: Path) -> None:
    rows = run(home, "coverage", "--on", LAST_DAY, "--json").json
    account = next(row["account"] for row in rows if row["habit"] != "bank" and (row["first_old_milli"] or 0) > 0)
    file = tmp_path / "letter.txt"
    period = ("--from", "2024-10-01", "--until", "2025-10-31", "--on", LAST_DAY)
    asked = run(home, "coverage", "demand", account, *period, "--language", "nl", "-o", str(file), "--by", "officer", "--json")
    assert (asked.code, asked.json["demand_id"], asked.json["asked_by"]) == (0, "D-0001", "officer")
    assert file.read_text(encoding="utf-8").startswith("Eerste verzoek")
    again = run(home, "coverage", "demand", account, *period)
    assert (again.code, "D-0001" in again.err) == (2, True)
    assert "Herinnering" in run(home, "coverage", "remind", "D-0001", "--on", LAST_DAY).out
    assert [one["covered_on"] for one in run(home, "coverage", "demands", "--on", LAST_DAY, "--json").json] == [None]
    accesses = run(home, "evidence", "list", "--subject", "first-demand:D-0001", "--json").json
    assert [access["action"] for access in accesses] == ["letter", "letter"]
