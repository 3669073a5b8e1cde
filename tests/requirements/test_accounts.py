"""Art. 2 §1 and §2 of the decree: no movement without mandate and authorisation; the bâtonnier's full copy."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from detection.reports.extract import extract_account
from detection.run import detect
from warehouse import lake
from warehouse.alerts import findings_of, list_alerts
from warehouse.errors import Refusal
from warehouse.evidence import PURPOSES, list_accesses, record_access
from warehouse.register import import_register

DAY = date(2026, 2, 27)
ON = date(2026, 6, 30)
HEAD = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"


def _register(desk, **papers: str) -> None:
    """Give accounts their mandate and authorisation: `mandate_on,authorisation_on`."""
    table = desk.folder / "papers.csv"
    rows = [f"{iban},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,{dates}\n" for iban, dates in papers.items()]
    table.write_text(HEAD + "".join(rows), encoding="utf-8")
    import_register(desk.warehouse, accounts=table, at=desk.at)


def test_ar_2_1_a_every_movement_without_mandate_or_authorisation_is_an_alert(desk) -> None:
    complete, stranger = desk.bram, desk.stranger
    _register(desk, **{complete: "2020-01-01,2020-01-01", desk.aline: ",2020-01-01"})
    desk.bring(desk.file(desk.draft(), desk.draft(complete), desk.draft(stranger)))
    detect(desk.warehouse, on=ON, at=desk.at)
    found = [finding for finding in findings_of(desk.warehouse) if finding.detector == "unknown-account"]
    proved = {finding.account: finding.movement_ids for finding in found}
    assert proved == {
        desk.aline: tuple(f"{desk.aline}.EUR.2026-02-27.001.{sequence:04d}.0000" for sequence in (1, 2)),
        stranger: (),  # nothing of an account that no register knows is in the lake
    }
    assert {(finding.nature, finding.severity) for finding in found} == {("governance", "high")}
    alerted = {finding.account for alert in list_alerts(desk.warehouse) for finding in alert.findings if finding in found}
    assert alerted == {desk.aline, stranger}


def test_ar_2_2_c_the_full_copy_holds_every_operation_byte_for_byte(desk) -> None:
    sent = [desk.file(desk.draft(number=number, old=850_000 + 150_000 * number)) for number in (1, 2, 3)]
    for number, data in enumerate(sent, 1):
        desk.bring(data, name=f"{number}.cod")
    desk.bring(desk.file(desk.draft(desk.bram)), name="another account.cod")
    files = _copy(desk, desk.folder / "copy")
    assert [path.read_bytes() for path in files if path.suffix == ".cod"] == sent
    (table,) = [path for path in files if path.suffix == ".csv"]
    copied = pl.read_csv(table)
    assert copied.height == 2 * len(sent)
    assert copied["account"].unique().to_list() == [desk.aline]


def test_ar_2_2_c_the_copy_is_on_record_before_a_line_is_read(desk, monkeypatch) -> None:
    desk.bring(desk.file(desk.draft()))
    on_record: list[int] = []
    for dataset in ("statements", "movements"):
        read = getattr(lake, dataset)

        def watched(*arguments, read=read, **named):
            on_record.append(len(list_accesses(desk.warehouse)))
            return read(*arguments, **named)

        monkeypatch.setattr(f"detection.reports.extract.lake.{dataset}", watched)
    _copy(desk, desk.folder / "copy")
    assert len(on_record) >= 2
    assert set(on_record) == {1}
    (access,) = list_accesses(desk.warehouse)
    assert (access.identity, access.action, access.purpose, access.at) == ("clerk", "extract", "communicate", desk.at)


def test_ar_2_2_c_a_copy_that_cannot_be_recorded_is_not_given(desk, monkeypatch) -> None:
    desk.bring(desk.file(desk.draft()))

    def full_disk(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr("detection.reports.extract.record_access", full_disk)
    with pytest.raises(OSError, match="no space left"):
        _copy(desk, desk.folder / "copy")
    assert not (desk.folder / "copy").exists()


def test_ar_2_3_j_data_are_given_for_the_purposes_of_the_control_and_for_no_other(desk) -> None:
    assert PURPOSES == ("detect", "document", "optimise", "communicate")  # art. 4 al. 1, the closed list
    for other in ("tax", "credit", "statistics", "marketing", "DETECT", "detect ", ""):
        with pytest.raises(Refusal, match="purpose"):
            record_access(
                desk.warehouse,
                actor="analyst@control",
                action="read",
                subject="A-000001",
                purpose=other,
                modality="page",
                result="granted",
                at=datetime(2026, 3, 2, tzinfo=UTC),
            )
    assert list_accesses(desk.warehouse) == []


def _copy(desk, out: Path) -> list[Path]:
    reason = "written request of the bâtonnier"
    return extract_account(desk.warehouse, desk.aline, reason=reason, by="clerk", at=desk.at, out=out)
