"""Releasing: an analyst checks, an officer lets go, once, unchanged; every access stands in the book."""

from datetime import UTC, date, datetime, timedelta

import pytest

from detection.reports import check_report, read_piece, release_report
from tests.detection.reports.world import ALINE, BRAM, Office, text_of
from warehouse.alerts import dispose
from warehouse.errors import Refusal
from warehouse.evidence import list_accesses, verify
from warehouse.reports_register import Reader, get_report
from warehouse.reports_register.dispatches import list_dispatches

LATER = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight of the 24th in Belgium

ANALYST = Reader("anna", "analyst", {"LIEGE-HUY"})


@pytest.fixture
def drafted(office: Office):
    """The draft of one bar, and the alert it tells of."""
    alert_id = office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    return office.draft()[0], alert_id


def _release(office: Office, report_id: str, by: str = "bea", at: datetime = LATER):
    return release_report(office.warehouse, report_id, by=by, at=at)


def _checked(office: Office, report_id: str, by: str = "anna") -> None:
    check_report(office.warehouse, report_id, by=by, at=LATER)


def test_ar_4_j_a_released_report_has_no_draft_mark_and_counts_the_twelve_months_from_the_belgian_day(office, drafted) -> None:
    report, _ = drafted
    released = office.release(report.report_id, at=LATER)
    said = text_of(released.final[0])
    assert get_report(office.warehouse, report.report_id).state == "released"
    assert "PROJET" not in said
    assert "Remis le 24 novembre 2026" in said
    assert "24 novembre 2027" in said
    assert "PROJET" in text_of(office.piece(report.pieces[0].path))
    (dispatch,) = list_dispatches(office.warehouse)
    assert dispatch.knowledge_on == date(2026, 11, 24)


def test_gd_9_nobody_releases_what_no_analyst_has_checked_nor_what_he_checked_himself(office, drafted) -> None:
    report, _ = drafted
    with pytest.raises(Refusal, match="read by nobody yet"):
        _release(office, report.report_id)
    _checked(office, report.report_id)
    with pytest.raises(Refusal, match="anna checked it and may not release it"):
        _release(office, report.report_id, by="anna")
    assert not office.warehouse.settings.outbox.exists()
    assert _release(office, report.report_id).recipient == "LIEGE-HUY"


def test_the_release_is_in_the_access_log_before_the_final_files_are_there(office, drafted) -> None:
    report, _ = drafted
    office.release(report.report_id, at=LATER)
    read_piece(office.warehouse, report.report_id, 1, reader=ANALYST, at=LATER)
    accesses = list_accesses(office.warehouse)
    assert [(access.action, access.subject, access.identity, access.purpose, access.modality) for access in accesses[::-1]] == [
        ("check", "R-000001", "anna", "communicate", "report"),
        ("release", "R-000001", "bea", "communicate", "report"),
        ("read", "R-000001/1", "anna", "communicate", "report"),
    ]
    assert verify(office.warehouse).ok


def test_a_release_that_cannot_be_logged_releases_nothing(office, drafted) -> None:
    report, _ = drafted
    _checked(office, report.report_id)
    with pytest.raises(Refusal):
        _release(office, report.report_id, by="  ")
    assert get_report(office.warehouse, report.report_id).state == "drafted"
    assert not list(office.warehouse.settings.reports.rglob("*.final.pdf"))


def test_reading_gives_the_draft_first_and_the_released_version_after(office, drafted) -> None:
    report, _ = drafted
    assert "PROJET" in text_of(read_piece(office.warehouse, report.report_id, 1, reader=ANALYST, at=LATER))
    office.release(report.report_id, at=LATER)
    assert "PROJET" not in text_of(read_piece(office.warehouse, report.report_id, 1, reader=ANALYST, at=LATER))
    with pytest.raises(Refusal, match="4 pieces"):
        read_piece(office.warehouse, report.report_id, 5, reader=ANALYST, at=LATER)


def test_a_report_whose_alert_was_put_aside_since_is_not_released(office, drafted) -> None:
    report, alert_id = drafted
    _checked(office, report.report_id)
    dispose(office.warehouse, alert_id, outcome="dismissed", reason="explained", by="anna", at=office.at)
    with pytest.raises(Refusal, match="draft it again"):
        _release(office, report.report_id)
    assert get_report(office.warehouse, report.report_id).state == "drafted"


def test_a_report_that_was_overtaken_by_new_evidence_is_not_released(office, drafted) -> None:
    report, _ = drafted
    _checked(office, report.report_id)
    office.alert("K2", ALINE, office.movement_ids(ALINE, "LAWFUL DOSSIER 78"), typology="K1")
    with pytest.raises(Refusal, match="draft it again"):
        _release(office, report.report_id)


def test_a_report_is_released_and_sent_once(office, drafted) -> None:
    report, _ = drafted
    first = office.release(report.report_id, at=LATER)
    assert _release(office, report.report_id, at=LATER + timedelta(days=9)) == first
    assert len(list_accesses(office.warehouse, subject=report.report_id)) == 2
    assert len(list_dispatches(office.warehouse)) == 1


def test_released_files_that_did_not_reach_the_disk_are_written_again_with_the_same_words(office, drafted) -> None:
    report, _ = drafted
    first = office.release(report.report_id, at=LATER)
    before = text_of(first.final[1])
    first.final[1].unlink()
    _release(office, report.report_id, at=LATER + timedelta(days=9))
    assert text_of(first.final[1]) == before
    assert len(list_dispatches(office.warehouse)) == 1


def test_a_person_does_not_release_what_she_drafted(office) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    (report,) = office.draft(by="bea")
    with pytest.raises(Refusal, match="second person"):
        office.release(report.report_id, by="bea")
    assert _release(office, report.report_id, by="carl").report_id == report.report_id


def test_what_was_handed_over_is_not_reported_again_until_there_is_new_evidence(office, drafted) -> None:
    report, _ = drafted
    office.release(report.report_id, at=LATER)
    assert office.draft(at=LATER) == []
    office.at = LATER + timedelta(days=1)
    office.alert("K2", ALINE, office.movement_ids(ALINE, "LAWFUL DOSSIER 78"), typology="K1")
    (second,) = office.draft()
    assert second.new
    assert second.report_id != report.report_id


def test_releasing_one_bar_leaves_the_other_drafts_alone(office, drafted) -> None:
    office.alert("K9", BRAM, office.movement_ids(BRAM, "CASH"))
    other = next(report for report in office.draft() if report.bar == "GENT")
    office.release(drafted[0].report_id, at=LATER)
    assert get_report(office.warehouse, other.report_id).state == "drafted"
