"""Pieces have classes, and classes have readers: the access table cell by cell, refusals that leave a trace, wrongful views."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from tests.warehouse.decade import finding
from warehouse.alerts import AlertDraft, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.incidents import list_incidents
from warehouse.register import bars
from warehouse.reports_register import (
    ACTIONS,
    PIECE_CLASSES,
    ROLES,
    MisclassifiedPiece,
    Piece,
    Reader,
    Report,
    admit,
    get_report,
    list_refusals,
    list_reports,
    may,
    reclassify,
    record_report,
    views_of,
)
from warehouse.reports_register.pieces import PieceRow

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
ON = date(2026, 3, 2)
(PROVEN,) = finding("a").movement_ids
FULL = os.environ.get("QUATER_TEST_FULL") == "1"
BARS = tuple(bars()) if FULL else ("LIEGE-HUY", "GENT")
"""The bar of the report and another one; by `make test-full` every other one."""

TABLE = """
class              | consult                            | edit             | sign
report             | analyst officer batonnier council  | program          | officer
translation        | analyst officer batonnier council  | program          | officer
report_data        | analyst officer batonnier          | program          | officer
account_statements | analyst officer batonnier          | program          | officer
attachment         | analyst officer batonnier          | analyst officer  | officer
recall             | analyst officer batonnier          | program officer  | officer
answer             | officer batonnier                  | officer batonnier| batonnier
full_copy          | officer batonnier mandatary        | program          | officer
yearly_report      | analyst officer batonnier          | program          | officer
"""
"""Who may do what, as the lawyers of the Orders read it; every other role × class × action is refused."""


def _allowed() -> set[tuple[str, str, str]]:
    _, *rows = TABLE.strip().splitlines()
    cells = {name.strip(): [cell.split() for cell in rest] for name, *rest in (row.split("|") for row in rows)}
    return {
        (role, name, action)
        for name, row in cells.items()
        for action, roles in zip(ACTIONS, row, strict=True)
        for role in roles
    }


def _piece(warehouse: Warehouse, name: str, kind: str, piece_class: str, **more: object) -> Piece:
    path = warehouse.settings.reports / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode())
    given = {"path": name, "sha256": sha256(name.encode()), "last_date": ON, "movement_ids": (PROVEN,), "accounts": ("BE1",)}
    return Piece(kind=kind, piece_class=piece_class, **(given | more))  # type: ignore[arg-type]


def _record(warehouse: Warehouse, *pieces: Piece, bar: str = "LIEGE-HUY") -> Report:
    body = _piece(warehouse, f"{bar}/report.pdf", "body", "report")
    return record_report(
        warehouse, bar=bar, language="fr", on=ON, alert_ids=["A-000001"], pieces=pieces or [body], at=AT, drafted_by="program"
    )


@pytest.fixture
def register(warehouse: Warehouse) -> Warehouse:
    store_findings(warehouse, [finding("a")], on=ON, at=AT)
    raise_alerts(warehouse, [AlertDraft("H1", "", "credit", ON, ("a",))], at=AT)
    return warehouse


def test_jr_2_the_access_table_says_of_every_role_class_and_action_what_the_orders_decided() -> None:
    every = set(product(ROLES, PIECE_CLASSES, ACTIONS))
    assert len(every) == 10 * 9 * 3
    assert {cell for cell in every if may(*cell)} == _allowed()


@pytest.mark.parametrize(
    "unknown", [("cook", "report", "consult"), ("officer", "memo", "consult"), ("officer", "report", "print")]
)
def test_jr_2_what_the_access_table_does_not_name_is_forbidden(unknown: tuple[str, str, str]) -> None:
    assert not may(*unknown)


@pytest.mark.trial
def test_jr_1_a_piece_is_given_for_its_role_class_action_and_bar_and_for_nothing_else(
    register: Warehouse, record_property: Callable[[str, object], None]
) -> None:
    """R20: every role × class × action × bar asks at the door; it opens where the table of the Orders says so, nowhere else."""
    report = _record(register)
    (body,) = report.pieces
    one_of_each = tuple(replace(body, kind=kind, piece_class=name) for name, kind in PIECE_CLASSES.items())
    of_each = replace(report, pieces=one_of_each)
    granted, asked = set(), 0
    strangers = ("cook", "Officer", "")
    for role, (position, piece), action, served in product(
        (*ROLES, *strangers), enumerate(one_of_each, start=1), (*ACTIONS, "print"), BARS
    ):
        asked += 1
        with suppress(Refusal):
            admit(register, Reader("somebody", role, {served}), of_each, position, action=action, at=AT)
            granted.add((role, piece.piece_class, action, served))
    assert granted == {(*cell, "LIEGE-HUY") for cell in _allowed()}
    assert len(list_incidents(register, kind="refused_view")) == asked - len(granted)
    record_property("R20", f"{asked} questions at the door of pieces ({register.engine.dialect.name}), 0 unlike the table")


def test_jr_1_the_views_of_a_piece_say_in_which_role_it_was_read(register: Warehouse) -> None:
    report = _record(register)
    (body,) = report.pieces
    for role, served in product(ROLES, ("LIEGE-HUY", "EUPEN", "GENT")):
        reader = Reader("somebody", role, {served})
        if (role, "report", "consult") in _allowed() and served == "LIEGE-HUY":
            assert admit(register, reader, report, 1, at=AT) == body
        else:
            with pytest.raises(Refusal, match="is not for a"):
                admit(register, reader, report, 1, at=AT)
    assert len(list_incidents(register, kind="refused_view")) == len(ROLES) * 3 - 4
    assert {view.role for view in views_of(register, report.report_id, 1)} == {"analyst", "officer", "batonnier", "council"}


@pytest.mark.parametrize("action", ACTIONS)
def test_jr_2_reading_writing_and_signing_are_asked_apart(register: Warehouse, action: str) -> None:
    report = _record(register)
    for role in ("analyst", "officer", "batonnier"):
        if (role, "report", action) in _allowed():
            admit(register, Reader("x", role, {"LIEGE-HUY"}), report, 1, action=action, at=AT)
        else:
            with pytest.raises(Refusal):
                admit(register, Reader("x", role, {"LIEGE-HUY"}), report, 1, action=action, at=AT)


def test_jr_3_no_document_is_saved_without_a_class(register: Warehouse) -> None:
    for nothing in ("", " ", "memo"):
        assert not any(may(role, nothing, action) for role, action in product(ROLES, ACTIONS))
        body = _piece(register, "x/report.pdf", "body", nothing)
        with pytest.raises(MisclassifiedPiece, match="expected a class, one of report"):
            _record(register, body)
    assert list_reports(register) == []


def test_jr_3_a_piece_without_a_class_is_refused_by_the_database_itself_however_it_is_written(
    register: Warehouse, record_property: Callable[[str, object], None]
) -> None:
    """R21: past the program, in the words of the database; changing the class of a saved piece to none is refused too."""
    report = _record(register)
    row = {"position": 9, "path": "x", "sha256": "0" * 64, "last_date": ON, "movement_ids": [], "accounts": []}
    wrong = [("annex", name) for name in ("", " ", "memo", "report", "REPORT")] + [
        ("", "report"),
        ("body", "account_statements"),
    ]
    for kind, piece_class in wrong:
        values = {**row, "report_number": 1, "kind": kind, "piece_class": piece_class}
        with pytest.raises(IntegrityError), register.writing() as session:
            session.execute(insert(PieceRow).values(**values))
        with pytest.raises(IntegrityError), register.writing() as session:
            session.execute(update(PieceRow).values(kind=kind, piece_class=piece_class))
    with pytest.raises(IntegrityError), register.writing() as session:
        session.execute(update(PieceRow).values(piece_class=None))
    assert get_report(register, report.report_id).pieces == report.pieces
    record_property("R21", f"{2 * len(wrong) + 1} unclassified writes refused by the {register.engine.dialect.name} database")


def test_jr_4_statements_are_a_class_of_their_own_that_the_council_of_the_order_does_not_read(register: Warehouse) -> None:
    annex = _piece(register, "x/annex.pdf", "annex", "account_statements", movement_ids=("lawful", PROVEN))
    report = _record(register, _piece(register, "x/report.pdf", "body", "report"), annex)
    council = Reader("member", "council", {"LIEGE-HUY"})
    assert admit(register, council, report, 1, at=AT).piece_class == "report"
    with pytest.raises(Refusal, match="account_statements is not for a council"):
        admit(register, council, report, 2, at=AT)
    (incident,) = list_incidents(register)
    assert (incident.kind, incident.subject, incident.by) == ("refused_view", "R-000001/2", "member")


def test_jr_5_a_body_that_lists_more_than_its_alerts_prove_holds_statement_lines_and_is_refused(register: Warehouse) -> None:
    body = _piece(register, "x/report.pdf", "body", "report", movement_ids=(PROVEN, "lawful-1", "lawful-2"))
    with pytest.raises(MisclassifiedPiece, match="found 2 other statement lines"):
        _record(register, body)
    annex = _piece(register, "x/annex.pdf", "annex", "account_statements", accounts=("BE1", "BE2"))
    with pytest.raises(MisclassifiedPiece, match="holds one account, found 2"):
        _record(register, _piece(register, "y/report.pdf", "body", "report"), annex)


def test_jr_6_a_refusal_invites_to_offer_the_piece_again_and_leaves_a_trace(register: Warehouse) -> None:
    wrong = _piece(register, "x/report.pdf", "body", "account_statements")
    with pytest.raises(MisclassifiedPiece, match="classify it anew and offer it again"):
        _record(register, wrong)
    (refused,) = list_refusals(register)
    assert (refused.by, refused.bar, refused.piece_class, refused.sha256) == (
        "program", "LIEGE-HUY", "account_statements", wrong.sha256,
    )  # fmt: skip
    assert "account_statements is for the annex" in refused.reason
    again = _record(register, _piece(register, "x/report.pdf", "body", "report"))
    assert get_report(register, again.report_id).state == "drafted"


def test_jr_7_correcting_a_class_repairs_no_view_and_opens_an_incident_for_each(register: Warehouse) -> None:
    wrong = _piece(register, "x/letter.pdf", "translation", "translation", movement_ids=())
    report = _record(register, _piece(register, "x/report.pdf", "body", "report"), wrong)
    for person, role in (("member-1", "council"), ("anna", "analyst"), ("member-2", "council")):
        admit(register, Reader(person, role, {"LIEGE-HUY"}), report, 2, at=AT)
    wrongful = reclassify(
        register, report.report_id, 2, piece_class="account_statements", by="officer", reason="it shows a statement", at=AT
    )
    assert wrongful == 2
    incidents = list_incidents(register, kind="wrong_class_view")
    assert [(one.by, one.subject, one.state) for one in incidents] == [
        ("member-1", "R-000001/2", "open"),
        ("member-2", "R-000001/2", "open"),
    ]
    with pytest.raises(Refusal, match="is not for a council"):
        admit(register, Reader("member-1", "council", {"LIEGE-HUY"}), get_report(register, report.report_id), 2, at=AT)


@pytest.mark.parametrize(
    ("position", "piece_class"), [(1, "account_statements"), (2, "report"), (2, "memo"), (3, "attachment")]
)
def test_only_a_piece_beside_the_report_has_its_class_corrected(register: Warehouse, position: int, piece_class: str) -> None:
    annex = _piece(register, "x/annex.pdf", "annex", "account_statements")
    report = _record(register, _piece(register, "x/report.pdf", "body", "report"), annex)
    with pytest.raises(Refusal):
        reclassify(register, report.report_id, position, piece_class=piece_class, by="officer", reason="wrong", at=AT)
