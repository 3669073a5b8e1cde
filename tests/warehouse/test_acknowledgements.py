"""Acknowledgements: what the bank is told, when, and what the outbox keeps."""

import hashlib
import json
from datetime import date

from sqlalchemy import select

from warehouse.acknowledgements import acknowledgement_of, deliver_to_folders, safe_name, waiting
from warehouse.deliveries_tables import OutboxAcknowledgement
from warehouse.intake import ingest_paths


def test_every_delivery_waits_in_the_outbox_with_the_state_of_each_statement(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft(), desk.draft(desk.stranger), desk.draft(desk.curated)))
    [made] = waiting(desk.warehouse)
    said = json.loads(made.document)
    assert (said["file"], said["bank"], said["delivery"], said["state"]) == (
        "KB20260228001.cod",
        "KASTEEL",
        receipt.delivery,
        "partial",
    )
    assert [statement["state"] for statement in said["statements"]] == ["ingested", "quarantined", "mandate"]
    assert said["totals"]["ingested"] == {"statements": 1, "movements": 2, "debit_milli": 100_000, "credit_milli": 250_000}
    assert said["statements"][1]["problems"][0]["line"] == 8
    assert set(said["statements"][2]) == {"line", "account", "currency", "statement_date", "statement_number", "state"}


def test_the_readable_text_says_state_sums_and_places(desk) -> None:
    desk.bring(desk.file(desk.draft(), desk.draft(desk.stranger), desk.draft(desk.curated)))
    text = waiting(desk.warehouse)[0].readable
    assert "State: partial: received; some statements are set aside" in text
    assert "ingested: 1 statement, 2 movements, debit 100.000, credit 250.000" in text
    assert "line 8, record 1, account" in text
    assert f"{desk.curated} EUR 2026-02-27 001: judicial mandate, not read" in text


def test_once_delivered_the_files_lie_in_the_banks_folder_and_the_outbox_keeps_a_hash(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft()))
    assert deliver_to_folders(desk.warehouse, at=desk.at) == 1
    folder = desk.warehouse.settings.drop / "KASTEEL" / "ack"
    names = sorted(path.name for path in folder.iterdir())
    stem = f"KB20260228001.cod.{receipt.delivery[:8]}"
    assert names == [f"{stem}.ack.json", f"{stem}.ack.txt"]
    assert json.loads((folder / names[0]).read_text(encoding="utf-8"))["state"] == "ingested"
    with desk.warehouse.reading() as session:
        row = session.scalars(select(OutboxAcknowledgement)).one()
    assert (row.document, row.readable, row.delivered_at) == (None, None, desk.at)
    assert len(row.sha256) == 64
    assert deliver_to_folders(desk.warehouse, at=desk.at) == 0


def test_two_deliveries_of_one_name_have_two_acknowledgements(desk) -> None:
    desk.bring(desk.file(desk.draft()), name="same.cod")
    desk.bring(desk.file(desk.draft(number=2)), name="same.cod")
    deliver_to_folders(desk.warehouse, at=desk.at)
    assert len(list((desk.warehouse.settings.drop / "KASTEEL" / "ack").glob("same.cod.*.ack.json"))) == 2


def test_a_delivery_that_comes_again_is_acknowledged_as_a_duplicate_with_what_it_was(desk) -> None:
    data = desk.file(desk.draft(desk.stranger))
    desk.bring(data)
    again = desk.bring(data, name="again.cod")
    said = json.loads(acknowledgement_of(again, at=desk.at).document)
    assert (said["state"], said["file"]) == ("duplicate", "again.cod")
    assert "partial (unregistered-account)" in said["reason"]
    assert [statement["state"] for statement in said["statements"]] == ["quarantined"]
    assert len(waiting(desk.warehouse)) == 1


def test_the_name_of_a_file_cannot_lead_out_of_the_banks_folder(desk) -> None:
    desk.bring(desk.file(desk.draft()), name="../../../../tmp/evil")
    deliver_to_folders(desk.warehouse, at=desk.at)
    written = list(desk.folder.rglob("*.ack.json"))
    assert [path.parent for path in written] == [desk.warehouse.settings.drop / "KASTEEL" / "ack"]
    assert "/" not in safe_name("a/b\\c\0d")


def test_nothing_is_acknowledged_before_it_is_received(desk) -> None:
    desk.bring(desk.file(desk.draft())[:200], still_growing=True)
    assert waiting(desk.warehouse) == []


def test_a_delivery_with_very_many_problems_says_how_many_it_does_not_list(desk) -> None:
    movements = [desk.paid_in(1000, date(2026, 2, 27), f"NR {index}") for index in range(300)]
    data = desk.file(desk.draft(movements=movements))
    lines = data.split(b"\r\n")
    damaged = b"\r\n".join([*lines[:2], *(b"2" + b"1" + b"XXXX" + line[6:] for line in lines[2:302]), *lines[302:]])
    receipt = desk.bring(damaged)
    assert len(receipt.problems) < 410
    assert any("are not listed" in problem["message"] for problem in receipt.problems)


def test_the_same_bytes_brought_again_as_a_file_are_acknowledged_beside_the_first(desk) -> None:
    data = desk.file(desk.draft(), desk.draft(desk.stranger))
    for folder, name in (("KASTEEL", "first.cod"), ("elsewhere", "second.cod")):
        (desk.folder / folder).mkdir()
        (desk.folder / folder / name).write_bytes(data)
        ingest_paths(desk.warehouse, [desk.folder / folder], at=desk.at, moment=0)
    folder = desk.warehouse.settings.drop / "KASTEEL" / "ack"
    sha = hashlib.sha256(data).hexdigest()[:8]
    stems = [f"first.cod.{sha}.ack", f"first.cod.{sha}.again.ack"]
    assert sorted(path.name for path in folder.iterdir()) == [f"{stem}.{end}" for stem in stems for end in ("json", "txt")]
    said = json.loads((folder / f"{stems[1]}.json").read_text(encoding="utf-8"))
    assert (said["file"], said["state"]) == ("second.cod", "duplicate")
    assert [statement["state"] for statement in said["statements"]] == ["duplicate", "quarantined"]
    assert waiting(desk.warehouse) == []


def test_a_name_of_85_characters_of_three_bytes_is_acknowledged(desk) -> None:
    """255 bytes, the longest that a file system takes: hash and ending must still fit behind what is kept of it."""
    name = "日" * 85
    desk.bring(desk.file(desk.draft()), name=name)
    desk.bring(desk.file(desk.draft(number=2)), name=name)
    assert deliver_to_folders(desk.warehouse, at=desk.at) == 2
    written = list((desk.warehouse.settings.drop / "KASTEEL" / "ack").glob("日*.ack.json"))
    assert len(written) == 2
    assert all(len(path.name.encode()) <= 255 for path in written)
