"""`quater metrics`: figures that a machine reads, that agree with the generator, and that hold nothing of an account."""

import json
from pathlib import Path

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from console.metrics import MEANINGS
from tests.console.conftest import World


def figures(text: str) -> dict[str, dict[tuple[str, ...], float]]:
    """Every figure by its name and its labels' values, as the reader of another house reads them."""
    return {
        family.name: {
            tuple(sample.labels[label] for label in MEANINGS[family.name][1]): sample.value for sample in family.samples
        }
        for family in text_string_to_metric_families(text)
    }


def test_every_figure_is_there_and_the_statements_are_those_that_were_sent(world: World) -> None:
    found = figures(world.quater("metrics").out)
    assert list(found) == list(MEANINGS)
    expected = world.expected()["statements"]
    states = ("ingested", "duplicate", "quarantined", "mandate")
    assert found["quater_statements"] == {(state,): expected.get(state, 0) for state in states}
    assert found["quater_files_pending"][()] == world.expected()["deliveries"].get("pending", 0)
    assert found["quater_accounting_holds"][()] == 1
    alerts = json.loads(world.quater("alerts", "list", "--status", "open", "--json").out)
    assert sum(count for (status, _), count in found["quater_alerts"].items() if status == "open") == len(alerts)
    assert found["quater_detection_age_hours"][()] == 0, "it was done a moment ago"
    assert 0 <= found["quater_detection_run_seconds"][()] < 3600
    assert found["quater_evidence_head_age_days"][()] == -1, "no head was ever signed here"
    assert {bank for (bank,) in found["quater_bank_silence_days"]} == {bank for (bank,) in found["quater_accounts_silent"]}


def test_the_file_of_a_collector_is_put_in_place_whole(world: World, tmp_path: Path) -> None:
    file = tmp_path / "collected" / "quater.prom"
    for _ in range(2):
        assert world.quater("metrics", "--out", str(file)).code == 0
    assert [path.name for path in file.parent.iterdir()] == ["quater.prom"]
    assert file.read_text(encoding="utf-8").endswith("# EOF\n")


def test_nothing_of_an_account_or_a_person_stands_in_it(world: World) -> None:
    text = world.quater("metrics").out
    register = world.folder / "register"
    words = {
        cell
        for name in ("holders", "accounts")
        for line in (register / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
        for cell in line.split(",")
        if len(cell) > 7
    }
    assert len(words) > 100
    assert {word for word in words if word in text} == set()
