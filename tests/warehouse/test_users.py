"""Users: an institution answers for each of them, under the name of somebody who is responsible there, for a year at most."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from warehouse.blocking import is_blocked
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access
from warehouse.incidents import list_incidents
from warehouse.users import Attestation, attest, end_attestation, list_attestations, unattested
from warehouse.users.tables import AttestationRow

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ON, LAST = date(2026, 11, 22), date(2027, 11, 22)


def answered(warehouse: Warehouse, person: str = "Anna", **more: object) -> Attestation:
    facts = {"institution": "OBFG", "role": "analyst_obfg", "quality": "analyst", "until": LAST, "by": "odile", "at": AT}
    return attest(warehouse, person, **facts | more)  # type: ignore[arg-type]


def seen(warehouse: Warehouse, *people: str) -> None:
    more = {"action": "alerts: list", "subject": "alerts", "purpose": "detect", "modality": "page", "result": "granted"}
    for person in people:
        record_access(warehouse, actor=person, at=AT, **more)  # type: ignore[arg-type]


def test_jr_21_an_institution_answers_for_each_user_under_the_name_of_another_person(warehouse: Warehouse) -> None:
    made = answered(warehouse)
    assert (made.person, made.institution, made.role, made.attested_by) == ("anna", "OBFG", "analyst_obfg", "odile")
    assert [made.in_force(day) for day in (ON, LAST, date(2027, 11, 23))] == [True, True, False]
    for wrong, reason in (
        ({"by": " ANNA "}, "nobody attests for himself"),
        ({"institution": "a bank"}, "expected the institution"),
        ({"until": ON}, "after today and within a year"),
        ({"until": date(2027, 11, 24)}, "after today and within a year"),
        ({"quality": " "}, "in what quality"),
    ):
        with pytest.raises(Refusal, match=reason):
            answered(warehouse, **wrong)
    assert list_attestations(warehouse) == [made]


def test_jr_21_who_was_let_in_on_nobodys_word_is_named(warehouse: Warehouse) -> None:
    seen(warehouse, "anna", "Bert", "carl")
    answered(warehouse)
    answered(warehouse, "carl", until=date(2026, 12, 31))
    assert [(one.person, one.last) for one in unattested(warehouse, on=ON)] == [("bert", None)]
    assert [(one.person, one.last) for one in unattested(warehouse, on=date(2027, 1, 1))] == [
        ("bert", None),
        ("carl", date(2026, 12, 31)),
    ]


def test_jr_21_who_is_answered_for_no_longer_is_shut_out_at_once(warehouse: Warehouse) -> None:
    made = answered(warehouse)
    block = end_attestation(warehouse, made.attestation_id, why="left for another office", by="odile", at=AT)
    assert (block.person, block.risk, is_blocked(warehouse, "anna")) == ("anna", "left_office", True)
    assert [one.kind for one in list_incidents(warehouse)] == ["blocked_access"]
    (kept,) = list_attestations(warehouse)
    assert (kept.ended_why, kept.in_force(ON)) == ("left for another office", False)
    with pytest.raises(Refusal, match="was ended by odile"):
        end_attestation(warehouse, made.attestation_id, why="again", by="otto", at=AT)


def test_jr_21_the_database_takes_no_attestation_by_the_person_himself(warehouse: Warehouse) -> None:
    facts = {"person": "anna", "attested_by": "anna", "institution": "OBFG", "role": "r", "quality": "q", "ended_why": ""}
    with pytest.raises(IntegrityError), warehouse.writing() as session:
        session.add(AttestationRow(until=LAST, attested_at=AT, **facts))
