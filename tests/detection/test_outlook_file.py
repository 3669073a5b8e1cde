"""The outlook between two runs: kept whole, read only as it was written, and never behind what it was made of.

After each mistake that is planted here the next run goes over everything, and its alerts are those of a warehouse in which no
daily run ever was.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pyarrow.compute as pc
import pytest

from detection import outlook_file
from detection.last_run import NAME, remember, to_look_back_to
from detection.news import LastRun
from detection.outlook import Outlook
from detection.run import DetectionSummary, detect
from tests.detection.test_engine import LIFE
from tests.detection.world import IBANS, deliver, register
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse, open_warehouse
from warehouse.lake import rewrite
from warehouse.manifest import visible_parts
from warehouse.settings import Settings, load_settings
from warehouse.working_files import forget_runs

MONDAY = date(2026, 11, 23)
"""The day after everything was delivered."""


def at(day: date) -> datetime:
    return datetime.combine(day, time(5), tzinfo=UTC)


def run(warehouse: Warehouse, day: date) -> DetectionSummary:
    """Run a day as the scheduler does: look back to what was kept, and keep what is found."""
    last = to_look_back_to(warehouse, on=day, at=at(day))
    told = detect(warehouse, on=day, at=at(day), since=last)
    remember(warehouse.settings, LastRun(day, at(day), told.outlook))
    return told


def face(warehouse: Warehouse) -> tuple[object, ...]:
    return findings_of(warehouse), [
        (one.account, one.typology, one.severity, one.movement_ids) for one in list_alerts(warehouse)
    ]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which Monday's run went over everything, and the run of Tuesday looked back to it."""
    folder = tmp_path_factory.mktemp("begun")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    register(warehouse, folder)
    deliver(warehouse, LIFE)
    assert run(warehouse, MONDAY).outlook.on == MONDAY
    assert run(warehouse, MONDAY + timedelta(days=1)).outlook.on == MONDAY
    warehouse.close()
    return folder / "home"


@pytest.fixture
def again(begun: Path, tmp_path: Path) -> Iterator[Warehouse]:
    shutil.copytree(begun, tmp_path / "home")
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    yield warehouse
    warehouse.close()


def place(settings: Settings) -> Path:
    told: dict[str, str] = json.loads((settings.working / NAME).read_text())
    return settings.working / told["outlook"]


def alter(warehouse: Warehouse) -> None:
    file = place(warehouse.settings) / "chances.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def halve(warehouse: Warehouse) -> None:
    (place(warehouse.settings) / "standing.parquet").unlink()


def swap(warehouse: Warehouse) -> None:
    """Put another outlook, whole in itself, in the place of the one that was written."""
    other = outlook_file.keep(warehouse.settings, Outlook(MONDAY, at(MONDAY)))
    shutil.rmtree(place(warehouse.settings))
    (warehouse.settings.working / other).rename(place(warehouse.settings))


def tell(warehouse: Warehouse, **changed: str) -> None:
    kept = warehouse.settings.working / NAME
    kept.write_text(json.dumps(json.loads(kept.read_text()) | changed))


def grow_old(warehouse: Warehouse) -> None:
    tell(warehouse, whole_at=at(MONDAY - timedelta(days=8)).isoformat())


def change_the_program(warehouse: Warehouse) -> None:
    tell(warehouse, program="0" * 64)


def cut_short(warehouse: Warehouse) -> None:
    kept = warehouse.settings.working / NAME
    kept.write_text(kept.read_text()[:40])


def destroy(warehouse: Warehouse) -> None:
    """Take an account out of a month, as a destruction does."""
    with warehouse.writing() as session:
        (part,) = [part for part in visible_parts(session, "movements", since="2026-04", until="2026-04") if part.rows][:1]
        rewrite(warehouse, session, part, lambda rows: rows.filter(pc.not_equal(rows["account"], IBANS["A"])), at=at(MONDAY))


MISTAKES = (alter, halve, swap, grow_old, change_the_program, cut_short, destroy)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_what_is_not_as_it_was_written_is_not_trusted(again: Warehouse, mistake: Callable[[Warehouse], None]) -> None:
    wednesday = MONDAY + timedelta(days=2)
    assert to_look_back_to(again, on=wednesday, at=at(wednesday)) is not None
    mistake(again)
    told = run(again, wednesday)
    assert told.outlook.on == wednesday, "the run went over everything, and foresaw anew"
    held = face(again)
    detect(again, on=wednesday, at=at(wednesday))
    assert face(again) == held


def test_a_day_behind_the_outlook_goes_over_everything(again: Warehouse) -> None:
    tuesday_week = MONDAY + timedelta(days=9)
    assert to_look_back_to(again, on=tuesday_week - timedelta(days=1), at=at(MONDAY + timedelta(days=2))) is not None
    assert to_look_back_to(again, on=tuesday_week, at=at(MONDAY + timedelta(days=2))) is None


def test_a_run_that_crashed_leaves_the_last_outlook_or_the_new_one(again: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, day = again.settings, MONDAY + timedelta(days=2)
    whole = detect(again, on=day, at=at(day)).outlook
    before = (settings.working / NAME).read_text()

    def crash(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("detection.outlook_file.flush", crash)
    with pytest.raises(OSError, match="no space"):
        remember(settings, LastRun(day, at(day), whole))
    assert (settings.working / NAME).read_text() == before
    last = to_look_back_to(again, on=day, at=at(day))
    assert last is not None
    assert last.outlook.on == MONDAY
    monkeypatch.undo()
    remember(settings, LastRun(day, at(day), whole))
    kept = sorted(path.name for path in settings.working.iterdir())
    assert kept == sorted([NAME, place(settings).name]), "nothing is left of the one that crashed, and of the one before"


def test_nothing_of_a_run_outlives_a_destruction(again: Warehouse) -> None:
    day = MONDAY + timedelta(days=2)
    forget_runs(again.settings)
    assert not again.settings.working.exists()
    assert to_look_back_to(again, on=day, at=at(day)) is None
    forget_runs(again.settings)


def test_an_outlook_is_read_back_as_it_was_written(again: Warehouse) -> None:
    day = MONDAY + timedelta(days=2)
    last = to_look_back_to(again, on=day, at=at(day))
    assert last is not None
    written = detect(again, on=MONDAY, at=at(MONDAY)).outlook
    for name in ("standing", "naming", "chances", "left"):
        assert getattr(last.outlook, name).equals(getattr(written, name)), name
    assert written.chances.height > 5
