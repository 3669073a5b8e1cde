"""The page of a report: an analyst checks, an officer releases, the answer is entered, and a hold waits for a person."""

from datetime import timedelta

import pytest

from detection.reports import draft_reports, release_report
from tests.console.pages.conftest import Send
from tests.console.pages.house import NOW, House
from warehouse.alerts import dispose
from warehouse.errors import Refusal
from warehouse.holds import list_holds
from warehouse.reports_register import get_report
from warehouse.reports_register.answers import answers_of, standing_answers
from warehouse.reports_register.dispatches import list_dispatches

REPORT = "/quater/reports/R-000001"
ALERT_ID = "A-000001"
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def drafted(house: House) -> House:
    """The house with the draft of one bar."""
    (report,) = draft_reports(house.warehouse, on=NOW.date(), at=NOW, bar="LIEGE-HUY")
    assert ALERT_ID in report.alert_ids
    return house


def test_a_report_is_checked_released_answered_and_held_by_the_people_of_the_table(drafted: House, send: Send) -> None:
    anna, odile, otto = (drafted.browser(name) for name in ("anna", "odile", "otto"))
    state = lambda: get_report(drafted.warehouse, "R-000001").state  # noqa: E731

    assert "/answers" not in odile.get(REPORT).text, "nothing was sent yet"
    early = send(odile, REPORT, f"{REPORT}/release")
    assert (early.status_code, state()) == (422, "drafted")
    assert "read by nobody yet" in early.text
    assert send(anna, REPORT, f"{REPORT}/check").headers["location"] == f"{REPORT}?done=checked"
    assert "/release" not in anna.get(REPORT).text
    assert send(anna, REPORT, f"{REPORT}/release").status_code == 403
    assert send(drafted.browser("bert"), "/quater/reports", f"{REPORT}/check").status_code == 403
    assert send(odile, REPORT, f"{REPORT}/release").headers["location"] == f"{REPORT}?done=released"
    assert state() == "released"
    assert "No answer yet" in anna.get(REPORT).text

    told = {"alert_id": ALERT_ID, "outcome": "enquiry", "to_bar": "GENT", "answered_on": "2026-11-22"}
    assert send(anna, REPORT, f"{REPORT}/answers", **told).status_code == 403
    wrong = send(odile, REPORT, f"{REPORT}/answers", **(told | {"answered_on": "soon"}))
    assert (wrong.status_code, answers_of(drafted.warehouse)) == (422, [])
    assert send(odile, REPORT, f"{REPORT}/answers", **told).headers["location"] == f"{REPORT}?done=answered"
    assert "enquiry opened" in anna.get(REPORT).text
    assert "enquiry opened" in anna.get(f"/quater/alerts/{ALERT_ID}").text
    assert list_holds(drafted.warehouse) == []

    act = {"opening_act": "letter of 20 November", "authority": "Bâtonnier", "act_date": "2026-11-20"}
    placing = {"alert_id": ALERT_ID, "choice": "place", **act, "review_on": "2027-05-01"}
    assert send(anna, REPORT, f"{REPORT}/hold", **placing).status_code == 403
    assert send(otto, REPORT, f"{REPORT}/hold", **placing).headers["location"] == f"{REPORT}?done=placed"
    (hold,) = list_holds(drafted.warehouse, in_force=True)
    assert (hold.subject, hold.ground, hold.placed_by) == (ALERT_ID, "disciplinary_enquiry", "otto")
    assert hold.hold_id in odile.get(REPORT).text

    done = [(who, what) for who, what, _, result in drafted.accesses() if result.startswith("granted")]
    assert {("anna", "check"), ("odile", "release"), ("odile", "answer"), ("otto", "hold: place")} <= set(done)


def test_a_proposed_hold_is_declined_in_the_desk_with_its_reason(drafted: House, send: Send) -> None:
    odile = drafted.browser("odile")
    send(drafted.browser("anna"), REPORT, f"{REPORT}/check")
    send(odile, REPORT, f"{REPORT}/release")
    told = {"alert_id": ALERT_ID, "outcome": "proceedings", "answered_on": "2026-11-22"}
    send(odile, REPORT, f"{REPORT}/answers", **told)
    declining = {"alert_id": ALERT_ID, "choice": "decline", "why": "H-0001 covers the holder"}
    assert send(odile, REPORT, f"{REPORT}/hold", **declining).headers["location"] == f"{REPORT}?done=declined"
    assert standing_answers(drafted.warehouse, "R-000001")[ALERT_ID].hold == "declined"
    assert "Place the hold" not in odile.get(REPORT).text


def test_an_alert_put_aside_since_is_recalled_and_a_report_withdrawn_by_an_officer(drafted: House, send: Send) -> None:
    anna, odile = drafted.browser("anna"), drafted.browser("odile")
    send(anna, REPORT, f"{REPORT}/check")
    send(odile, REPORT, f"{REPORT}/release")
    dispose(drafted.warehouse, ALERT_ID, outcome="dismissed", reason="wrong", by="anna", second="otto", at=LATER)
    assert f"{ALERT_ID}: no longer holds" in odile.get(REPORT).text
    assert send(anna, REPORT, f"{REPORT}/recall").status_code == 403
    assert send(odile, REPORT, f"{REPORT}/recall").headers["location"] == f"{REPORT}?done=recalled"
    assert "no longer holds" not in odile.get(REPORT).text
    assert send(anna, REPORT, f"{REPORT}/withdraw", reason="all wrong").status_code == 403
    assert send(odile, REPORT, f"{REPORT}/withdraw", reason=" ").status_code == 422
    assert send(odile, REPORT, f"{REPORT}/withdraw", reason="all wrong").headers["location"] == f"{REPORT}?done=withdrawn"
    assert [one.purpose for one in list_dispatches(drafted.warehouse)] == ["report", "recall", "recall"]


def test_an_officer_who_checked_a_draft_does_not_release_it(drafted: House, send: Send) -> None:
    odile = drafted.browser("odile")
    send(odile, REPORT, f"{REPORT}/check")
    page = odile.get(REPORT).text
    assert "You checked this draft" in page
    assert "/release" not in page
    assert "/release" in drafted.browser("otto").get(REPORT).text
    with pytest.raises(Refusal, match="odile checked it and may not release it"):
        release_report(drafted.warehouse, "R-000001", by="odile", at=NOW)
    assert get_report(drafted.warehouse, "R-000001").state == "drafted"
