"""What a limited month's work takes, from the command line, on a copy of the simulated world's installation."""

import shutil
from pathlib import Path

import pytest

from tests.console.conftest import LAST_DAY, World


@pytest.fixture(scope="module")
def own(world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    home: Path = tmp_path_factory.mktemp("budget") / "home"
    shutil.copytree(world.home, home)
    (home / "capacity.toml").write_text("analysts = 1\nalerts_a_day = 2\ndays = 20\n")
    return World(world.folder, home, world.ingest, world.detect)


def test_the_list_is_as_long_as_the_capacity_and_says_why_each_alert_is_there(own: World) -> None:
    found = own.quater("budget", "show", "--on", LAST_DAY, "--json").json
    assert (found["capacity"], found["decided"]) == (40, 0)
    assert [one["place"] for one in found["alerts"]] == list(range(1, 41))
    order = ["hard", "rank", "uncertainty", "random"]
    reasons = [one["why"] for one in found["alerts"]]
    assert reasons == sorted(reasons, key=order.index)
    assert {one["worth"] for one in found["alerts"]} == {None}, "nobody has decided on anything"
    page = own.quater("budget", "show", "--on", LAST_DAY)
    assert "40 alerts can be read this month, 0 were decided, 40 are on the list" in page.out


def test_months_are_drawn_once_and_what_is_missed_is_not_known_before_they_are_read(own: World) -> None:
    drawn = own.quater("budget", "draw", "--on", LAST_DAY, "--json").json
    assert (drawn["month"], drawn["seed"]) == ("2026-06-01", f"{LAST_DAY} 2026-06")
    assert 0 < drawn["size"] <= 4
    assert drawn["population"] > drawn["size"]
    assert own.quater("budget", "draw", "--on", LAST_DAY, "--json").json == drawn
    assert "not known" in own.quater("budget", "missed").out
    checks = [one for one in own.quater("alerts", "list", "--json").json if one["detector"] == "random-check"]
    assert len(checks) == drawn["size"]
    for check in checks:
        reason = "read the month and found nothing"
        own.quater("alerts", "dispose", check["alert_id"], "--outcome", "dismissed", "--reason", reason, "--by", "ann")
    together = own.quater("budget", "missed", "--json").json["together"]
    assert (together["decided"], together["reported"], together["estimate"]) == (drawn["size"], 0, 0.0)
    assert together["interval"][1] > 0, "nothing found in a few months does not mean that nothing is missed"


def test_a_capacity_that_is_no_number_is_refused_with_its_file(own: World) -> None:
    file = own.home / "capacity.toml"
    kept = file.read_text()
    file.write_text("analysts = 'two'\n")
    answer = own.quater("budget", "show", "--on", LAST_DAY)
    file.write_text(kept)
    assert answer.code == 2
    assert "capacity.toml: expected a whole number for analysts, got 'two'" in answer.err
