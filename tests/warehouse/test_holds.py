"""Holds: what may found one, what it must name, and that only two different people end it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.warehouse.decade import ACQUITTED, LATER, ON, ONE, RECEIVED, STRANGER, THEN, Decade, finding
from warehouse.alerts import store_findings
from warehouse.database import Warehouse, migration_config
from warehouse.errors import Refusal
from warehouse.holds import GROUNDS, Hold, get_hold, history, list_holds, place, recourses, release, review

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


def test_ar_5_e_the_four_grounds_of_the_decree_found_a_hold_with_scope_act_date_and_authority(decade: Decade):
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
        assert (hold.scope, hold.subject, hold.act_date) == ("holder", "H1", date(2036, 2, 1))
        assert (hold.authority, hold.placed_by) == ("bâtonnier of Liège-Huy", "legal officer")


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
    "a dossier of nobody": {"scope": "dossier", "subject": "2026/114"},
    "a dossier of a holder nobody knows": {"scope": "dossier", "subject": "2026/114", "within": "H99"},
    "a reference that is none": {"scope": "dossier", "subject": "n/", "within": "H1"},
    "a period of an account nobody knows": {"scope": "period", "subject": "2026-01-01..2026-02-01", "within": STRANGER},
    "a holder within another": {"within": "H2"},
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
    dossier = _place(decade.warehouse, scope="dossier", subject=" dos. 2026/114-é ", within=f" {ONE[:4]} {ONE[4:]}".lower())
    assert (dossier.subject, dossier.within) == ("2026/114-E", ONE)


def test_an_account_that_is_not_registered_but_was_found_can_be_held(decade: Decade):
    store_findings(decade.warehouse, [finding("stranger", account=STRANGER, holder_id="")], on=REVIEW, at=THEN)
    assert _place(decade.warehouse, scope="account", subject=STRANGER).in_force


def test_ar_5_g_a_release_takes_two_people_the_decision_and_the_exhausted_recourse(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    with pytest.raises(Refusal, match="final decision"):
        release(decade.warehouse, hold_id, by="first", on=ON, at=LATER)
    for without in ({"words": " "}, {"recourse_exhausted": ""}, {"kind": "a feeling"}):
        with pytest.raises(Refusal, match="decision"):
            release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=replace(ACQUITTED, **without))
    asked = release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=ACQUITTED)
    assert (asked.state, asked.in_force) == ("release_proposed", True)
    with pytest.raises(Refusal, match="second person"):
        release(decade.warehouse, hold_id, by=" first", on=ON, at=LATER)
    done = release(decade.warehouse, hold_id, by="second", on=ON, at=LATER)
    assert (done.state, done.in_force, done.release_proposed_by, done.released_by) == ("released", False, "first", "second")
    assert (done.final_decision, done.decided_on, done.notified_on) == (ACQUITTED.words, date(2026, 1, 5), date(2026, 1, 8))
    assert done.recourse_exhausted == ACQUITTED.recourse_exhausted
    with pytest.raises(Refusal, match="was released by first and second"):
        release(decade.warehouse, hold_id, by="third", on=ON, at=LATER)


def test_a_second_person_who_says_something_else_makes_a_new_proposal(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=ACQUITTED)
    other = replace(ACQUITTED, words="reprimand, 5 January 2026")
    corrected = release(decade.warehouse, hold_id, by="second", on=ON, at=LATER, final=other)
    assert (corrected.state, corrected.release_proposed_by) == ("release_proposed", "second")
    assert release(decade.warehouse, hold_id, by="first", on=ON, at=LATER).state == "released"


# decision                            | notified on | last day of each recourse, by hand from a calendar
TERMS = """
closed_without_follow_up              | 2026-01-16  | 2026-04-16
closed_without_follow_up              | 2025-11-30  | 2026-03-02
closed_without_follow_up              | 2026-02-15  | 2026-05-15
disciplinary_decision                 | 2026-01-08  | 2026-01-23 2026-02-09
disciplinary_decision                 | 2026-04-16  | 2026-05-04 2026-05-18
disciplinary_decision                 | 2026-01-31  | 2026-02-16 2026-03-02
disciplinary_decision_by_default      | 2026-06-26  | 2026-07-13 2026-07-13 2026-07-27
disciplinary_decision_on_appeal       | 2026-01-08  |
judicial_decision                     | 2026-01-08  |
"""
# 30 November + 3 months: 28 February 2026 is a Saturday, so Monday 2 March; 16 April + 15 days is Friday 1 May, a holiday, so
# Monday 4 May; 16 May is a Saturday; 8 February is a Sunday; 15 February is a Sunday; 28 February 2026 is a Saturday.


def test_ar_5_g_the_terms_of_the_recourses_are_those_of_the_code():
    for line in TERMS.strip().splitlines():
        kind, notified, expected = (part.strip() for part in line.split("|"))
        found = [one.last_day.isoformat() for one in recourses(kind, notified_on=date.fromisoformat(notified))]
        assert found == expected.split(), line


def test_ar_5_g_nobody_releases_while_a_recourse_is_open(decade: Decade):
    hold_id = _place(decade.warehouse, act_date=date(2026, 1, 2), review_on=date(2026, 9, 1), at=RECEIVED).hold_id
    for on in (date(2026, 1, 23), date(2026, 2, 9)):  # the last day of the appeal, and of the cross-appeal
        with pytest.raises(Refusal, match=r"still open: .*cross-appeal \(art. 463\) until 2026-02-09"):
            release(decade.warehouse, hold_id, by="first", on=on, at=RECEIVED, final=ACQUITTED)
    assert release(decade.warehouse, hold_id, by="first", on=date(2026, 2, 10), at=RECEIVED, final=ACQUITTED).in_force
    with pytest.raises(Refusal, match="still open"):
        release(decade.warehouse, hold_id, by="second", on=date(2026, 2, 9), at=RECEIVED)
    assert not release(decade.warehouse, hold_id, by="second", on=date(2026, 2, 10), at=RECEIVED).in_force


def test_a_decision_that_was_notified_before_it_was_given_or_is_to_come_releases_nothing(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    for days in ({"decided_on": date(2026, 1, 9)}, {"notified_on": date(2036, 3, 2)}):
        with pytest.raises(Refusal, match="before"):
            release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=replace(ACQUITTED, **days))


NARROWED = [
    "UPDATE holds SET subject = 'H2'",
    "UPDATE holds SET scope = 'account'",
    "UPDATE holds SET act_date = '2036-02-02'",
    "UPDATE holds SET within = 'H1'",
    "UPDATE holds SET state = 'released'",
    "UPDATE holds SET state = 'released', release_proposed_by = 'a', released_by = 'b'",
    "DELETE FROM holds",
    "UPDATE hold_history SET detail = 'nothing'",
]


def test_ar_5_f_no_statement_narrows_a_hold_or_ends_it_without_its_decision(decade: Decade):
    hold_id = _place(decade.warehouse).hold_id
    for statement in NARROWED:
        with pytest.raises((IntegrityError, DatabaseError)), decade.warehouse.writing() as session:
            session.execute(text(statement))
        assert get_hold(decade.warehouse, hold_id).in_force, statement
    for who in ("first", "second"):
        release(decade.warehouse, hold_id, by=who, on=ON, at=LATER, final=ACQUITTED)
    with pytest.raises((IntegrityError, DatabaseError)), decade.warehouse.writing() as session:
        session.execute(text("UPDATE holds SET state = 'active'"))


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
    release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=ACQUITTED)
    release(decade.warehouse, hold_id, by="second", on=ON, at=LATER, final=ACQUITTED)
    assert [(by, event) for _, by, event, _ in history(decade.warehouse, hold_id)] == [
        ("legal officer", "placed"),
        ("first", "release proposed"),
        ("second", "released"),
    ]


def test_holds_are_listed_by_what_they_forbid_now(decade: Decade):
    kept, ended = _place(decade.warehouse).hold_id, _place(decade.warehouse).hold_id
    release(decade.warehouse, ended, by="first", on=ON, at=LATER, final=ACQUITTED)
    release(decade.warehouse, ended, by="second", on=ON, at=LATER, final=ACQUITTED)
    assert [hold.hold_id for hold in list_holds(decade.warehouse, in_force=True)] == [kept]
    assert [hold.hold_id for hold in list_holds(decade.warehouse, in_force=False)] == [ended]
    assert get_hold(decade.warehouse, "h-1").hold_id == kept
    with pytest.raises(Refusal, match="no hold"):
        get_hold(decade.warehouse, "H-0009")


def test_a_hold_of_an_earlier_version_of_the_schema_stands_with_its_history(warehouse: Warehouse):
    config = migration_config()

    def go(step: Callable[..., None], target: str) -> None:
        with warehouse.engine.begin() as connection:
            config.attributes["connection"] = connection
            step(config, target)

    go(command.downgrade, "0010")
    values = "'released', 'instruction', 'holder', 'H1', 'act', 'court', '2026-01-05', 'o', '2026-01-06 00:00:00', '2036-01-01'"
    with warehouse.writing() as session:
        session.execute(
            text(
                "INSERT INTO holds (state, ground, scope, subject, opening_act, authority, act_date, placed_by, placed_at,"
                f" review_on, release_proposed_by, released_by) VALUES ({values}, 'a', 'b')"
            )
        )
        session.execute(
            text(
                "INSERT INTO hold_history (hold_number, at, by, event, detail)"
                " VALUES (1, '2026-01-06 00:00:00', 'o', 'placed', 'act')"
            )
        )
    go(command.upgrade, "head")
    hold = get_hold(warehouse, "H-0001")
    assert (hold.state, hold.in_force, hold.within) == (
        "active",
        True,
        "",
    )  # not known to be final
    assert [event for _, _, event, _ in history(warehouse, "H-0001")] == ["placed"]
