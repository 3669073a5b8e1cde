"""JR-25: two sign-ins of one person in use at the same time are told to the DPO; one after the other is not.

minute      0    5    10   20
told        A    B    A          A is used again while B is in use
not told    A    B    B    B     signed in anew
not told    A    B         A     B was left a quarter of an hour and more before A was used again
"""

from datetime import UTC, datetime, timedelta

import pytest

from warehouse.database import Warehouse
from warehouse.incidents import list_incidents
from warehouse.sign_ins import SignInRow, note_sign_in

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def use(warehouse: Warehouse, *uses: tuple[str, float], who: str = "anna") -> list[bool]:
    """Use sign-ins at minutes; gives which of the uses opened an incident."""
    return [note_sign_in(warehouse, who, token, at=AT + timedelta(minutes=minute)) for token, minute in uses]


def test_jr_25_a_sign_in_used_again_while_a_later_one_is_in_use_opens_one_incident_a_day(warehouse: Warehouse) -> None:
    assert use(warehouse, ("A", 0), ("B", 5), ("A", 10), ("B", 11), ("A", 40)) == [False, False, True, False, False]
    (incident,) = list_incidents(warehouse)
    assert (incident.kind, incident.by, incident.at) == ("unusual_access", "anna", AT + timedelta(minutes=10))
    assert (incident.subject, incident.detail) == ("watch:sessions:2026-11-20", "sessions: 2")
    tomorrow = 24 * 60
    assert use(warehouse, ("A", tomorrow), ("B", tomorrow + 1), ("A", tomorrow + 2)) == [False, True, False]
    assert [one.subject for one in list_incidents(warehouse)] == ["watch:sessions:2026-11-20", "watch:sessions:2026-11-21"]


@pytest.mark.parametrize(
    "uses",
    [
        [("A", 0), ("B", 5), ("B", 10), ("C", 12), ("C", 30)],
        [("A", 0), ("B", 5), ("A", 21)],
        [("A", 0), ("A", 0.1), ("A", 3)],
    ],
    ids=["signed in anew", "left alone before", "one sign-in"],
)
def test_jr_25_sign_ins_after_each_other_are_no_sign(warehouse: Warehouse, uses: list[tuple[str, float]]) -> None:
    assert not any(use(warehouse, *uses))
    assert list_incidents(warehouse) == []


def test_jr_25_two_people_are_two_people_and_capitals_are_none(warehouse: Warehouse) -> None:
    for minute, (who, token) in enumerate([("anna", "A"), ("bert", "B"), ("anna", "A"), ("Anna ", "C")]):
        assert use(warehouse, (token, minute), who=who) == [False]
    assert use(warehouse, ("A", 5)) == [True]


def test_a_sign_in_is_kept_without_its_token_and_a_month_at_most(warehouse: Warehouse) -> None:
    use(warehouse, ("eyJ.token", 0), ("later", 30 * 24 * 60 + 1))
    with warehouse.reading() as session:
        (kept,) = session.query(SignInRow).all()
    assert kept.first_at == AT + timedelta(days=30, minutes=1)
    assert "later" not in kept.sign_in
