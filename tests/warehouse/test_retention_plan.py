"""What a plan of destruction finds past its day, at the very edge of ten years."""

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.decade import FEB27, FEB28, MAR1, ON, ONE, RECEIVED, THEN, THREE, TWO, Decade, finding, movement
from warehouse.alerts import AlertDraft, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.reports_register import Piece, record_report
from warehouse.retention import approve, get_plan, list_plans, plan


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build()


DUE_ON = {
    date(2036, 2, 27): (0, 0, 0),
    date(2036, 2, 28): (2, 1, 0),  # 27 February 2026
    date(2036, 2, 29): (2, 1, 0),  # the last retained day of 28 February 2026
    date(2036, 3, 1): (5, 2, 1),  # 28 February 2026: first day of destruction; statement 059 waits for its last movement
    date(2036, 3, 2): (7, 4, 2),  # 1 March 2026
}


def test_movements_statements_and_alerts_come_due_on_their_own_day(decade: Decade):
    for on, (movements, statements, alerts) in DUE_ON.items():
        drafted = decade.plan(on)
        assert drafted.as_json() == {
            "plan": drafted.plan_id,
            "on": on.isoformat(),
            "statements": 3 * statements,
            "movements": 3 * movements,
            "alerts": 3 * alerts,
            "held": 0,
        }


def test_findings_pieces_and_receipts_are_planned_too(decade: Decade):
    counts = decade.plan().counts
    assert (counts["findings"], counts["pieces"], counts["receipts"]) == (3, 3, 6)  # a past finding, a body, 057 and 058 each


def test_a_finding_that_no_alert_holds_goes_by_its_own_last_movement(decade: Decade):
    before = decade.plan().counts["findings"]
    valued_later = finding("alone-late", movement_ids=(movement(ONE, 60, 1),))
    store_findings(decade.warehouse, [finding("alone"), valued_later], on=ON, at=RECEIVED)
    assert decade.plan().counts["findings"] == before + 1


def test_details_are_counted_apart_from_movements(decade: Decade):
    assert decade.plan().counts["details"] == 0
    assert decade.plan().counts["movements"] == 15


def test_an_empty_statement_goes_by_its_statement_date(decade: Decade):
    decade.receive(ONE, decade.statement(ONE, 61, date(2026, 2, 28)))
    decade.receive(TWO, decade.statement(TWO, 61, date(2026, 3, 1)))
    assert decade.plan().counts["statements"] == 6 + 1


def test_a_statement_whose_last_movement_is_booked_in_a_later_month_waits_for_it(decade: Decade):
    march = decade.statement(
        THREE, 62, date(2026, 2, 26), (10, date(2026, 2, 26), date(2026, 2, 26)), (5, date(2026, 4, 2), date(2026, 4, 2))
    )
    decade.receive(THREE, march)
    drafted = decade.plan(date(2036, 2, 28))
    assert (drafted.counts["movements"], drafted.counts["statements"]) == (6 + 1, 3)


def test_a_statement_dated_after_its_last_movement_goes_with_that_movement(decade: Decade):
    decade.receive(ONE, decade.statement(ONE, 63, MAR1, (10, FEB28, FEB28)))
    assert decade.plan().counts["statements"] == 6 + 1


def test_an_alert_waits_for_the_last_of_its_findings_and_they_with_it(decade: Decade):
    findings = [finding("early"), finding("late", last_date=MAR1, movement_ids=(movement(ONE, 59, 2),))]
    store_findings(decade.warehouse, findings, on=MAR1, at=RECEIVED)
    raise_alerts(decade.warehouse, [AlertDraft("H1", ONE, "both", FEB27, ("early", "late"))], at=RECEIVED)
    counts = decade.plan().counts
    assert (counts["alerts"], counts["findings"]) == (3, 3)
    counts = decade.plan(date(2036, 3, 2)).counts
    assert (counts["alerts"], counts["findings"]) == (7, 8)


def test_a_piece_waits_for_the_value_date_of_the_movements_it_lists(decade: Decade):
    body, annex = (decade.warehouse.settings.reports / name for name in ("body.pdf", "valued.pdf"))
    for path in (body, annex):
        path.write_bytes(b"valued on 1 March")
    sha = sha256(b"valued on 1 March")
    pieces = [
        Piece("body", "report", body.name, sha, MAR1, (), (ONE,)),
        Piece("annex", "account_statements", annex.name, sha, FEB28, (movement(ONE, 60, 1),), (ONE,)),
    ]
    record_report(decade.warehouse, bar="LIEGE-HUY", language="fr", on=MAR1, alert_ids=[], pieces=pieces, at=RECEIVED)
    assert decade.plan().counts["pieces"] == 3


def test_planning_destroys_nothing_and_is_repeatable(decade: Decade):
    before = (decade.movements(), decade.statement_ids(), decade.alert_ids())
    assert decade.plan().digest == decade.plan().digest
    assert (decade.movements(), decade.statement_ids(), decade.alert_ids()) == before
    assert [found.plan_id for found in list_plans(decade.warehouse)] == ["P-0002", "P-0001"]


def test_the_digest_tells_two_contents_apart_that_have_the_same_counts(decade: Decade):
    first = decade.plan()
    store_findings(decade.warehouse, [finding("a")], on=ON, at=RECEIVED)
    with_a = decade.plan()
    assert with_a.digest != first.digest
    assert with_a.counts["findings"] == first.counts["findings"] + 1


def test_a_plan_holds_no_id_of_what_it_will_destroy(decade: Decade):
    drafted = decade.plan()
    assert ONE not in repr(get_plan(decade.warehouse, drafted.plan_id))


def test_an_empty_warehouse_gives_an_empty_plan(warehouse: Warehouse):
    assert plan(warehouse, on=ON, by="planner", at=THEN).empty


def test_two_different_people_approve(decade: Decade):
    drafted = decade.plan()
    assert approve(decade.warehouse, drafted.plan_id, by="first", at=THEN).state == "drafted"
    with pytest.raises(Refusal, match="second person"):
        approve(decade.warehouse, drafted.plan_id, by=" first ", at=THEN)
    approved = approve(decade.warehouse, drafted.plan_id, by="second", at=THEN)
    assert (approved.state, [approval.by for approval in approved.approvals]) == ("approved", ["first", "second"])
    with pytest.raises(Refusal, match="approved"):
        approve(decade.warehouse, drafted.plan_id, by="third", at=THEN)


def test_an_unknown_plan_is_refused_in_one_line(warehouse: Warehouse):
    for plan_id in ("P-0099", "nonsense", ""):
        with pytest.raises(Refusal, match="no plan"):
            get_plan(warehouse, plan_id)
