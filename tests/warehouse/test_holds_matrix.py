"""The hold matrix: each kind of hold in each of its states, and exactly what it keeps of one drawn world.

The world is that of `decade`, on 1 March 2036, with what names dossiers added. A movement is written `1:57.2`: account ONE,
statement 057, second movement. Past their day are 57.1, 57.2, 58.1, 58.2 and 59.1 of each account, and all of 64 and 65.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

import pytest

from coda_parser.writer import MovementDraft, StatementDraft
from tests.warehouse.conftest import _on_postgresql, _on_sqlite
from tests.warehouse.decade import ACQUITTED, FEB28, MAR1, ON, ONE, RECEIVED, THEN, THREE, TWO, Decade, finding, movement
from warehouse.alerts import store_findings
from warehouse.holds import GROUNDS, place, release
from warehouse.holds.coverage import holds_in_force
from warehouse.retention.due import Due
from warehouse.retention.planning import due_with

ACCOUNTS = {"1": ONE, "2": TWO, "3": THREE}
FEB20 = date(2026, 2, 20)
EVERYTHING = "57.1 57.2 58.1 58.2 59.1"
ALL_OF = {"1": f"{EVERYTHING} 64.1 65.1", "2": f"{EVERYTHING} 64.1", "3": f"{EVERYTHING} 64.1"}


class Case(NamedTuple):
    """A hold: what it protects, whose, and the movements past their day that it keeps, with the alerts and findings."""

    scope: str
    subject: str
    within: str
    kept: dict[str, str]
    findings: str = ""
    """findings past their day that stay"""


WEEK = f"{EVERYTHING}"
# A finding `past` names 57.2 and 58.2 of its account, `reaching` 57.1 and 59.2; `named` names 65.1 and 58.1 of account ONE.
CASES = {
    "an account": Case("account", ONE, "", {"1": ALL_OF["1"]}, "past-1 named"),
    "another account": Case("account", TWO, "", {"2": ALL_OF["2"]}, "past-2"),
    "a third account": Case("account", THREE, "", {"3": ALL_OF["3"]}, "past-3"),
    "a holder of one account": Case("holder", "H1", "", {"1": ALL_OF["1"]}, "past-1 named"),
    "a holder of two": Case("holder", "H2", "", {"2": ALL_OF["2"], "3": ALL_OF["3"]}, "past-2 past-3"),
    "an alert past its day": Case("alert", "past", "1", {"1": "57.1 57.2 58.1 58.2"}, "past-1 named"),
    "an alert that reaches further": Case("alert", "reaching", "1", {"1": "57.1 57.2 59.1"}, "past-1"),
    "an alert of another account": Case("alert", "past", "2", {"2": "57.1 57.2 58.1 58.2"}, "past-2"),
    "a day of everybody": Case(
        "period", "2026-02-27..2026-02-27", "", dict.fromkeys("123", WEEK), "past-1 past-2 past-3 named"
    ),
    "a day of one account": Case("period", "2026-02-27..2026-02-27", ONE, {"1": WEEK}, "past-1 named"),
    "a day of one holder": Case("period", "2026-02-27..2026-02-27", "H2", {"2": WEEK, "3": WEEK}, "past-2 past-3"),
    "a day on which something was valued only": Case("period", "2026-02-20..2026-02-20", "", {"1": "64.1", "2": "64.1"}, ""),
    "days after those that are past": Case(
        "period", "2026-03-01..2026-12-31", "", dict.fromkeys("123", "57.1 57.2 59.1"), "past-1 past-2 past-3"
    ),
    "a dossier of a holder": Case("dossier", "2026/114", "H1", {"1": "64.1"}, ""),
    "a dossier of an account": Case("dossier", "2026-0114", TWO, {"2": "64.1"}, ""),
    "a dossier of a holder of two accounts": Case("dossier", "dos 2026/114", "H2", {"2": "64.1"}, ""),
    "a dossier that an analysis names": Case("dossier", "2026/115", "H1", {"1": "65.1 58.1 58.2"}, "named past-1"),
    "a dossier in the communication of a third account": Case("dossier", "2026/116", THREE, {"3": "64.1"}, ""),
    "a reference that nothing names": Case("dossier", "2026/11", "H1", {}, ""),
}
STATES = ("active", "release proposed", "released")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decade]:
    folder = tmp_path_factory.mktemp("matrix")
    home = folder / "home"
    home.mkdir()
    if request.param == "sqlite":
        opened = _on_sqlite(home, request.getfixturevalue("migrated_sqlite"))
    else:
        opened = _on_postgresql(home, *request.getfixturevalue("migrated_postgresql"))
    for warehouse in opened:
        yield _drawn(Decade(warehouse, folder).build())


def _drawn(decade: Decade) -> Decade:
    for account, number, communication, valued in (
        (ONE, 64, "DOSSIER 2026/114 SOLDE", FEB20),
        (ONE, 65, "N/Réf 2026.0115", FEB28),
        (TWO, 64, "dos. 2026-00114 Janssens", FEB20),
        (THREE, 64, "Dossier 2026/116", FEB28),
    ):
        draft = MovementDraft(11_000, FEB28, valued, "00150000", communication=communication)
        statement = StatementDraft(account, "EUR", number, FEB28, 1_000_000, holder_name="GENERATED", movements=[draft])
        decade.receive(account, statement, at=RECEIVED)
    named = finding("named", movement_ids=(_id("1", "65.1"), movement(ONE, 58, 1)), first_date=FEB28, last_date=FEB28)
    store_findings(decade.warehouse, [named], on=MAR1, at=RECEIVED)
    return decade


def _id(account: str, short: str) -> str:
    statement, sequence = (int(part) for part in short.split("."))
    if statement in (64, 65):
        return f"{ACCOUNTS[account]}.EUR.2026-02-28.{statement:03d}.{sequence:04d}.0000"
    return movement(ACCOUNTS[account], statement, sequence)


def _ids(kept: dict[str, str]) -> set[str]:
    return {_id(account, short) for account, shorts in kept.items() for short in shorts.split()}


def _due(decade: Decade) -> Due:
    with decade.warehouse.reading() as session:
        return due_with(session, decade.warehouse, ON, holds_in_force(session))


def _placed(decade: Decade, case: Case, ground: str, at: datetime) -> str:
    subject, within = case.subject, case.within
    if case.scope == "alert":
        subject, within = decade.alerts[f"{subject} {ACCOUNTS[within]}"], ""
    return place(
        decade.warehouse, scope=case.scope, subject=subject, within=within, ground=ground, opening_act="act", authority="court",
        act_date=date(2036, 1, 5), by="officer", review_on=date(2036, 9, 1), at=at,
    ).hold_id  # fmt: skip


def _key(short: str) -> str:
    name, _, account = short.partition("-")
    return f"{name}-{ACCOUNTS[account]}" if account else name


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", CASES)
def test_ar_5_h_a_hold_keeps_exactly_what_it_is_about(world: Decade, name: str, state: str) -> None:
    case = CASES[name]
    past = _ids(ALL_OF)
    findings = {"named", *(f"past-{account}" for account in ACCOUNTS.values())}
    ground = list(GROUNDS)[list(CASES).index(name) % len(GROUNDS)]
    hold_id = _placed(world, case, ground, THEN)
    try:
        for who in {"active": (), "release proposed": ("first",), "released": ("first", "second")}[state]:
            release(world.warehouse, hold_id, by=who, on=ON, at=THEN, final=ACQUITTED)
        due = _due(world)
        kept = case if state != "released" else Case(case.scope, case.subject, case.within, {})
        assert set(due.lake.movements["movement_id"]) == past - _ids(kept.kept)
        assert set(due.findings) == findings - {_key(short) for short in kept.findings.split()}
        assert due.spared.total["movements"] == len(_ids(kept.kept))
        assert set(due.spared.by_hold) == ({hold_id} if kept.kept or kept.findings else set())
    finally:
        for who in {"active": ("last", "very last"), "release proposed": ("last",), "released": ()}[state]:
            release(world.warehouse, hold_id, by=who, on=ON, at=THEN, final=ACQUITTED)


def test_the_matrix_is_as_large_as_was_asked() -> None:
    assert len(CASES) * len(STATES) >= 39
