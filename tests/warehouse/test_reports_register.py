"""The register of reports: classified pieces, one person who lets a report go, and nothing undone."""

from datetime import UTC, date, datetime

import pytest

from tests.warehouse.decade import finding
from warehouse.alerts import AlertDraft, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.reports_register import (
    Piece,
    Report,
    check,
    get_report,
    list_reports,
    pending_releases,
    record_report,
    release,
    withdraw,
)

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
(PROVEN,) = finding("a").movement_ids


def _piece(warehouse: Warehouse, name: str, kind: str = "body", piece_class: str = "report", **more: object) -> Piece:
    """A piece whose file is written."""
    path = warehouse.settings.reports / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode())
    given = {"path": name, "sha256": sha256(name.encode()), "last_date": ON, "movement_ids": (PROVEN,), "accounts": ("BE1",)}
    return Piece(kind=kind, piece_class=piece_class, **(given | more))  # type: ignore[arg-type]


def _alert(warehouse: Warehouse) -> None:
    store_findings(warehouse, [finding("a")], on=ON, at=AT)
    raise_alerts(warehouse, [AlertDraft("H1", "", "credit", ON, ("a",))], at=AT)


def _record(warehouse: Warehouse, name: str = "1", **more: object) -> Report:
    pieces = [
        _piece(warehouse, f"{name}/report.pdf"),
        _piece(warehouse, f"{name}/annex.pdf", "annex", "account_statements"),
    ]
    given = {"bar": "LIEGE-HUY", "language": "fr", "on": ON, "alert_ids": ["A-000001"], "pieces": pieces, "at": AT}
    return record_report(warehouse, **(given | more))  # type: ignore[arg-type]


@pytest.fixture
def register(warehouse: Warehouse) -> Warehouse:
    _alert(warehouse)
    return warehouse


def test_a_drafted_report_waits_with_its_alerts_and_pieces(register: Warehouse):
    report = _record(register)
    assert (report.report_id, report.state, report.bar, report.language) == ("R-000001", "drafted", "LIEGE-HUY", "fr")
    assert report.alert_ids == ("A-000001",)
    assert [(piece.kind, piece.piece_class) for piece in report.pieces] == [("body", "report"), ("annex", "account_statements")]
    assert get_report(register, "r-1") == report
    assert pending_releases(register) == [report]


def test_entering_the_same_draft_again_keeps_its_entry(register: Warehouse):
    assert _record(register) == _record(register)
    assert len(list_reports(register)) == 1


def test_reports_wait_in_the_order_in_which_they_were_drafted_and_are_listed_newest_first(register: Warehouse):
    first, second = _record(register, "1"), _record(register, "2", bar="EUPEN", language="de")
    assert pending_releases(register) == [first, second]
    assert list_reports(register) == [second, first]
    assert list_reports(register, bar="EUPEN") == [second]
    assert list_reports(register, state="released") == []


def _pieces_refused(warehouse: Warehouse) -> dict[str, list[Piece]]:
    body = _piece(warehouse, "x/report.pdf")
    return {
        "an unclassified piece": [body, _piece(warehouse, "x/a.pdf", "annex", "")],
        "a class nobody knows": [body, _piece(warehouse, "x/b.pdf", "annex", "memo")],
        "statements as the body": [_piece(warehouse, "x/c.pdf", "body", "account_statements")],
        "a report as an annex": [body, _piece(warehouse, "x/d.pdf", "annex", "report")],
        "no body": [_piece(warehouse, "x/e.pdf", "annex", "account_statements")],
        "two bodies": [body, _piece(warehouse, "x/f.pdf")],
        "a file outside the folder": [_piece(warehouse, "x/g.pdf", path="../secrets/g.pdf")],
        "a file at an absolute path": [_piece(warehouse, "x/h.pdf", path=str(warehouse.settings.reports / "x/h.pdf"))],
        "a file that is not there": [_piece(warehouse, "x/i.pdf", path="x/j.pdf")],
        "a file that is another": [_piece(warehouse, "x/k.pdf", sha256="0" * 64)],
        "no hash": [_piece(warehouse, "x/l.pdf", sha256="")],
    }


def test_a_report_with_a_wrong_piece_cannot_be_saved(register: Warehouse):
    for case, pieces in _pieces_refused(register).items():
        with pytest.raises(Refusal):
            _record(register, pieces=pieces)
        assert list_reports(register) == [], case


def test_a_report_of_an_alert_that_does_not_exist_is_refused(register: Warehouse):
    with pytest.raises(Refusal, match="A-000009"):
        _record(register, alert_ids=["A-000001", "A-000009"])


def test_a_person_releases_a_report_once(register: Warehouse):
    _record(register)
    with pytest.raises(Refusal, match="read by nobody yet"):
        release(register, "R-000001", by="head of control", at=AT)
    assert check(register, "R-000001", by="anna", at=AT).checked_by == "anna"
    released = release(register, "R-000001", by="head of control", at=AT)
    assert (released.state, released.decided_by, released.decided_at) == ("released", "head of control", AT)
    assert pending_releases(register) == []
    with pytest.raises(Refusal, match="was released by head of control"):
        release(register, "R-000001", by="another", at=AT)


def test_nobody_releases_what_he_drafted_himself(register: Warehouse):
    _record(register, drafted_by="analyst")
    check(register, "R-000001", by="reader", at=AT)
    for who in ("analyst", " analyst ", "reader"):
        with pytest.raises(Refusal, match="needs a second person"):
            release(register, "R-000001", by=who, at=AT)
    with pytest.raises(Refusal, match="needs the person"):
        release(register, "R-000001", by=" ", at=AT)
    assert release(register, "R-000001", by="head of control", at=AT).state == "released"


def test_a_piece_changed_or_lost_since_it_was_drafted_is_not_released(register: Warehouse):
    _record(register)
    check(register, "R-000001", by="anna", at=AT)
    annex = register.settings.reports / "1" / "annex.pdf"
    annex.write_bytes(b"something else")
    with pytest.raises(Refusal, match=r"1/annex\.pdf"):
        release(register, "R-000001", by="head of control", at=AT)
    annex.unlink()
    with pytest.raises(Refusal, match=r"1/annex\.pdf"):
        release(register, "R-000001", by="head of control", at=AT)
    assert get_report(register, "R-000001").state == "drafted"


@pytest.mark.parametrize("released_before", [False, True])
def test_a_report_is_withdrawn_with_a_reason_before_or_after_its_release(register: Warehouse, released_before: bool):
    _record(register)
    if released_before:
        check(register, "R-000001", by="anna", at=AT)
        release(register, "R-000001", by="head of control", at=AT)
    with pytest.raises(Refusal, match="reason"):
        withdraw(register, "R-000001", by="head of control", reason=" ", at=AT)
    withdrawn = withdraw(register, "R-000001", by="head of control", reason="the bank corrected itself", at=AT)
    assert (withdrawn.state, withdrawn.reason) == ("withdrawn", "the bank corrected itself")
    for again in (release, lambda *given, **named: withdraw(*given, reason="again", **named)):
        with pytest.raises(Refusal, match="withdrawn"):
            again(register, "R-000001", by="another", at=AT)


def test_an_unknown_report_is_refused_in_one_line(register: Warehouse):
    for report_id in ("R-000009", "A-000001", "", "1 OR 1=1"):
        with pytest.raises(Refusal, match="no report"):
            get_report(register, report_id)
