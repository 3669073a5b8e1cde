"""GD-5: a run of detection can be accounted for: by which rules and figures it judged, what it read, what came of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from detection.registry import detectors
from detection.run import detect
from tests.detection.world import ACCOUNTS, deliver, register
from warehouse.alerts import list_alerts
from warehouse.database import Warehouse
from warehouse.detection_runs import get_run, list_runs, read_hash
from warehouse.errors import Refusal
from warehouse.register import import_register

AT = datetime(2026, 7, 1, 5, 0, tzinfo=UTC)
ON = date(2026, 6, 30)
LIFE = """
account | booked     | amount   | code     | counterparty
A       | 2026-03-02 | 3500.00  | 00950000 | Jan Kasgeld
B       | 2026-06-20 | 3900.00  | 00950000 | Piet Kasgeld
"""


@pytest.fixture
def house(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    register(warehouse, tmp_path)
    deliver(warehouse, LIFE, until=date(2026, 3, 31))
    return warehouse


def test_gd_5_a_run_says_by_which_rules_and_figures_it_judged_and_what_it_read(house: Warehouse) -> None:
    told = detect(house, on=ON, at=AT)
    (run, rules) = get_run(house, "n-1")
    assert [one.run_id for one in list_runs(house)] == ["N-0001"]
    assert (run.on, run.begun_at, run.since, run.model) == (ON, AT, None, "")
    assert (run.new_findings, run.alerts) == (told.new_findings, len(list_alerts(house)))
    assert rules.keys() == {*detectors(), "model-outlier"}
    assert {name: rules[name]["version"] for name in detectors()} == {name: one.version for name, one in detectors().items()}
    assert 3_000_000 in rules["cash-limit-3000"]["figures"]["limit"].values()
    assert (run.read, run.read_changed) == (read_hash(house), False)
    assert all(len(digest) == 64 for digest in (run.read, run.program, run.rule_set))


def test_gd_5_the_same_data_have_the_same_hash_and_a_cent_or_a_line_of_the_register_another(
    house: Warehouse, tmp_path: Path
) -> None:
    detect(house, on=ON, at=AT)
    detect(house, on=ON, at=AT + timedelta(days=1))
    deliver(house, LIFE)
    detect(house, on=ON, at=AT + timedelta(days=2))
    changed = tmp_path / "accounts.csv"
    changed.write_text(ACCOUNTS.replace("2020-01-01,,2020-01-01,2020-01-01", "2020-01-01,,2020-02-01,2020-01-01", 1))
    import_register(house, holders=None, accounts=changed, own_accounts=None, at=AT)
    detect(house, on=ON, at=AT + timedelta(days=3))
    fourth, third, second, first = list_runs(house)
    assert first.read == second.read
    assert len({second.read, third.read, fourth.read}) == 3
    assert (first.new_findings > 0, second.new_findings, third.new_findings > 0) == (True, 0, True)
    assert len({run.rule_set for run in list_runs(house)}) == 1, "rules and figures are kept once"


def test_gd_5_what_comes_in_while_a_run_is_at_work_is_said(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def arriving(*given: object, **more: object) -> object:
        deliver(house, LIFE)
        return settle(*given, **more)  # type: ignore[arg-type]

    from detection.grouping import settle

    monkeypatch.setattr("detection.run.settle", arriving)
    detect(house, on=ON, at=AT)
    assert list_runs(house)[0].read_changed


def test_a_run_that_is_not_there_is_refused(warehouse: Warehouse) -> None:
    for name in ("N-0009", "first"):
        with pytest.raises(Refusal, match="no run"):
            get_run(warehouse, name)
