"""Workers that race, and crashes at every step: one ledger row each, and a final state that does not tell of it."""

import threading
from collections.abc import Callable
from datetime import date

import pytest

from warehouse import durable, intake_store, lake
from warehouse.deliveries import deliveries_frame
from warehouse.intake import accounting, receive


def _together(*works: Callable[[], object]) -> list[object]:
    """Run at the same moment; gives results, or what was raised."""
    start = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(index: int) -> None:
        start.wait()
        try:
            results[index] = works[index]()
        except BaseException as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("workers", [2, 8])
def test_workers_that_race_on_the_same_bytes_leave_one_ledger_row(desk, workers: int) -> None:
    for round_ in range(1, 6):
        data = desk.file(desk.draft(number=round_))
        works = [lambda data=data: receive(desk.warehouse, "KASTEEL", "x.cod", data, at=desk.at)] * workers
        states = sorted(getattr(result, "state", repr(result)) for result in _together(*works))
        assert states == ["duplicate"] * (workers - 1) + ["ingested"]
    assert deliveries_frame(desk.warehouse).height == 5
    assert lake.movements(desk.warehouse).collect().height == 10
    assert accounting(desk.warehouse).holds


def test_workers_that_race_on_the_same_statement_in_other_bytes_hold_it_once(desk) -> None:
    for round_ in range(1, 6):
        files = [desk.file(desk.draft(number=round_), created=date(2026, 3, day)) for day in range(1, 5)]
        works = [lambda data=data: receive(desk.warehouse, "KASTEEL", "x.cod", data, at=desk.at) for data in files]
        states = sorted(getattr(result, "state", repr(result)) for result in _together(*works))
        assert states == ["duplicate"] * 3 + ["ingested"]
    assert lake.statements(desk.warehouse).collect().height == 5
    assert accounting(desk.warehouse).holds


STEPS = ["lake_parts", "add_parts", "_write_ledger", "_forget_sightings"]


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_after_any_step_leaves_nothing_and_the_next_attempt_all(desk, monkeypatch, step: str) -> None:
    data = desk.file(desk.draft(), desk.draft(desk.stranger))
    real = getattr(intake_store, step)

    def then_crash(*args: object, **named: object) -> object:
        real(*args, **named)
        raise KeyboardInterrupt("power cut")

    monkeypatch.setattr(intake_store, step, then_crash)
    with pytest.raises(KeyboardInterrupt):
        desk.bring(data)
    monkeypatch.undo()
    assert deliveries_frame(desk.warehouse).is_empty()
    assert lake.movements(desk.warehouse).collect().is_empty()
    left = sorted(desk.warehouse.settings.lake.rglob("*.parquet"))
    assert desk.bring(data).state == "partial"
    assert lake.movements(desk.warehouse).collect().height == 2
    assert accounting(desk.warehouse).holds
    assert set(left) <= set(desk.warehouse.settings.lake.rglob("*.parquet"))  # the same rows are the same files


def test_a_disk_that_is_full_refuses_the_delivery_and_leaves_no_row(desk, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        desk.bring(desk.file(desk.draft()))
    monkeypatch.undo()
    assert deliveries_frame(desk.warehouse).is_empty()
    assert desk.bring(desk.file(desk.draft())).state == "ingested"
