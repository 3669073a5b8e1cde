"""Casework: notes and ticks that only grow, filters of one's own, the people of the desk, alerts shared between the Orders."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.warehouse.decade import finding
from warehouse.alerts import AlertDraft, history, raise_alerts, store_findings
from warehouse.casework import (
    add_note,
    forget_filter,
    joint_cases_of,
    joint_numbers,
    note_person,
    notes_of,
    people_of,
    save_filter,
    saved_filters,
    share_alert,
    step_key,
    tick,
    ticks_of,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = AT.date()
ALERT = "A-000001"


@pytest.fixture
def worked(warehouse: Warehouse) -> Warehouse:
    """One alert of a bar of OBFG, and one of no bar."""
    store_findings(warehouse, [finding("a", bar="LIEGE-HUY"), finding("b", bar="", holder_id="")], on=ON, at=AT)
    drafts = [AlertDraft("H1", "", "credit", ON, ("a",)), AlertDraft("", "BE9", "credit", ON, ("b",))]
    raise_alerts(warehouse, drafts, at=AT)
    return warehouse


def test_notes_are_kept_newest_first_and_an_empty_one_is_refused(worked: Warehouse) -> None:
    for text in ("first ", " second"):
        add_note(worked, ALERT, text=text, by="anna", at=AT)
    assert [(note.text, note.by) for note in notes_of(worked, ALERT)] == [("second", "anna"), ("first", "anna")]
    for wrong in ({"text": " \n"}, {"by": ""}, {"text": "x" * 4001}):
        with pytest.raises(Refusal):
            add_note(worked, ALERT, **({"text": "x", "by": "anna", "at": AT} | wrong))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="A-000009"):
        add_note(worked, "A-000009", text="x", by="anna", at=AT)


def test_a_tick_can_be_taken_back_and_the_last_word_counts(worked: Warehouse) -> None:
    step = step_key("Compare with the dossier.")
    for done, who in ((True, "anna"), (True, "bert"), (False, "bert"), (True, "carl")):
        tick(worked, ALERT, step=step, done=done, by=who, at=AT)
    assert {key: (said.done, said.by) for key, said in ticks_of(worked, ALERT).items()} == {step: (True, "carl")}
    with pytest.raises(Refusal):
        tick(worked, ALERT, step="x", done=True, by="anna", at=AT)


def test_a_filter_is_its_owners_and_a_name_is_given_once(worked: Warehouse) -> None:
    save_filter(worked, owner="anna", name=" old  ones ", query="age=older", at=AT)
    kept = save_filter(worked, owner="anna", name="old ones", query="age=quarter", at=AT)
    save_filter(worked, owner="bert", name="old ones", query="severity=high", at=AT)
    assert [(one.name, one.query) for one in saved_filters(worked, "anna")] == [("old ones", "age=quarter")]
    forget_filter(worked, kept.number, owner="bert")
    assert len(saved_filters(worked, "anna")) == 1
    forget_filter(worked, kept.number, owner="anna")
    assert (saved_filters(worked, "anna"), len(saved_filters(worked, "bert"))) == ([], 1)
    for wrong in ({"name": " "}, {"name": "x" * 61}, {"query": "x" * 1001}, {"owner": ""}):
        with pytest.raises(Refusal):
            save_filter(worked, **({"owner": "anna", "name": "n", "query": "", "at": AT} | wrong))  # type: ignore[arg-type]


def test_people_are_known_by_the_role_of_their_last_day(worked: Warehouse) -> None:
    for name, role, day in (
        ("bert", "analyst_ovb", 1),
        ("anna", "analyst_obfg", 1),
        ("bert", "officer", 2),
        ("bert", "officer", 2),
    ):
        note_person(worked, name, role=role, on=date(2026, 11, day))
    assert people_of(worked, ["analyst_obfg", "officer"]) == ["anna", "bert"]
    assert people_of(worked, ["analyst_ovb"]) == []


def test_ar_3_d_a_joint_case_opens_one_alert_to_the_other_order_until_a_day_and_stands_in_its_history(
    worked: Warehouse,
) -> None:
    until = ON + timedelta(days=30)
    share_alert(worked, ALERT, to="OVB", until=until, reason="one firm, two bars", by="odile", at=AT)
    assert joint_numbers(worked, "OVB", on=until) == (1,)
    assert joint_numbers(worked, "OVB", on=until + timedelta(days=1)) == ()
    assert joint_numbers(worked, "OBFG", on=ON) == ()
    assert [(case.granted_to, case.by) for case in joint_cases_of(worked, ALERT)] == [("OVB", "odile")]
    assert history(worked, ALERT)[-1].event == "shared"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"to": "OBFG"}, "the other Order"),
        ({"to": "CCBE"}, "the other Order"),
        ({"alert_id": "A-000002"}, "of no Order"),
        ({"reason": " "}, "reason"),
        ({"by": ""}, "person"),
        ({"until": ON - timedelta(days=1)}, "last day"),
        ({"until": ON + timedelta(days=367)}, "last day"),
    ],
)
def test_a_joint_case_without_what_it_needs_is_refused(worked: Warehouse, wrong: dict[str, object], words: str) -> None:
    given = {"alert_id": ALERT, "to": "OVB", "until": ON, "reason": "why", "by": "odile", "at": AT} | wrong
    with pytest.raises(Refusal, match=words):
        share_alert(worked, given.pop("alert_id"), **given)  # type: ignore[arg-type]
    assert joint_numbers(worked, "OVB", on=ON) == ()
