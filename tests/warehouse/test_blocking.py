"""R17: a person on whom a risk lies is shut out at once, in the database too, until two others say what was done about it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from tests.warehouse.conftest import _on_postgresql, _run
from warehouse.blocking import (
    RISKS,
    block,
    enforce,
    get_block,
    is_blocked,
    lift,
    list_blocks,
    propose_lifting,
    refuse_blocked,
    report_leak,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.incidents import list_incidents
from warehouse.roles import DESKS, apply_roles

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=3)


def test_jr_16_a_block_counts_at_once_and_opens_an_incident(warehouse: Warehouse):
    assert not is_blocked(warehouse, "anna")
    made = block(warehouse, "anna", risk="unusual_use", reason="400 dossiers in an hour", by="dora", at=AT)
    assert is_blocked(warehouse, "anna")
    assert is_blocked(warehouse, "bert", " ANNA "), "sign-in does not tell capitals from small letters"
    assert not is_blocked(warehouse, "annabel", "bert")
    with pytest.raises(Refusal, match="blocked while a security risk lasts"):
        refuse_blocked(warehouse, "anna")
    (incident,) = list_incidents(warehouse)
    assert (incident.kind, incident.subject, incident.by, incident.at) == ("blocked_access", "K-0001", "anna", AT)
    assert made.block_id == "K-0001"


def test_jr_16_a_block_lasts_until_two_others_have_said_what_was_done_about_the_risk(warehouse: Warehouse, record_property):
    name = block(warehouse, "anna", risk="lost_device", reason="a telephone left in a train", by="dora", at=AT).block_id
    with pytest.raises(Refusal, match="waits for somebody to say what was done"):
        lift(warehouse, name, by="otto", at=LATER)
    with pytest.raises(Refusal, match="needs what was done"):
        propose_lifting(warehouse, name, mitigation="  ", by="dora", at=LATER)
    for person in ("anna", "Anna", ""):
        with pytest.raises(Refusal, match="two other people"):
            propose_lifting(warehouse, name, mitigation="new telephone", by=person, at=LATER)
    waiting = propose_lifting(warehouse, name, mitigation="wiped from afar, new credential", by="dora", at=LATER)
    assert (waiting.state, is_blocked(warehouse, "anna")) == ("lifting", True)
    with pytest.raises(Refusal, match="a second person"):
        lift(warehouse, name, by="Dora", at=LATER)
    with pytest.raises(Refusal, match="two other people"):
        lift(warehouse, name, by="anna", at=LATER)
    assert is_blocked(warehouse, "anna")
    ended = lift(warehouse, name, by="otto", at=LATER)
    record_property("R17", "lifted by two people, with what was done")
    assert (ended.state, ended.proposed_by, ended.lifted_by) == ("lifted", "dora", "otto")
    assert ended.mitigation == "wiped from afar, new credential"
    assert not is_blocked(warehouse, "anna")
    with pytest.raises(Refusal, match="was ended by dora and otto"):
        lift(warehouse, name, by="odile", at=LATER)


def test_who_is_shut_out_for_two_risks_gets_in_when_both_are_over_and_ends_nobodys_block(warehouse: Warehouse):
    first = block(warehouse, "anna", risk="attack", reason="r", by="dora", at=AT).block_id
    second = block(warehouse, "anna", risk="lost_device", reason="r", by="dora", at=AT).block_id
    other = block(warehouse, "bert", risk="other", reason="r", by="dora", at=AT).block_id
    for name in (first, second):
        with pytest.raises(Refusal, match="ends no block"):
            propose_lifting(warehouse, name, mitigation="done", by="bert", at=LATER)
        propose_lifting(warehouse, name, mitigation="done", by="dora", at=LATER)
        assert is_blocked(warehouse, "anna")
        lift(warehouse, name, by="otto", at=LATER)
    assert (is_blocked(warehouse, "anna"), is_blocked(warehouse, "bert")) == (False, True)
    assert [one.block_id for one in list_blocks(warehouse)] == [other, second, first]


def test_jr_26_jr_30_one_act_reports_a_leaked_credential_and_shuts_its_owner_out(warehouse: Warehouse):
    report_leak(warehouse, by="anna", at=AT)
    assert is_blocked(warehouse, "anna")
    (incident,) = list_incidents(warehouse)
    assert (incident.kind, incident.by, incident.at, incident.state) == ("leaked_credential", "anna", AT, "open")


@pytest.mark.parametrize(
    ("person", "risk", "reason", "by"),
    [("", "attack", "r", "dora"), ("anna", "mood", "r", "dora"), ("anna", "attack", " ", "dora"), ("anna", "attack", "r", " ")],
)
def test_a_block_says_whom_why_and_who_says_so(warehouse: Warehouse, person: str, risk: str, reason: str, by: str):
    with pytest.raises(Refusal):
        block(warehouse, person, risk=risk, reason=reason, by=by, at=AT)
    assert list_blocks(warehouse) == []
    assert list_incidents(warehouse) == []
    with pytest.raises(Refusal, match="no block"):
        get_block(warehouse, "K-0009")
    assert "leaked_credential" in RISKS


@pytest.fixture
def served(migrated_postgresql: tuple[URL, str], tmp_path: Path) -> Iterator[Warehouse]:
    """An empty installation on PostgreSQL; SQLite has no logins, there is nothing to close."""
    yield from _on_postgresql(tmp_path, *migrated_postgresql)


@pytest.fixture
def login(served: Warehouse) -> Iterator[URL]:
    """A person's own login in PostgreSQL, a member of the desk of OBFG."""
    server = make_url(served.settings.database_url)
    apply_roles(served.settings.database_url)
    name = f"Anna_{uuid4().hex[:8]}"
    _run(server, f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'only for this test'", f'GRANT {DESKS["OBFG"]} TO "{name}"')
    yield server.set(username=name, password="only for this test")
    _run(server, f'DROP ROLE "{name}"')


def test_jr_16_an_open_session_in_sql_is_ended_within_five_seconds_and_no_new_one_begins(
    served: Warehouse, login: URL, record_property
):
    engine = create_engine(login)
    with engine.connect() as session:
        assert session.scalar(text("SELECT count(*) FROM alerts")) == 0
        began = time.monotonic()
        made = block(served, str(login.username).lower(), risk="attack", reason="r", by="dora", at=AT)
        with pytest.raises(DBAPIError):
            session.execute(text("SELECT count(*) FROM alerts"))
        ended_after = time.monotonic() - began
        assert ended_after <= 5
        record_property("R17", f"an open session in SQL ended after {ended_after:.1f} s")
    assert made.login == "closed"
    engine.dispose()
    with pytest.raises(OperationalError, match="not permitted to log in"):
        engine.connect()
    propose_lifting(served, made.block_id, mitigation="done", by="dora", at=LATER)
    assert lift(served, made.block_id, by="otto", at=LATER).login == "open"
    with engine.connect() as session:
        assert session.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_a_program_without_the_right_says_that_the_login_is_open_and_an_administrator_closes_it(served: Warehouse, login: URL):
    server = make_url(served.settings.database_url)
    officer = f"officer_{uuid4().hex[:8]}"
    _run(server, f"CREATE ROLE {officer} LOGIN PASSWORD 'only for this test'", f"GRANT quater_officer TO {officer}")
    as_officer = create_engine(server.set(username=officer, password="only for this test"))
    try:
        own = Warehouse(served.settings, as_officer)
        made = block(own, str(login.username), risk="attack", reason="r", by="dora", at=AT)
        assert made.login.startswith("open: the program may not close it")
        assert enforce(served, served.settings.database_url).closed == (login.username,)
        with pytest.raises(OperationalError, match="not permitted to log in"):
            create_engine(login).connect()
    finally:
        as_officer.dispose()
        _run(server, f"DROP ROLE {officer}")


def test_no_login_but_a_persons_own_is_ever_closed(warehouse: Warehouse):
    """A person who calls himself as the owner of the database, or as a role, closes nothing."""
    for name in ("postgres", "quater_officer", str(make_url(warehouse.settings.database_url).username)):
        assert block(warehouse, name, risk="attack", reason="r", by="dora", at=AT).login == "none"
    with warehouse.reading() as session:
        assert session.scalar(text("SELECT 1")) == 1
