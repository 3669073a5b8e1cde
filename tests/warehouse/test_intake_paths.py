"""Files and folders: which are deliveries, whose they are, whether they are all there; what the command's JSON says."""

import os
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.deliveries_tables import Sighting
from warehouse.errors import Refusal
from warehouse.intake import accounting, ingest_paths


@pytest.fixture
def drop(desk) -> Path:
    folder = desk.folder / "drop"
    for name in ("KASTEEL", "elsewhere"):
        (folder / name).mkdir(parents=True)
    (folder / "KASTEEL" / "a.cod").write_bytes(desk.file(desk.draft()))
    (folder / "elsewhere" / "b.cod").write_bytes(desk.file(desk.draft(desk.bram), desk.draft(desk.stranger)))
    (folder / "elsewhere" / "c.cod").write_bytes(b"no CODA")
    return folder


def test_the_json_counts_states_and_what_is_new(desk, drop: Path) -> None:
    said = ingest_paths(desk.warehouse, [drop], at=desk.at, moment=0).as_json()
    deliveries = said.pop("deliveries")
    assert said == {
        "ingested": 1, "partial": 1, "duplicate": 0, "quarantined": 1, "pending": 0,
        "statements": 2, "movements": 4, "statements_quarantined": 1,
    }  # fmt: skip
    assert [(Path(one["file"]).name, one["state"]) for one in deliveries] == [
        ("a.cod", "ingested"),
        ("b.cod", "partial"),
        ("c.cod", "quarantined"),
    ]
    assert deliveries[1]["reason"] == "unregistered-account"
    assert set(deliveries[1]["problems"][0]) >= {"id", "severity", "line", "record", "field", "message"}


def test_a_second_time_nothing_is_new_and_nothing_is_counted_twice(desk, drop: Path) -> None:
    first = ingest_paths(desk.warehouse, [drop], at=desk.at, moment=0)
    before = accounting(desk.warehouse)
    second = ingest_paths(desk.warehouse, [drop], at=desk.at + timedelta(days=1), moment=0)
    said = second.as_json()
    assert (said["duplicate"], said["statements"], said["movements"], said["statements_quarantined"]) == (3, 0, 0, 0)
    assert accounting(desk.warehouse) == before
    assert before.holds
    assert first.refused
    assert second.refused  # what was refused the first time is still refused


def test_the_bank_is_the_folder_when_the_folder_is_a_banks(desk, drop: Path) -> None:
    ingest_paths(desk.warehouse, [drop], at=desk.at, moment=0)
    banks = dict(deliveries_frame(desk.warehouse).select("name", "bank").iter_rows())
    assert banks == {"a.cod": "KASTEEL", "b.cod": "LOCAL", "c.cod": "LOCAL"}


def test_one_delivery_twice_among_the_files_is_counted_once(desk, drop: Path) -> None:
    (drop / "KASTEEL" / "z.cod").write_bytes((drop / "KASTEEL" / "a.cod").read_bytes())
    said = ingest_paths(desk.warehouse, [drop / "KASTEEL", drop / "KASTEEL" / "a.cod"], at=desk.at, moment=0).as_json()
    assert (said["ingested"], said["duplicate"], len(said["deliveries"])) == (1, 1, 2)
    assert "the same bytes as a.cod, found ingested" in said["deliveries"][1]["reason"]
    assert deliveries_frame(desk.warehouse)["name"].to_list() == ["a.cod"]


def test_a_file_that_is_cut_and_no_longer_grows_is_quarantined(desk, drop: Path) -> None:
    cut = drop / "KASTEEL" / "cut.cod"
    cut.write_bytes(desk.file(desk.draft(number=2))[:-150])
    summary = ingest_paths(desk.warehouse, [cut], at=desk.at, moment=0.01)
    assert [(receipt.state, receipt.reason) for _, receipt in summary.receipts] == [("quarantined", "truncated")]


def test_a_file_that_is_still_written_to_is_pending_and_taken_when_it_is_whole(desk, drop: Path) -> None:
    growing, data = drop / "KASTEEL" / "growing.cod", desk.file(desk.draft(number=2))
    growing.write_bytes(data[:300])
    written = threading.Event()

    def upload() -> None:
        for place in range(300, 600, 4):
            with growing.open("ab") as file:
                file.write(data[place : place + 4])
            written.set()
            time.sleep(0.005)

    bank = threading.Thread(target=upload)
    bank.start()
    written.wait()
    pending = ingest_paths(desk.warehouse, [growing], at=desk.at, moment=0.1)
    bank.join()
    assert [receipt.state for _, receipt in pending.receipts] == ["pending"]
    assert deliveries_frame(desk.warehouse).is_empty()
    assert accounting(desk.warehouse).pending == 1
    growing.write_bytes(data)
    assert ingest_paths(desk.warehouse, [growing], at=desk.at, moment=0.1).count("ingested") == 1
    assert accounting(desk.warehouse).pending == 0
    with desk.warehouse.reading() as session:
        assert session.scalars(select(Sighting)).all() == []


def test_a_path_that_is_not_there_is_refused_before_anything_is_received(desk, drop: Path) -> None:
    with pytest.raises(Refusal, match=r"no file or folder .*nowhere"):
        ingest_paths(desk.warehouse, [drop, drop / "nowhere"], at=desk.at)
    assert deliveries_frame(desk.warehouse).is_empty()


def test_hidden_unfinished_and_linked_files_of_a_folder_are_no_deliveries(desk, drop: Path) -> None:
    outside = desk.folder / "outside.cod"
    outside.write_bytes(desk.file(desk.draft(number=9)))
    (drop / "KASTEEL" / "link.cod").symlink_to(outside)
    (drop / "linked").symlink_to(desk.folder)
    for name in (".hidden.cod", "d.cod.part", "e.cod.tmp", "a.cod.0123abcd.ack.json"):
        (drop / "KASTEEL" / name).write_bytes(b"x")
    said = ingest_paths(desk.warehouse, [drop / "KASTEEL", drop], at=desk.at, moment=0).as_json()
    assert sorted(Path(one["file"]).name for one in said["deliveries"]) == ["a.cod", "b.cod", "c.cod"]


def test_many_small_files_go_into_a_handful_of_lake_files(desk, monkeypatch) -> None:
    monkeypatch.setattr("warehouse.intake.GROUP_FILES", 40)
    folder = desk.folder / "many" / "KASTEEL"
    folder.mkdir(parents=True)
    for number in range(1, 91):
        day = date(2026, 2, 1) + timedelta(days=number % 28)
        (folder / f"{number:02d}.cod").write_bytes(desk.file(desk.draft(number=number, day=day)))
    seen: list[tuple[int, int]] = []
    summary = ingest_paths(desk.warehouse, [folder], at=desk.at, progress=lambda done, of: seen.append((done, of)))
    assert summary.count("ingested") == 90
    assert seen == [(40, 90), (80, 90), (90, 90)]
    assert len(list(desk.warehouse.settings.lake.rglob("*.parquet"))) == 6
    assert lake.movements(desk.warehouse).collect().height == 2 * 90
    assert accounting(desk.warehouse).holds


def test_a_name_that_is_no_text_does_not_stop_the_intake(desk, drop: Path) -> None:
    odd = os.fsencode(drop / "KASTEEL") + b"/caf\xe9.cod"
    Path(os.fsdecode(odd)).write_bytes(desk.file(desk.draft(number=5)))
    assert ingest_paths(desk.warehouse, [drop / "KASTEEL"], at=desk.at).count("ingested") == 2


def test_a_delivery_larger_than_allowed_is_refused_without_being_read(desk, drop: Path, monkeypatch) -> None:
    for module in ("intake", "intake_reading"):
        monkeypatch.setattr(f"warehouse.{module}.LARGEST", 1000)
    summary = ingest_paths(desk.warehouse, [drop / "elsewhere" / "b.cod"], at=desk.at)
    receipt = summary.receipts[0][1]
    assert (receipt.state, receipt.reason) == ("quarantined", "delivery-too-large")
    assert "1,000 bytes" in receipt.problems[0]["message"]
