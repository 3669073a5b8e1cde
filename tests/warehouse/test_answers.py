"""What bâtonniers answer: kept in order, after the sending, with the hold that it proposes and the label that it gives.

| told of one alert | hold | label |
|---|---|---|
| unfounded, explained | none | dismissed |
| regularised | none | reported |
| enquiry | proposed | none |
| proceedings | proposed | reported |
| transferred | none | none |
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.warehouse.decade import finding
from tests.warehouse.test_reports_register import _alert, _record
from warehouse.alerts import history
from warehouse.alerts.findings import store_findings
from warehouse.alerts.raising import AlertDraft, raise_alerts
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds import list_holds
from warehouse.reports_register import check, release
from warehouse.reports_register.answered import answered_findings
from warehouse.reports_register.answers import OUTCOMES, Outcome, answers_of, enter_answers, standing_answers
from warehouse.reports_register.dispatches import REPORT, enter_dispatch, list_dispatches, mark_sent
from warehouse.reports_register.proposed_holds import decline_proposed, place_proposed, proposed_holds

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
SENT_ON, LATER = date(2026, 3, 3), datetime(2026, 3, 20, 9, tzinfo=UTC)
REPORT_ID, ALERT_ID = "R-000001", "A-000001"
HOLD_OF = {"enquiry": "proposed", "proceedings": "proposed"}
LABEL_OF = {"unfounded": "dismissed", "explained": "dismissed", "regularised": "reported", "proceedings": "reported"}


@pytest.fixture
def register(warehouse: Warehouse) -> Warehouse:
    """A report on one alert, released and sealed on 2 March and sent on 3 March."""
    _alert(warehouse)
    _record(warehouse)
    check(warehouse, REPORT_ID, by="anna", at=AT)
    release(warehouse, REPORT_ID, by="bea", at=AT)
    sealed = enter_dispatch(
        warehouse, REPORT_ID, recipient="LIEGE-HUY", purpose=REPORT, key="password", files={}, by="bea", at=AT
    )
    mark_sent(warehouse, sealed.dispatch_id, on=SENT_ON, by="program", at=AT + timedelta(days=1))
    return warehouse


def _answer(warehouse: Warehouse, outcome: str, on: date = date(2026, 3, 10), *, to_bar: str = "", alert: str = ALERT_ID):
    (answer,) = enter_answers(warehouse, REPORT_ID, {alert: Outcome(outcome, to_bar)}, answered_on=on, by="bea", at=LATER)
    return answer


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_ar_4_g_each_outcome_is_kept_with_the_hold_that_it_proposes_and_its_label(register: Warehouse, outcome: str):
    answer = _answer(register, outcome, to_bar="GENT" if outcome == "transferred" else "")
    assert standing_answers(register, REPORT_ID) == {ALERT_ID: answer}
    assert (answer.outcome, answer.hold) == (outcome, HOLD_OF.get(outcome, ""))
    labels = [(one.label, [found.key for found in findings]) for one, findings in answered_findings(register)]
    assert labels == ([(LABEL_OF[outcome], ["a"])] if outcome in LABEL_OF else [])
    assert list_holds(register) == []


def test_an_answer_is_a_receipt_and_stands_in_the_history_of_its_alert(register: Warehouse):
    _answer(register, "explained")
    (dispatch,) = list_dispatches(register)
    assert (dispatch.state, dispatch.received_on) == ("received", date(2026, 3, 10))
    last = history(register, ALERT_ID)[-1]
    assert (last.event, last.detail, last.by) == ("answered", "explained", "bea")


def test_the_last_answer_stands_and_the_same_again_is_not_entered_twice(register: Warehouse):
    _answer(register, "enquiry")
    _answer(register, "enquiry", date(2026, 3, 11))
    _answer(register, "unfounded", date(2026, 3, 12))
    assert [(one.outcome, one.hold) for one in answers_of(register)] == [("enquiry", "overtaken"), ("unfounded", "")]
    assert standing_answers(register, REPORT_ID)[ALERT_ID].outcome == "unfounded"
    assert [one.label for one, _ in answered_findings(register)] == ["dismissed"]
    with pytest.raises(Refusal, match="2026-03-11 is before it"):
        _answer(register, "proceedings", date(2026, 3, 11))


@pytest.mark.parametrize(
    ("outcome", "more", "why"),
    [
        ("guilty", {}, "expected an outcome"),
        ("transferred", {}, "needs the bar"),
        ("transferred", {"to_bar": "LIEGE-HUY"}, "another bar than LIEGE-HUY"),
        ("transferred", {"to_bar": "NOWHERE"}, "another bar than LIEGE-HUY"),
        ("explained", {"to_bar": "GENT"}, "the others need none"),
        ("explained", {"on": date(2026, 3, 2)}, "was not sent by 2026-03-02"),
        ("explained", {"on": date(2026, 3, 21)}, "today or before"),
        ("explained", {"alert": "A-000009"}, "does not tell of A-000009"),
    ],
)
def test_what_cannot_have_been_answered_is_refused_and_nothing_is_kept(register: Warehouse, outcome: str, more, why: str):
    with pytest.raises(Refusal, match=why):
        _answer(register, outcome, **more)
    assert answers_of(register) == []
    assert list_dispatches(register)[0].state == "sent"


def test_of_several_outcomes_all_count_or_none(register: Warehouse):
    with pytest.raises(Refusal, match="A-000002"):
        enter_answers(
            register,
            REPORT_ID,
            {ALERT_ID: Outcome("explained"), "A-000002": Outcome("explained")},
            answered_on=SENT_ON,
            by="bea",
            at=LATER,
        )
    assert answers_of(register) == []


def test_a_report_that_was_only_sealed_cannot_have_been_answered(warehouse: Warehouse):
    _alert(warehouse)
    _record(warehouse)
    with pytest.raises(Refusal, match="was not sent"):
        _answer(warehouse, "explained")


def test_ar_5_a_proposed_hold_forbids_nothing_until_a_person_places_it(register: Warehouse):
    _answer(register, "proceedings")
    assert [one.alert_id for one in proposed_holds(register)] == [ALERT_ID]
    told = {"opening_act": "decision 12/2026", "authority": "Bâtonnier of Liège-Huy", "act_date": date(2026, 3, 9)}
    hold = place_proposed(register, REPORT_ID, ALERT_ID, **told, review_on=date(2026, 9, 1), by="otto", at=LATER)
    assert (hold.scope, hold.subject, hold.ground) == ("alert", ALERT_ID, "disciplinary_procedure")
    assert list_holds(register, in_force=True) == [hold]
    assert standing_answers(register, REPORT_ID)[ALERT_ID].hold_id == hold.hold_id
    with pytest.raises(Refusal, match="proposes a hold"):
        decline_proposed(register, REPORT_ID, ALERT_ID, why="no", by="otto", at=LATER)


def test_a_proposed_hold_is_declined_with_a_reason(register: Warehouse):
    _answer(register, "enquiry")
    with pytest.raises(Refusal, match="reason"):
        decline_proposed(register, REPORT_ID, ALERT_ID, why=" ", by="otto", at=LATER)
    declined = decline_proposed(register, REPORT_ID, ALERT_ID, why="held already", by="otto", at=LATER)
    assert (declined.hold, declined.hold_decided_by) == ("declined", "otto")
    assert proposed_holds(register) == []
    assert list_holds(register) == []


def test_a_label_covers_what_the_report_told_and_not_what_came_after_it(register: Warehouse):
    store_findings(register, [finding("b")], on=SENT_ON, at=LATER)
    raise_alerts(register, [AlertDraft("H1", "", "credit", date(2026, 3, 2), ("b",))], at=LATER)
    _answer(register, "unfounded")
    ((_, findings),) = answered_findings(register)
    assert [found.key for found in findings] == ["a"]
