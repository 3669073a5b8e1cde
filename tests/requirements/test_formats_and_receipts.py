"""Art. 2 §4 and art. 3 al. 3 of the decree: the bank's format and its versions; the receipt that ends the bank's part."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from coda_parser import parse
from warehouse import lake
from warehouse.acknowledgements import waiting
from warehouse.deliveries import deliveries_frame
from warehouse.intake import ingest_paths
from warehouse.quarantine import list_quarantined

LINE = 130  # 128 characters, CR, LF


def _in_version(data: bytes, version: str) -> bytes:
    """Write another version (position 128 of record 0) into a delivery."""
    return data[:127] + version.encode() + data[128:]


def test_ar_2_4_a_the_current_standard_and_the_version_before_it_are_read_side_by_side(desk) -> None:
    older = _in_version(desk.file(desk.draft(desk.bram[4:])), "1")  # a Belgian number of twelve digits, no IBAN yet
    receipts = [desk.bring(desk.file(desk.draft()), name="2.cod"), desk.bring(older, name="1.cod")]
    assert [(receipt.state, receipt.problems) for receipt in receipts] == [("ingested", ()), ("ingested", ())]
    held = {row["account"]: row for row in lake.statements(desk.warehouse).collect().iter_rows(named=True)}
    assert {account: row["version"] for account, row in held.items()} == {desk.aline: 2, desk.bram: 1}
    assert held[desk.bram]["new_balance_milli"] == 1_150_000  # 1,000 + 250 - 100


@pytest.mark.parametrize("version", ["0", "3", "9", "A", " "])
def test_ar_2_4_b_an_unknown_version_is_quarantined_and_the_bank_is_told(desk, version: str) -> None:
    receipt = desk.bring(_in_version(desk.file(desk.draft()), version))
    assert (receipt.state, receipt.reason) == ("quarantined", "version")
    assert lake.statements(desk.warehouse).collect().is_empty()
    (aside,) = list_quarantined(desk.warehouse)  # kept, not dropped
    assert aside.delivery == receipt.delivery
    (told,) = waiting(desk.warehouse)
    assert "State: quarantined: set aside as a whole; please deliver it again, corrected (version)" in told.readable
    assert f"line 1, record 0, version code (positions 128–128): expected version 1 or 2, got '{version}'" in told.readable


def test_ar_2_4_b_one_strange_version_among_others_silences_none_of_them(desk) -> None:
    good = desk.file(desk.draft())
    receipt = desk.bring(good + _in_version(desk.file(desk.draft(desk.bram)), "7"))
    told = json.loads(waiting(desk.warehouse)[0].document)
    assert receipt.state == "quarantined"
    assert [(one["line"], one["state"]) for one in told["statements"]] == [(1, "quarantined"), (7, "quarantined")]
    assert [problem["line"] for problem in told["statements"][1]["problems"]] == [7]
    assert len(list_quarantined(desk.warehouse)) == 2


def test_ar_3_c_every_delivery_is_on_record_and_answered_with_a_receipt(desk) -> None:
    drop = desk.folder / "KASTEEL"
    drop.mkdir()
    files = {
        "good.cod": desk.file(desk.draft(), desk.draft(desk.bram)),
        "mixed.cod": desk.file(desk.draft(number=2, old=1_150_000), desk.draft(desk.stranger)),
        "nonsense.cod": b"Dear Sir,\r\nplease find enclosed nothing.\r\n",
    }
    for name, data in files.items():
        (drop / name).write_bytes(data)
    ingest_paths(desk.warehouse, [drop], at=desk.at, moment=0)
    kept = {row["name"]: row for row in deliveries_frame(desk.warehouse).iter_rows(named=True)}
    said = {document["file"]: document for document in _receipts(desk.warehouse.settings.drop / "KASTEEL" / "ack")}
    states = {"good.cod": "ingested", "mixed.cod": "partial", "nonsense.cod": "quarantined"}
    counts = {"good.cod": (2, 0), "mixed.cod": (1, 1), "nonsense.cod": (0, 0)}
    for name, data in files.items():
        digest = sha256(data).hexdigest()
        record, receipt = kept[name], said[name]
        assert (record["bank"], record["delivery"], record["size"]) == ("KASTEEL", digest, len(data))
        assert (record["received_at"], record["state"]) == (desk.at, states[name])
        assert (record["statements"], record["movements"]) == (sum(counts[name]), 2 * sum(counts[name]))
        assert (receipt["bank"], receipt["delivery"], receipt["state"]) == ("KASTEEL", digest, states[name])
        totals = receipt["totals"]
        assert (totals["ingested"]["statements"], totals["quarantined"]["statements"]) == counts[name]
        assert totals["ingested"]["credit_milli"] == 250_000 * counts[name][0]


def test_ar_3_c_the_receipt_says_the_same_to_a_person(desk) -> None:
    data = desk.file(desk.draft())
    desk.bring(data)
    (told,) = waiting(desk.warehouse)
    assert told.readable.splitlines()[:4] == [
        "Acknowledgement of KB20260228001.cod (KASTEEL), 2026-03-02 06:30 UTC",
        f"SHA-256 {sha256(data).hexdigest()}",
        "State: ingested: received and accepted",
        "  ingested: 1 statement, 2 movements, debit 100.000, credit 250.000",
    ]


def test_ar_3_c_the_part_of_the_bank_ends_with_a_complete_file(desk) -> None:
    data = desk.file(desk.draft())
    assert desk.bring(data[: 3 * LINE], still_growing=True).state == "pending"
    assert deliveries_frame(desk.warehouse).is_empty()  # not received: no record, no receipt
    assert waiting(desk.warehouse) == []
    assert parse(data).complete
    assert desk.bring(data, still_growing=True).state == "ingested"
    assert len(waiting(desk.warehouse)) == 1


def _receipts(folder: Path) -> list[dict]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.ack.json"))]
