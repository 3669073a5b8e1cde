"""Holds: what may found one, what it must name, and that only two different people end it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.warehouse.decade import LATER, ONE, STRANGER, THEN, Decade, finding
from warehouse.alerts import store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds import GROUNDS, Hold, get_hold, history, list_holds, place, release, review

REVIEW = date(2036, 9, 1)


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build((ONE,))


def _place(warehouse: Warehouse, **more: object) -> Hold:
    given = {
        "scope": "holder",
        "subject": "H1",
        "ground": "disciplinary_enquiry",
        "opening_act": "decision of the bâtonnier to open an enquiry, art. 458 §1",
        "authority": "bâtonnier of Liège-Huy",
        "act_date": date(2036, 2, 1),
        "by": "legal officer",
        "review_on": REVIEW,
        "at": THEN,
    }
    return place(warehouse, **(given | more))  # type: ignore[arg-type]


def test_the_four_grounds_of_the_decree_found_a_hold(decade: Decade):
    families = {
        "instruction": "judicial",
        "judicial_procedure": "judicial",
        "disciplinary_enquiry": "disciplinary",
        "disciplinary_procedure": "disciplinary",
    }
    assert families == GROUNDS
    for number, (ground, family) in enumerate(families.items(), start=1):
        hold = _place(decade.warehouse, ground=ground)
        assert (hold.hold_id, hold.state, hold.family, hold.in_force) == (f"H-{number:04d}", "active", family, True)


REFUSED = {
    "another ground": {"ground": "alert"},
    "no opening act": {"opening_act": " "},
    "no authority": {"authority": ""},
    "no person": {"by": ""},
    "an act of tomorrow": {"act_date": date(2036, 3, 2)},
    "a review that is not to come": {"review_on": date(2036, 3, 1)},
    "another scope": {"scope": "bar", "subject": "LIEGE-HUY"},
    "a holder nobody knows": {"subject": "H99"},
    "an account nobody knows": {"scope": "account", "subject": STRANGER},
    "an alert that does not exist": {"scope": "alert", "subject": "A-000099"},
    "no alert": {"scope": "alert", "subject": "H1"},
    "a period without end": {"scope": "period", "subject": "2026-01-01"},
    "a period that ends before it begins": {"scope": "period", "subject": "2026-02-01..2026-01-01"},
    "a period of no calendar": {"scope": "period", "subject": "2026-02-30..2026-03-01"},
}


def test_a_hold_that_would_protect_nothing_is_refused(decade: Decade):
    for case, wrong in REFUSED.items():
        with pytest.raises(Refusal):
            _place(decade.warehouse, **wrong)
        assert list_holds(decade.warehouse) == [], case


def test_the_subject_is_kept_as_the_house_writes_it(decade: Decade):
    for scope, typed, kept in (
        ("account", f"{ONE[:4]} {ONE[4:8]} {ONE[8:]}".lower(), ONE),
        ("alert", "a-1", "A-000001"),
        ("period", "2026-01-01..2026-06-30", "2026-01-01..2026-06-30"),
        ("holder", " H1 ", "H1"),
    ):
        assert _place(decade.warehouse, scope=scope, subject=typed).subject == kept


def test_an_account_that_is_not_registered_but_was_found_can_be_held(decade: Decade):
    store_findings(decade.warehouse, [finding("stranger", account=STRANGER, holder_id="")], on=REVIEW, at=THEN)
    assert _place(decade.warehouse, scope="account", subject=STRANGER).in_force


def test_a_release_takes_two_different_people_the_decision_and_the_exhausted_recourse(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    with pytest.raises(Refusal, match="final decision"):
        release(decade.warehouse, hold_id, by="first", at=LATER)
    with pytest.raises(Refusal, match="final decision"):
        release(decade.warehouse, hold_id, by="first", at=LATER, final_decision="closed without follow-up")
    asked = release(
        decade.warehouse,
        hold_id,
        by="first",
        at=LATER,
        final_decision="closed without follow-up, 1 October 2035",
        recourse_exhausted="three months of art. 458 §2 passed on 2 January 2036",
    )
    assert (asked.state, asked.in_force) == ("release_proposed", True)
    with pytest.raises(Refusal, match="second person"):
        release(decade.warehouse, hold_id, by=" first", at=LATER)
    done = release(decade.warehouse, hold_id, by="second", at=LATER)
    assert (done.state, done.in_force, done.release_proposed_by, done.released_by) == ("released", False, "first", "second")
    assert done.final_decision == "closed without follow-up, 1 October 2035"
    with pytest.raises(Refusal, match="was released by first and second"):
        release(decade.warehouse, hold_id, by="third", at=LATER)


def test_a_second_person_who_says_something_else_makes_a_new_proposal(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    said = {"final_decision": "acquitted", "recourse_exhausted": "no appeal in 15 days"}
    release(decade.warehouse, hold_id, by="first", at=LATER, **said)
    corrected = release(
        decade.warehouse, hold_id, by="second", at=LATER, final_decision="reprimand", recourse_exhausted="no appeal in 15 days"
    )
    assert (corrected.state, corrected.release_proposed_by) == ("release_proposed", "second")
    assert release(decade.warehouse, hold_id, by="first", at=LATER).state == "released"


def test_a_review_keeps_the_hold_and_sets_the_next_one(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    assert [hold.hold_id for hold in list_holds(decade.warehouse, review_due_on=REVIEW)] == [hold_id]
    assert list_holds(decade.warehouse, review_due_on=REVIEW - timedelta(1)) == []
    later = review(decade.warehouse, hold_id, review_on=date(2037, 3, 1), reason="appeal pending", by="officer", at=LATER)
    assert (later.in_force, later.review_on) == (True, date(2037, 3, 1))
    assert list_holds(decade.warehouse, review_due_on=REVIEW) == []
    with pytest.raises(Refusal, match="reason"):
        review(decade.warehouse, hold_id, review_on=date(2037, 3, 1), reason="", by="officer", at=LATER)


def test_its_history_only_grows(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    said = {"final_decision": "acquitted", "recourse_exhausted": "no appeal in 15 days"}
    release(decade.warehouse, hold_id, by="first", at=LATER, **said)
    release(decade.warehouse, hold_id, by="second", at=LATER, **said)
    assert [(by, event) for _, by, event, _ in history(decade.warehouse, hold_id)] == [
        ("legal officer", "placed"),
        ("first", "release proposed"),
        ("second", "released"),
    ]


def test_holds_are_listed_by_what_they_forbid_now(decade: Decade):
    kept, ended = _place(decade.warehouse).hold_id, _place(decade.warehouse).hold_id
    said = {"final_decision": "acquitted", "recourse_exhausted": "no appeal in 15 days"}
    release(decade.warehouse, ended, by="first", at=LATER, **said)
    release(decade.warehouse, ended, by="second", at=LATER, **said)
    assert [hold.hold_id for hold in list_holds(decade.warehouse, in_force=True)] == [kept]
    assert [hold.hold_id for hold in list_holds(decade.warehouse, in_force=False)] == [ended]
    assert get_hold(decade.warehouse, "h-1").hold_id == kept
    with pytest.raises(Refusal, match="no hold"):
        get_hold(decade.warehouse, "H-0009")
