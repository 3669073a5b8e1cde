"""The date printed in a report is the date on which the house destroys its own copy: every version of every piece."""

from datetime import UTC, date, datetime

from detection.reports import release_report
from tests.detection.reports.world import ALINE, text_of
from warehouse.reports_register import list_reports
from warehouse.retention import approve, plan, run


def _destroy(office, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 5, 0, tzinfo=UTC)
    made = plan(office.warehouse, on=on, by="dora", at=at)
    for person in ("anna", "bea"):
        approve(office.warehouse, made.plan_id, by=person, at=at)
    run(office.warehouse, made.plan_id, at=at)


def test_a_report_is_destroyed_on_the_printed_day_and_not_the_day_before(office) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    (report,) = office.draft()
    released = release_report(office.warehouse, report.report_id, by="bea", at=office.at)
    assert "à détruire dès le 3 septembre 2036" in text_of(released.final[0])
    assert "à détruire dès le 3 septembre 2036" in text_of(released.final[1])
    files = {path for path in office.warehouse.settings.reports.rglob("*") if path.is_file()}
    assert len(files) == 6  # two pieces: the draft, the released version and its encrypted copy

    _destroy(office, date(2036, 9, 2))
    assert all(path.is_file() for path in files)
    _destroy(office, date(2036, 9, 3))
    assert not any(office.warehouse.settings.reports.rglob("*"))
    assert list_reports(office.warehouse) == []
