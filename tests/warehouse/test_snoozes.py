"""A rule snoozed for one account or counterparty: who may, for how long, what it covers, and that nothing is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.warehouse.decade import ONE, TWO, finding
from warehouse.alerts import (
    AlertDraft,
    Finding,
    Raised,
    dispose,
    findings_of,
    get_alert,
    list_alerts,
    raise_alerts,
    store_findings,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.snoozes import Snooze, Snoozes, approve, end, list_snoozes, propose

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
UNTIL = date(2026, 4, 1)
PAYEE = "BE68539007547034"


def _proposed(warehouse: Warehouse, **more: object) -> Snooze:
    given = {"severity": "high", "account": ONE, "until": UNTIL, "reason": "a sale that runs", "by": "analyst", "at": AT}
    return propose(warehouse, "neg-balance", **(given | more))  # type: ignore[arg-type]


def _in_force(warehouse: Warehouse, **more: object) -> Snooze:
    return approve(warehouse, _proposed(warehouse, **more).snooze_id, by="senior", at=AT)


def _raise(warehouse: Warehouse, *findings: Finding, at: datetime = AT) -> Raised:
    store_findings(warehouse, findings, on=at.date(), at=at)
    keys = tuple(one.key for one in findings)
    return raise_alerts(warehouse, [AlertDraft("H1", "", "credit", date(2026, 2, 28), keys)], at=at)


def test_above_low_severity_a_second_person_must_approve(warehouse: Warehouse) -> None:
    asked = _proposed(warehouse, severity="medium")
    assert (asked.snooze_id, asked.state, asked.two_people, asked.approved_by) == ("S-000001", "proposed", True, None)
    assert _raise(warehouse, finding("a")).new == ("A-000001",), "what nobody approved covers nothing"
    with pytest.raises(Refusal, match="another person"):
        approve(warehouse, "S-000001", by=" analyst ", at=AT)
    approved = approve(warehouse, "s-1", by="senior", at=AT + timedelta(1))
    assert (approved.state, approved.approved_by, approved.approved_at) == ("in_force", "senior", AT + timedelta(1))
    with pytest.raises(Refusal, match="is in_force"):
        approve(warehouse, "S-000001", by="third", at=AT)


@pytest.mark.parametrize("severity", ["low", "info"])
def test_up_to_low_severity_one_person_is_enough_but_covers_nothing_graver(warehouse: Warehouse, severity: str) -> None:
    assert _proposed(warehouse, severity=severity).state == "in_force"
    raised = _raise(warehouse, finding("slight", severity="low"), finding("grave", severity="medium"))
    assert (raised.snoozed, raised.attached) == (1, 1)
    assert [one.key for one in get_alert(warehouse, "A-000001").findings] == ["grave"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": " \n"}, "reason"),
        ({"by": " "}, "person"),
        ({"until": date(2026, 3, 2)}, "after 2026-03-02"),
        ({"until": date(2027, 3, 3)}, r"a year away \(2027-03-02\)"),
        ({"account": None}, "one --account or one --counterparty"),
        ({"counterparty": PAYEE}, "one --account or one --counterparty"),
    ],
)
def test_a_snooze_without_what_it_needs_is_refused(warehouse: Warehouse, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        _proposed(warehouse, **wrong)
    assert list_snoozes(warehouse) == []


def test_a_whole_year_is_the_most(warehouse: Warehouse) -> None:
    assert _proposed(warehouse, until=date(2027, 3, 2)).until == date(2027, 3, 2)


def test_a_second_snooze_of_the_same_is_refused_while_the_first_lasts(warehouse: Warehouse) -> None:
    _proposed(warehouse)
    with pytest.raises(Refusal, match="S-000001 already says so until 2026-04-01"):
        _proposed(warehouse)
    later = datetime(2026, 4, 1, tzinfo=UTC)
    assert _proposed(warehouse, at=later, until=date(2026, 5, 1)).snooze_id == "S-000002"
    assert _proposed(warehouse, account=None, counterparty=PAYEE).snooze_id == "S-000003"


def test_a_snoozed_finding_opens_nothing_stays_stored_and_comes_back_on_the_first_day_after(warehouse: Warehouse) -> None:
    _in_force(warehouse)
    raised = _raise(warehouse, finding("a"))
    assert (raised.new, raised.attached, raised.snoozed) == ((), 0, 1)
    assert [one.key for one in findings_of(warehouse, attached=False)] == ["a"]
    assert _raise(warehouse, finding("a"), at=datetime(2026, 3, 31, 23, tzinfo=UTC)).new == ()
    assert _raise(warehouse, finding("a"), at=datetime(2026, 4, 1, tzinfo=UTC)).new == ("A-000001",)


def test_a_snoozed_finding_neither_continues_nor_reopens_an_alert_until_then(warehouse: Warehouse) -> None:
    _raise(warehouse, finding("a"))
    dispose(warehouse, "A-000001", outcome="reported", reason="breach", by="analyst", at=AT, second="officer")
    _in_force(warehouse)
    assert _raise(warehouse, finding("a"), finding("b")).snoozed == 1
    assert [one.key for one in get_alert(warehouse, "A-000001").findings] == ["a"]
    back = _raise(warehouse, finding("a"), finding("b"), at=datetime(2026, 4, 1, tzinfo=UTC))
    assert (back.reopened, back.attached) == (("A-000001",), 1)


COVERED = {
    "the rule on the account": ({}, 1),
    "another rule": ({"detector": "cash-withdrawal"}, 0),
    "another account": ({"account": TWO}, 0),
    "another currency of it": ({"currency": "USD"}, 1),
}


@pytest.mark.parametrize("case", COVERED)
def test_a_snooze_of_an_account_covers(warehouse: Warehouse, case: str) -> None:
    more, covered = COVERED[case]
    spaced = " ".join(ONE[start : start + 4] for start in range(0, len(ONE), 4)).lower()
    _in_force(warehouse, account=spaced)
    assert _raise(warehouse, finding("a", **more)).snoozed == covered


def test_a_snooze_of_a_counterparty_covers_it_on_every_account_and_nobody_reads_its_number(warehouse: Warehouse) -> None:
    kept = _in_force(warehouse, account=None, counterparty=PAYEE)
    assert kept.account is None
    assert kept.counterparty is not None
    assert (len(kept.counterparty), PAYEE in kept.counterparty) == (64, False)
    raised = _raise(
        warehouse,
        finding("a", counterparty=PAYEE),
        finding("b", counterparty=PAYEE, account=TWO),
        finding("c", counterparty="BE-OTHER"),
        finding("none", counterparty=""),
    )
    assert (raised.snoozed, raised.attached) == (2, 2)
    assert {one.key for one in list_alerts(warehouse)[0].findings} == {"c", "none"}


def test_anybody_may_end_a_snooze_at_once_with_a_reason(warehouse: Warehouse) -> None:
    _in_force(warehouse)
    with pytest.raises(Refusal, match="reason"):
        end(warehouse, "S-000001", reason=" ", by="analyst", at=AT)
    ended = end(warehouse, "S-000001", reason="the sale is over", by="analyst", at=AT)
    assert (ended.state, ended.ended_by, ended.ended_why) == ("ended", "analyst", "the sale is over")
    assert _raise(warehouse, finding("a")).snoozed == 0
    with pytest.raises(Refusal, match="was ended by analyst"):
        end(warehouse, "S-000001", reason="again", by="senior", at=AT)
    with pytest.raises(Refusal, match="is ended"):
        approve(warehouse, "S-000001", by="senior", at=AT)


def test_what_a_snooze_is_depends_on_the_day_alone(warehouse: Warehouse) -> None:
    asked = _proposed(warehouse)
    assert [asked.state_on(day) for day in (date(2026, 3, 31), UNTIL)] == ["proposed", "expired"]
    with pytest.raises(Refusal, match="would have ended on 2026-04-01"):
        approve(warehouse, "S-000001", by="senior", at=datetime(2026, 4, 1, tzinfo=UTC))
    with warehouse.reading() as session:
        assert Snoozes(warehouse, session, date(2026, 3, 31)).none


def test_the_newest_stands_first_and_one_rule_can_be_asked_for(warehouse: Warehouse) -> None:
    _proposed(warehouse)
    propose(warehouse, "card-use", severity="low", account=ONE, until=UNTIL, reason="why", by="analyst", at=AT)
    assert [one.snooze_id for one in list_snoozes(warehouse)] == ["S-000002", "S-000001"]
    assert [one.snooze_id for one in list_snoozes(warehouse, detector="card-use")] == ["S-000002"]


@pytest.mark.parametrize(("wrong", "words"), [("12", "expected a snooze such as"), ("S-9", "no snooze S-9")])
def test_a_snooze_that_is_not_there_is_said_so(warehouse: Warehouse, wrong: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        approve(warehouse, wrong, by="senior", at=AT)


def test_the_database_itself_holds_to_two_people(warehouse: Warehouse) -> None:
    _proposed(warehouse)
    with pytest.raises(IntegrityError), warehouse.engine.begin() as connection:
        connection.execute(text("UPDATE rule_snoozes SET state = 'in_force', approved_by = proposed_by"))
