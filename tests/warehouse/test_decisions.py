"""Decisions by two people: what waits, who may approve, what overtakes what, and that the database itself refuses one person.

| outcome | severity | people |
|---|---|---|
| reported | any | two |
| dismissed | critical | two |
| dismissed | below critical | one |
| watch, more data | any | one |
"""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.warehouse.decade import finding
from warehouse.alerts import (
    AlertDraft,
    Disposition,
    Overtaken,
    Proposal,
    approve,
    assign,
    decide,
    decline,
    dispose,
    dispositions,
    get_alert,
    history,
    proposals_of,
    raise_alerts,
    store_findings,
    waiting_proposals,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
ALERT = "A-000001"


def raised(warehouse: Warehouse, severity: str = "high") -> None:
    store_findings(warehouse, [finding("a", severity=severity)], on=AT.date(), at=AT)
    raise_alerts(warehouse, [AlertDraft("H1", "", "credit", AT.date(), ("a",))], at=AT)


def proposed(warehouse: Warehouse) -> None:
    raised(warehouse)
    decide(warehouse, ALERT, outcome="reported", reason="no document", by="anna", at=AT)


@pytest.mark.parametrize(
    ("outcome", "severity", "two"),
    [
        ("reported", "critical", True),
        ("reported", "low", True),
        ("dismissed", "critical", True),
        ("dismissed", "high", False),
        ("dismissed", "info", False),
        ("watch", "critical", False),
        ("more_data", "critical", False),
    ],
)
def test_which_decisions_take_two_people(warehouse: Warehouse, outcome: str, severity: str, two: bool) -> None:
    raised(warehouse, severity)
    made = decide(warehouse, ALERT, outcome=outcome, reason="read", by="anna", at=AT)
    alert = get_alert(warehouse, ALERT)
    assert isinstance(made, Proposal if two else Disposition)
    assert (alert.status, alert.proposed) == (("open", outcome) if two else (outcome, ""))
    assert len(dispositions(warehouse, ALERT)) == (0 if two else 1)


def test_a_second_person_approves_and_both_stand_in_the_decision(warehouse: Warehouse) -> None:
    proposed(warehouse)
    assert [(one.alert_id, one.by) for one in waiting_proposals(warehouse)] == [(ALERT, "anna")]
    approve(warehouse, ALERT, by="odile", why="agreed", at=AT + timedelta(hours=1))
    (made,) = dispositions(warehouse, ALERT)
    assert (made.outcome, made.reason, made.by, made.second) == ("reported", "no document", "anna", "odile")
    assert get_alert(warehouse, ALERT).status == "reported"
    assert [(event.event, event.by) for event in history(warehouse, ALERT)] == [
        ("raised", "detection"),
        ("proposed", "anna"),
        ("approved", "odile"),
        ("reported", "anna"),
    ]
    assert waiting_proposals(warehouse) == []


@pytest.mark.parametrize("who", ["anna", " anna ", "", "  "])
def test_nobody_approves_what_is_their_own(warehouse: Warehouse, who: str) -> None:
    proposed(warehouse)
    with pytest.raises(Refusal, match="another person"):
        approve(warehouse, ALERT, by=who, at=AT)
    assert get_alert(warehouse, ALERT).status == "open"


def test_the_database_itself_refuses_an_approval_by_the_same_person(warehouse: Warehouse) -> None:
    proposed(warehouse)
    with pytest.raises(IntegrityError), warehouse.engine.begin() as connection:
        connection.execute(text("UPDATE decision_proposals SET state = 'approved', decided_by = by"))


def test_declining_needs_a_reason_keeps_the_proposal_and_leaves_the_alert_open(warehouse: Warehouse) -> None:
    proposed(warehouse)
    with pytest.raises(Refusal, match="reason"):
        decline(warehouse, ALERT, by="odile", why=" ", at=AT)
    decline(warehouse, ALERT, by="odile", why="the document is there", at=AT)
    (kept,) = proposals_of(warehouse, ALERT)
    assert (kept.state, kept.reason, kept.why, kept.decided_by) == ("declined", "no document", "the document is there", "odile")
    alert = get_alert(warehouse, ALERT)
    assert (alert.status, alert.proposed) == ("open", "")
    decide(warehouse, ALERT, outcome="reported", reason="another one is missing", by="anna", at=AT)
    assert [one.state for one in proposals_of(warehouse, ALERT)] == ["declined", "proposed"]


def test_another_decision_overtakes_what_waits(warehouse: Warehouse) -> None:
    proposed(warehouse)
    decide(warehouse, ALERT, outcome="watch", reason="see in a month", by="bert", at=AT)
    assert [(one.state, one.decided_by) for one in proposals_of(warehouse, ALERT)] == [("overtaken", "bert")]
    with pytest.raises(Refusal, match="nothing waits"):
        approve(warehouse, ALERT, by="odile", at=AT)


def test_two_proposals_at_once_are_one_too_many(warehouse: Warehouse) -> None:
    proposed(warehouse)
    with pytest.raises(Refusal, match="waits already"):
        decide(warehouse, ALERT, outcome="reported", reason="me too", by="bert", at=AT)


def test_who_read_an_older_version_is_told_what_happened_since(warehouse: Warehouse) -> None:
    proposed(warehouse)
    with pytest.raises(Overtaken) as told:
        decide(warehouse, ALERT, outcome="watch", reason="wait", by="bert", at=AT, expected_version=1)
    assert (told.value.last.event, told.value.last.by) == ("proposed", "anna")
    with pytest.raises(Overtaken):
        approve(warehouse, ALERT, by="odile", at=AT, expected_version=1)


def test_of_two_approvals_at_once_one_counts(warehouse: Warehouse) -> None:
    proposed(warehouse)
    refused: list[str] = []

    def confirm(who: str) -> None:
        try:
            approve(warehouse, ALERT, by=who, at=AT)
        except Refusal as refusal:
            refused.append(str(refusal))

    people = [threading.Thread(target=confirm, args=(who,)) for who in ("odile", "otto")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(refused) == 1
    assert len(dispositions(warehouse, ALERT)) == 1


def test_one_person_alone_cannot_write_what_takes_two(warehouse: Warehouse) -> None:
    raised(warehouse)
    for second in (None, "", "anna"):
        with pytest.raises(Refusal, match="two different people"):
            dispose(warehouse, ALERT, outcome="reported", reason="read", by="anna", at=AT, second=second)
    assert dispositions(warehouse, ALERT) == []


def test_an_assignment_changes_the_person_and_not_the_version(warehouse: Warehouse) -> None:
    raised(warehouse)
    assert assign(warehouse, [ALERT, ALERT], to="bert", by="anna", at=AT) == 1
    assert assign(warehouse, [ALERT], to="bert", by="anna", at=AT) == 0
    alert = get_alert(warehouse, ALERT)
    assert (alert.assignee, alert.version) == ("bert", 1)
    assign(warehouse, [ALERT], to="", by="bert", at=AT)
    assert get_alert(warehouse, ALERT).assignee == ""
    assert [(event.event, event.detail) for event in history(warehouse, ALERT)][1:] == [("assigned", "bert"), ("assigned", "")]
    with pytest.raises(Refusal, match="A-000009"):
        assign(warehouse, ["A-000009"], to="bert", by="anna", at=AT)
