"""The daily run: what is new, day after day, is what full runs of the same days give, and both end in the same alerts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from coda_parser import parse
from console.simulator import simulate
from detection.last_run import remember, to_look_back_to
from detection.learned import DETECTOR
from detection.news import LastRun, news
from detection.outlook import Outlook
from detection.registry import detectors
from detection.run import DetectionSummary, detect
from tests.detection import world
from tests.detection.test_engine import LIFE
from tests.detection.world import IBANS, deliver, register
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import receive
from warehouse.register import import_register
from warehouse.settings import load_settings

pytestmark = pytest.mark.trial

FULL = os.environ.get("QUATER_TEST_FULL") == "1"
SEEDS = range(5) if FULL else range(1)
STEPS = 30 if FULL else 3
"""Days on which runs are compared, the last ones of the world."""


@contextmanager
def two_warehouses(folder: Path) -> Iterator[tuple[Warehouse, Warehouse]]:
    """Open one warehouse for daily runs and one for full runs."""
    daily, full = (open_warehouse(load_settings(folder / name, environ={})) for name in ("daily", "full"))
    try:
        yield daily, full
    finally:
        daily.close()
        full.close()


def face(warehouse: Warehouse) -> tuple[object, ...]:
    """Everything that runs left behind: findings as they stand, alerts with their findings and places."""
    alerts = [
        (a.holder_id, a.account, a.typology, a.severity, a.nature, a.first_date, a.last_date, a.reason, a.movement_ids)
        for a in list_alerts(warehouse)
    ]
    return findings_of(warehouse), alerts


def at(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)


def test_day_after_day_a_small_world_is_found_as_by_full_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, last = date(2026, 3, 1), None
    monkeypatch.setattr(world, "AT", at(first) - timedelta(days=1))
    with two_warehouses(tmp_path) as (daily, full):
        for warehouse in (daily, full):
            register(warehouse, tmp_path)
        for days in range(245) if FULL else (155, 158, 161):
            day = first + timedelta(days=days)
            monkeypatch.setattr(world, "AT", at(day) - timedelta(hours=1))
            for warehouse in (daily, full):
                deliver(warehouse, LIFE, until=day)
            told = detect(daily, on=day, at=at(day), since=last)
            detect(full, on=day, at=at(day))
            assert face(daily) == face(full), day
            last = LastRun(day, at(day), told.outlook)
            assert told.outlook.until >= day
        assert len(findings_of(daily)) > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_day_after_day_a_simulated_world_is_found_as_by_full_runs(seed: int, tmp_path: Path) -> None:
    end = date(2026, 9, 2)
    told_world = simulate(tmp_path / "world", accounts=24 if FULL else 6, months=9 if FULL else 3, seed=40 + seed, until=end)
    holders, accounts, own = (told_world.register / f"{name}.csv" for name in ("holders", "accounts", "own_accounts"))
    waiting = sorted(_deliveries(told_world.drop, end))
    with two_warehouses(tmp_path) as (daily, full):
        for warehouse in (daily, full):
            import_register(
                warehouse, holders=holders, accounts=accounts, own_accounts=own, at=at(end - timedelta(days=STEPS + 1))
            )
        last = None
        for back in range(STEPS, -1, -1):
            day = end - timedelta(days=back)
            while waiting and waiting[0][0] <= day:
                _, bank, path = waiting.pop(0)
                for warehouse in (daily, full):
                    receive(warehouse, bank, path.name, path.read_bytes(), at=at(day) - timedelta(hours=1))
            told = detect(daily, on=day, at=at(day), since=last, buckets=1 + back % 3)
            detect(full, on=day, at=at(day))
            assert face(daily) == face(full), day
            reconciled(daily, told, last, day)
            last = LastRun(day, at(day), told.outlook)


def reconciled(warehouse: Warehouse, told: DetectionSummary, last: LastRun | None, day: date) -> None:
    """Hold that every movement of the touched accounts has one status, and those that came are among them."""
    if last is not None:
        came = news(warehouse, last, on=day)
        assert told.screening.total >= len(came.movement_ids)
    assert told.by_detector.keys() == {*detectors(), DETECTOR}


def _deliveries(drop: Path, end: date) -> Iterator[tuple[date, str, Path]]:
    """Give each delivery with the day on which it comes, the one after its last statement, and its bank."""
    for path in drop.rglob("*.cod"):
        days = [one.statement_date for one in parse(path.read_bytes()).statements if one.statement_date]
        yield max(days, default=end) + timedelta(days=1), path.parent.name, path


def test_an_account_is_touched_by_what_comes_by_the_register_and_by_nothing_else(tmp_path: Path) -> None:
    came = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    with two_warehouses(tmp_path) as (warehouse, _):
        register(warehouse, tmp_path)
        deliver(warehouse, LIFE, until=date(2026, 5, 31))
        nothing = Outlook(date(2026, 5, 3), came)
        before = LastRun(date(2026, 5, 3), came, nothing)
        after = LastRun(date(2026, 5, 31), came + timedelta(hours=1), nothing)
        assert {IBANS["A"], IBANS["B"], IBANS["R"]} <= news(warehouse, before, on=date(2026, 5, 31)).touched
        assert not news(warehouse, after, on=date(2026, 6, 30)).touched


def test_a_run_looks_back_to_the_last_one_that_was_done_and_once_a_week_to_none(warehouse: Warehouse) -> None:
    monday = date(2026, 11, 2)

    def looked_back(day: date) -> date | None:
        last = to_look_back_to(warehouse, on=day, at=at(day))
        return None if last is None else last.on

    assert looked_back(monday) is None
    whole = Outlook(monday, at(monday))
    remember(warehouse.settings, LastRun(monday, at(monday), whole))
    tuesday, sunday, next_monday = (monday + timedelta(days=days) for days in (1, 6, 7))
    assert looked_back(tuesday) == monday
    remember(warehouse.settings, LastRun(tuesday, at(tuesday), whole))
    # nothing was done from Wednesday to Saturday: Sunday looks back to Tuesday
    assert looked_back(sunday) == tuesday
    # seven days after the run over everything, and not after the last run
    assert looked_back(next_monday) is None
    assert looked_back(monday) is None, "an earlier day than the last run's"


def test_a_changed_rule_goes_over_everything(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 11, 2)
    remember(warehouse.settings, LastRun(day, at(day), Outlook(day, at(day))))
    changed = {name: replace(one, version="x" * 12) if name == "card-use" else one for name, one in detectors().items()}
    monkeypatch.setattr("detection.last_run.detectors", lambda: changed)
    assert to_look_back_to(warehouse, on=day, at=at(day)) is None
