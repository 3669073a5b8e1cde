"""Releasing: a person lets a report go, once, unchanged; the copy that leaves is encrypted; every access stands in the book."""

from datetime import UTC, datetime, timedelta

import pikepdf
import pytest

from detection.reports import read_piece, release_report
from detection.reports.encryption import encrypted_copy, recipient_password
from tests.detection.reports.world import ALINE, BRAM, Office, text_of
from warehouse.alerts import dispose
from warehouse.errors import Refusal
from warehouse.evidence import list_accesses, verify
from warehouse.reports_register import Reader, get_report

LATER = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight of the 24th in Belgium

ANALYST = Reader("anna", "analyst", {"LIEGE-HUY"})


@pytest.fixture
def drafted(office: Office):
    """The draft of one bar, and the alert it tells of."""
    alert_id = office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    return office.draft()[0], alert_id


def _release(office: Office, report_id: str, by: str = "bea", at: datetime = LATER):
    return release_report(office.warehouse, report_id, by=by, at=at)


def test_a_released_report_has_no_draft_mark_and_counts_the_twelve_months_from_the_belgian_day(office, drafted) -> None:
    report, _ = drafted
    released = _release(office, report.report_id)
    said = text_of(released.final[0])
    assert get_report(office.warehouse, report.report_id).state == "released"
    assert "PROJET" not in said
    assert "Remis le 24 novembre 2026" in said
    assert "24 novembre 2027" in said
    assert "PROJET" in text_of(office.piece(report.pieces[0].path))


def test_what_leaves_is_encrypted_under_the_password_of_the_bar(office, drafted) -> None:
    released = _release(office, drafted[0].report_id)
    key = office.warehouse.settings.secrets / "recipients" / "LIEGE-HUY.key"
    assert oct(key.stat().st_mode & 0o777) == "0o600"
    assert len(released.encrypted) == 2
    for copy, final in zip(released.encrypted, released.final, strict=True):
        assert b"Corbeau" not in copy.read_bytes()
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(copy)
        with pikepdf.open(copy, password=key.read_text(encoding="ascii")) as pdf:
            assert pdf.encryption.bits == 256
        assert text_of(copy, key.read_text(encoding="ascii")) == text_of(final)


def test_each_bar_has_a_password_of_its_own_made_once(office) -> None:
    settings = office.warehouse.settings
    passwords = {bar: recipient_password(settings, bar) for bar in ("LIEGE-HUY", "GENT")}
    assert len(set(passwords.values())) == 2
    assert min(map(len, passwords.values())) >= 32
    assert recipient_password(settings, "GENT") == passwords["GENT"]


def test_no_plain_metadata_is_left_in_an_encrypted_copy(office, drafted) -> None:
    plain = office.piece(drafted[0].pieces[0].path).read_bytes()
    assert b"Rapport" in plain
    assert b"Rapport" not in encrypted_copy(plain, "password")


def test_the_release_is_in_the_access_log_before_the_final_files_are_there(office, drafted) -> None:
    report, _ = drafted
    _release(office, report.report_id)
    read_piece(office.warehouse, report.report_id, 1, reader=ANALYST, at=LATER)
    accesses = list_accesses(office.warehouse)
    assert [(access.action, access.subject, access.identity, access.purpose, access.modality) for access in accesses[::-1]] == [
        ("release", "R-000001", "bea", "communicate", "report"),
        ("read", "R-000001/1", "anna", "communicate", "report"),
    ]
    assert verify(office.warehouse).ok


def test_a_release_that_cannot_be_logged_releases_nothing(office, drafted) -> None:
    report, _ = drafted
    with pytest.raises(Refusal):
        _release(office, report.report_id, by="  ")
    assert get_report(office.warehouse, report.report_id).state == "drafted"
    assert not list(office.warehouse.settings.reports.rglob("*.final.pdf"))


def test_reading_gives_the_draft_first_and_the_released_version_after(office, drafted) -> None:
    report, _ = drafted
    assert "PROJET" in text_of(read_piece(office.warehouse, report.report_id, 1, reader=ANALYST, at=LATER))
    _release(office, report.report_id)
    assert "PROJET" not in text_of(read_piece(office.warehouse, report.report_id, 1, reader=ANALYST, at=LATER))
    with pytest.raises(Refusal, match="2 pieces"):
        read_piece(office.warehouse, report.report_id, 3, reader=ANALYST, at=LATER)


def test_a_report_whose_alert_was_put_aside_since_is_not_released(office, drafted) -> None:
    report, alert_id = drafted
    dispose(office.warehouse, alert_id, outcome="dismissed", reason="explained", by="anna", at=office.at)
    with pytest.raises(Refusal, match="draft it again"):
        _release(office, report.report_id)
    assert get_report(office.warehouse, report.report_id).state == "drafted"


def test_a_report_that_was_overtaken_by_new_evidence_is_not_released(office, drafted) -> None:
    report, _ = drafted
    office.alert("K2", ALINE, office.movement_ids(ALINE, "LAWFUL DOSSIER 78"), typology="K1")
    with pytest.raises(Refusal, match="draft it again"):
        _release(office, report.report_id)


def test_a_report_is_released_once(office, drafted) -> None:
    report, _ = drafted
    first = _release(office, report.report_id)
    assert _release(office, report.report_id, at=LATER + timedelta(days=9)) == first
    assert len(list_accesses(office.warehouse, subject=report.report_id)) == 1


def test_released_files_that_did_not_reach_the_disk_are_written_again_as_they_were(office, drafted) -> None:
    report, _ = drafted
    first = _release(office, report.report_id)
    before = first.final[0].read_bytes()
    first.final[0].unlink()
    _release(office, report.report_id, at=LATER + timedelta(days=9))
    assert first.final[0].read_bytes() == before


def test_a_person_does_not_release_what_she_drafted(office) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    (report,) = office.draft(by="bea")
    with pytest.raises(Refusal, match="second person"):
        _release(office, report.report_id, by="bea")
    assert _release(office, report.report_id, by="carl").report_id == report.report_id


def test_what_was_handed_over_is_not_reported_again_until_there_is_new_evidence(office, drafted) -> None:
    report, _ = drafted
    _release(office, report.report_id)
    assert office.draft(at=LATER) == []
    office.at = LATER + timedelta(days=1)
    office.alert("K2", ALINE, office.movement_ids(ALINE, "LAWFUL DOSSIER 78"), typology="K1")
    (second,) = office.draft()
    assert second.new
    assert second.report_id != report.report_id


def test_releasing_one_bar_leaves_the_other_drafts_alone(office, drafted) -> None:
    office.alert("K9", BRAM, office.movement_ids(BRAM, "CASH"))
    other = next(report for report in office.draft() if report.bar == "GENT")
    _release(office, drafted[0].report_id)
    assert get_report(office.warehouse, other.report_id).state == "drafted"
