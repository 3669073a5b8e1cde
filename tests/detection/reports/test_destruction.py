"""The date printed in a report is the date on which the house destroys its own copy: every version of every piece."""

from datetime import UTC, date, datetime

from tests.detection.reports.world import ALINE, text_of
from warehouse.reports_register import list_reports
from warehouse.reports_register.dispatches import list_dispatches
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
    released = office.release(report.report_id)
    assert "à détruire dès le 3 septembre 2036" in text_of(released.final[0])
    assert "à détruire dès le 3 septembre 2036" in text_of(released.final[1])
    settings = office.warehouse.settings
    files = {path for folder in (settings.reports, settings.outbox) for path in folder.rglob("*") if path.is_file()}
    assert len(files) == 12  # report, annex and two data files: the draft, the released version, the sealed copy in the outbox

    _destroy(office, date(2036, 9, 2))
    assert all(path.is_file() for path in files)
    _destroy(office, date(2036, 9, 3))
    assert not any(path.is_file() for folder in (settings.reports, settings.outbox) for path in folder.rglob("*"))
    assert list_reports(office.warehouse) == []
    assert list_dispatches(office.warehouse) == []
