"""The doors of the desk: which role opens which page, that every route has one, and that each visit is on record before it is
answered. The table is drawn here once more, from what the law and the issue ask, and not read from the code.
"""

import re
from datetime import timedelta
from functools import cache

import pytest
from fastapi import HTTPException
from fastapi.routing import APIRoute

from console.pages import create_application
from console.pages.application import doors_of
from console.pages.desk import Desk
from console.pages.door import Pulse
from console.pages.rights import RIGHTS, ROLES
from tests.console.pages.conftest import Send
from tests.console.pages.house import ALINE, BRAM, NOW, OURS, House
from warehouse.casework import share_alert
from warehouse.database import open_warehouse
from warehouse.holds import place

# person | role: anna OBFG analyst, bert OVB analyst, odile officer, dora DPO, oper operator, stranger nobody at the desk
MATRIX = {
    "/quater/alerts": {"anna", "bert", "odile"},
    "/quater/alerts/A-000001": {"anna", "odile"},
    "/quater/alerts/A-000003": {"bert", "odile"},
    "/quater/alerts/A-000005": {"odile"},
    "/quater/alerts/A-000001/links": {"anna", "odile"},
    "/quater/alerts/A-000003/links": {"bert", "odile"},
    "/quater/alerts/A-000001/movements.csv": {"anna", "odile"},
    "/quater/alerts/A-000003/movements.xlsx": {"bert", "odile"},
    "/quater/exports/alerts.csv": {"anna", "bert", "odile"},
    "/quater/alerts/A-000001/accounts/1": {"anna", "odile"},
    "/quater/alerts/A-000003/accounts/1": {"bert", "odile"},
    "/quater/accounts": {"anna", "bert", "odile"},
    "/quater/deliveries": {"anna", "bert", "odile", "oper"},
    "/quater/quarantine": {"odile"},
    "/quater/coverage": {"anna", "bert", "odile", "oper"},
    "/quater/holds": {"odile"},
    "/quater/retention": {"odile", "dora"},
    "/quater/rules": {"anna", "bert", "odile", "dora", "oper"},
    "/quater/rules/cash-withdrawal": {"anna", "bert", "odile", "dora", "oper"},
    "/quater/models": {"anna", "bert", "odile", "dora", "oper"},
    "/quater/evidence": {"dora"},
    "/quater/blocks": {"odile", "dora"},
    "/quater/incidents": {"odile", "dora"},
    "/quater/people": {"odile", "dora"},
    "/quater/secrecy": {"anna", "bert", "odile", "dora", "oper"},
    "/quater/persons": {"dora"},
    "/quater/reports": {"anna", "bert", "odile"},
    "/quater/quality": {"anna", "bert", "odile", "oper"},
}
EVERYBODY = ("anna", "bert", "odile", "dora", "oper", "stranger")


@pytest.mark.parametrize("path", MATRIX)
def test_jr_1_jr_2_each_page_opens_to_its_roles_and_answers_403_to_the_others(house: House, path: str, record_property) -> None:
    found = {name: house.browser(name).get(path).status_code for name in EVERYBODY}
    assert found == {name: 200 if name in MATRIX[path] else 403 for name in EVERYBODY}
    refused = {who for who, _, _, result in house.accesses() if result.startswith("denied")}
    assert refused == set(EVERYBODY) - MATRIX[path]
    record_property("R20", f"{len(MATRIX) * len(EVERYBODY)} visits to pages of both Orders, 0 unlike the table")


def test_ar_3_b_the_dpo_opens_no_page_with_the_content_of_an_alert(house: House) -> None:
    browser = house.browser("dora")
    for route in _routes():
        path = re.sub(r"{(\w+)(:path)?}", lambda found: _EXAMPLE.get(found[1], "x"), route.path)
        if doors_of(route)[0].page in ("alert", "alerts", "account", "sample", "request", "report", "reports", "quarantine"):
            answer = browser.request(next(iter(route.methods)), f"/quater{path}", headers=OURS)
            assert answer.status_code in (403, 422), path
            assert ALINE not in answer.text


def test_ar_3_d_an_analyst_reaches_nothing_of_the_other_order_by_any_address(house: House, send: Send) -> None:
    browser = house.browser("bert")
    for route in _routes():
        if "{alert_id}" not in route.path:
            continue
        path = re.sub(r"{(\w+)(:path)?}", lambda found: _EXAMPLE.get(found[1], "x"), route.path)
        method = next(iter(route.methods))
        sent = {"data": {"version": "1", "token": "x"}} if method == "POST" else {}
        answer = browser.request(method, f"/quater{path}", headers=OURS, **sent)  # type: ignore[arg-type]
        assert answer.status_code == 403, path
        for of_theirs in (ALINE, "Corbeau", "RETRAIT"):
            assert of_theirs not in answer.text
    assert {row[3] for row in house.accesses() if row[0] == "bert"} <= {
        "denied: of another Order",
        "denied: not of this role",
    }
    assert "A-000001" not in browser.get("/quater/alerts?status=all").text
    assert "A-000001" not in browser.get("/quater/exports/alerts.csv?status=all").text
    assigned = send(browser, "/quater/alerts", "/quater/alerts/assignment", alert=["A-000003", "A-000001"], to="bert")
    assert assigned.status_code == 403


def test_ar_3_d_a_joint_case_opens_one_alert_to_the_other_order(house: House) -> None:
    share_alert(house.warehouse, "A-000001", to="OVB", until=NOW.date(), reason="one firm", by="odile", at=NOW)
    browser = house.browser("bert")
    assert browser.get("/quater/alerts/A-000001").status_code == 200
    assert browser.get("/quater/alerts/A-000004").status_code == 403
    assert "A-000001" in browser.get("/quater/alerts").text


def test_jr_14_every_route_has_one_door_of_the_table_and_stands_behind_the_guard(house: House) -> None:
    routes = _routes()
    assert len(routes) >= 20
    for route in routes:
        (door,) = doors_of(route)
        assert (door.page, door.action) in RIGHTS, route.path
        assert _guard in {found.call for found in route.dependant.dependencies}, route.path
    named = {(doors_of(route)[0].page, doors_of(route)[0].action) for route in routes}
    assert set(RIGHTS) - named == {("coverage", "accounts")}, "lines of the table that no route asks for, and one for a part"
    assert {role for roles in RIGHTS.values() for role in roles} == set(ROLES)


def test_jr_11_jr_12_every_route_writes_its_record_before_it_answers(house: House) -> None:
    for route in _routes():
        path = re.sub(r"{(\w+)(:path)?}", lambda found: _EXAMPLE.get(found[1], "x"), route.path)
        (door,) = doors_of(route)
        before = len(house.accesses())
        method = next(iter(route.methods))
        sent = {"data": {"version": "1", "token": "x"}} if method == "POST" else {}
        house.browser("odile").request(method, f"/quater{path}", headers=OURS, **sent)  # type: ignore[arg-type]
        if isinstance(door, Pulse):
            assert house.accesses()[before:] == [], "it shows nothing, and an open page asks every three seconds"
            continue
        (first, *_) = house.accesses()[before:]
        assert first[0] == "odile", path
        assert first[1] == f"{door.page}: {door.action}", path


def test_opening_an_alert_is_on_record_before_anything_is_read_for_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise HTTPException(500)

    monkeypatch.setattr("console.pages.alerts.view.evidence_of", broken)
    assert house.browser("anna").get("/quater/alerts/A-000001").status_code == 500
    assert house.accesses()[0] == ("anna", "alert: show", "A-000001", "granted")


def test_jr_12_an_opened_alert_leaves_a_record_of_each_account_that_it_shows(house: House) -> None:
    house.browser("anna").get("/quater/alerts/A-000001")
    (alert, account) = house.accesses()
    assert alert == ("anna", "alert: show", "A-000001", "granted")
    assert account[:2] == ("anna", "alert: account of A-000001")
    assert account[2].startswith("account:")
    assert ALINE not in account[2]


@pytest.mark.parametrize(
    ("act", "authority", "told"),
    [
        ("requisition, RG 2026/1234/A", "Tribunal de première instance de Liège", ": case 2026/1234/A, Tribunal de première"),
        ("notice GE60.98.4711/26 on Jan Peeters", "Jan Peeters", ": case GE60.98.4711/26"),
        ("letter on Jan Peeters", f"the bank of {ALINE}", ""),
    ],
)
def test_jr_12_the_record_of_a_hold_names_its_case_and_court_and_no_person(
    house: House, act: str, authority: str, told: str
) -> None:
    day = NOW.date()
    words = {"opening_act": act, "authority": authority, "act_date": day, "review_on": day + timedelta(days=90)}
    place(house.warehouse, scope="account", subject=ALINE, ground="instruction", by="otto", at=NOW, **words)
    assert house.browser("odile").get("/quater/holds/H-0001").status_code == 200
    (row,) = house.accesses()
    assert row[:3] == ("odile", "hold: show", "H-0001")
    assert row[3].startswith(f"granted{told}")
    assert (row[3] == "granted") == (not told)
    assert "Peeters" not in row[3]


@pytest.mark.parametrize("path", [*MATRIX, "/quater/"])
def test_a_signed_out_browser_sees_nothing_and_is_led_to_the_sign_in(house: House, path: str) -> None:
    answer = house.browser(None).get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next={path}"
    assert answer.content == b""
    assert house.accesses() == []


def test_the_entrance_leads_each_to_the_first_section_that_opens(house: House) -> None:
    found = {name: house.browser(name).get("/quater/").headers.get("location") for name in ("anna", "odile", "oper", "dora")}
    assert found["anna"] == found["odile"] == "/quater/alerts"
    assert (found["oper"], found["dora"]) == ("/quater/deliveries", "/quater/retention")
    assert house.browser("stranger").get("/quater/").status_code == 403


def test_what_is_not_there_is_said_in_one_page_and_is_on_record(house: House) -> None:
    for path in ("/quater/alerts/A-999999", "/quater/alerts/nonsense", "/quater/reports/R-000009"):
        answer = house.browser("anna").get(path)
        assert answer.status_code == 404
        assert "There is no such" in answer.text
    assert {row[3] for row in house.accesses()} == {"denied: nothing there"}
    assert house.browser("anna").get("/quater/no").status_code == 404


def test_an_iban_never_stands_in_an_address(house: House) -> None:
    browser = house.browser("odile")
    for path in MATRIX:
        for link in re.findall(r'(?:href|action)="([^"]+)"', browser.get(path).text):
            assert ALINE not in link
            assert BRAM not in link


_EXAMPLE = {
    "alert_id": "A-000001",
    "kind": "csv",
    "report_id": "R-000001",
    "position": "1",
    "number": "1",
    "snooze_id": "S-000001",
    "sample_id": "Y-0001",
    "request_id": "B-0001",
    "hold_id": "H-0001",
    "block_id": "K-0001",
    "incident_id": "I-0001",
    "attestation_id": "E-0001",
    "case_id": "G-0001",
    "which": "answer",
    "act": "close",
    "to": "authority",
    "language": "fr",
    "rule_id": "cash-withdrawal",
    "model_id": "M-0001",
    "decision_id": "Q-0001",
    "delivery": "0123456789ab",
    "path": "x.html",
}


async def _guard() -> None:
    raise HTTPException(401)


@cache
def _routes() -> list[APIRoute]:
    application = create_application(Desk(open_warehouse), guard=_guard, sign_in=lambda back: back)
    return [route for route in application.routes if isinstance(route, APIRoute)]
