"""A drop folder of this machine: the same rules as for a bank's server."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest

from tests.drop.conftest import WayIn
from tests.warehouse.conftest import Desk
from warehouse import drop as drop_module
from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.drop import DropFolder, DropUnreachableError, folder_of, pull
from warehouse.intake import accounting


def test_a_complete_file_is_received_acknowledged_and_done(local: WayIn, desk: Desk) -> None:
    (local.incoming / "KB20260228001.cod").write_bytes(desk.file(desk.draft(), desk.draft(desk.stranger)))
    assert local.states() == {"KB20260228001.cod": "partial"}
    assert [path.name for path in local.done.iterdir()] == ["KB20260228001.cod"]
    assert [list(folder.iterdir()) for folder in (local.incoming, local.claimed)] == [[], []]
    [said] = [path for path in local.answers.iterdir() if path.suffix == ".json"]
    assert json.loads(said.read_text(encoding="utf-8"))["state"] == "partial"
    assert oct(said.stat().st_mode & 0o777) == "0o640"
    assert deliveries_frame(desk.warehouse)["bank"].to_list() == ["KASTEEL"]


def test_a_file_without_its_end_waits_and_is_quarantined_when_it_never_comes(local: WayIn, desk: Desk) -> None:
    (local.incoming / "cut.cod").write_bytes(desk.file(desk.draft())[:-140])
    assert local.states() == {"cut.cod": "pending"}
    assert local.states(at=desk.at + timedelta(seconds=30)) == {"cut.cod": "pending"}
    assert local.states(at=desk.at + timedelta(minutes=2)) == {"cut.cod": "quarantined"}
    assert list(local.incoming.iterdir()) == []


def test_two_visits_at_once_take_each_file_once(local: WayIn, desk: Desk) -> None:
    for number in range(1, 31):
        (local.incoming / f"{number:03d}.cod").write_bytes(desk.file(desk.draft(number=number)))
    results: list[dict[str, str]] = []
    visits = [threading.Thread(target=lambda: results.append(local.states())) for _ in range(2)]
    for visit in visits:
        visit.start()
    for visit in visits:
        visit.join()
    assert len(results) == 2
    assert sorted([*results[0], *results[1]]) == [f"{number:03d}.cod" for number in range(1, 31)]
    assert accounting(desk.warehouse).holds


def test_one_visit_takes_so_many_files_and_the_next_the_others(way_in: WayIn, desk: Desk, monkeypatch, caplog) -> None:
    monkeypatch.setattr(drop_module, "MOST_AT_ONCE", 3)
    for number in range(1, 6):
        (way_in.incoming / f"{number}.cod").write_bytes(desk.file(desk.draft(number=number)))
    assert list(way_in.states()) == ["1.cod", "2.cod", "3.cod"]
    assert "5 files are in the drop; this visit takes 3" in caplog.text
    assert list(way_in.states()) == ["4.cod", "5.cod"]
    assert lake.movements(desk.warehouse).collect().height == 10


def test_files_that_are_done_go_after_seven_days_whatever_time_their_bank_gave_them(local: WayIn, desk: Desk) -> None:
    """The bank's own time of change is in the future; what counts is when the file was put away."""
    import os

    path = local.incoming / "a.cod"
    path.write_bytes(desk.file(desk.draft()))
    os.utime(path, (4_000_000_000, 4_000_000_000))
    now = datetime.now(UTC)
    local.pull(at=now)
    local.pull(at=now + timedelta(days=6))
    assert [done.name for done in local.done.iterdir()] == ["a.cod"]
    local.pull(at=now + timedelta(days=7, minutes=1))
    assert list(local.done.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(desk: Desk, tmp_path) -> None:
    with pytest.raises(DropUnreachableError, match=r"nowhere cannot be entered: .*expected folders in, claimed, done, ack"):
        pull(desk.warehouse, "KASTEEL", DropFolder(tmp_path / "nowhere"), at=desk.at)


def test_the_folders_are_where_the_environment_says(desk: Desk, tmp_path, monkeypatch) -> None:
    (tmp_path / "srv" / "MAAS" / "in").mkdir(parents=True)
    assert folder_of(desk.warehouse.settings, "MAAS") is None
    monkeypatch.setenv("QUATER_DROPS", str(tmp_path / "srv"))
    assert folder_of(desk.warehouse.settings, "MAAS") == DropFolder(tmp_path / "srv" / "MAAS")
    assert folder_of(desk.warehouse.settings, "KASTEEL") is None
