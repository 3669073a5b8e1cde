"""Blocks and incidents at the desk: shut out on every page at once, let in by two; a breach from its entry to its end."""

import re
from datetime import timedelta

import pytest

from console import command
from tests.console.pages.conftest import Send, token_in
from tests.console.pages.house import NOW, OURS, House
from warehouse.blocking import block
from warehouse.breaches import get_breach
from warehouse.incidents import list_incidents, report_incident

PATHS = ("/quater/alerts", "/quater/alerts/A-000001", "/quater/exports/alerts.csv", "/quater/pulse", "/quater/")


def test_jr_16_who_is_blocked_gets_no_page_from_the_next_request_on(house: House, send: Send, record_property) -> None:
    anna = house.browser("anna")
    assert [anna.get(path).status_code for path in PATHS] == [200, 200, 200, 204, 303]
    done = send(house.browser("odile"), "/quater/blocks", "/quater/blocks", person="anna", risk="unusual_use", reason="r")
    assert done.status_code == 303
    for path in PATHS:
        answer = anna.get(path)
        assert (answer.status_code, "blocked while a security risk lasts" in answer.text) == (403, True), path
    assert house.accesses()[-len(PATHS) :] == [
        ("anna", action, page, "denied: blocked")
        for action, page in (("alerts: list", "alerts"), ("alert: show", "alert"), ("alerts: export", "alerts"))
    ] + [("anna", "desk: stay", "desk", "denied: blocked"), ("anna", "desk: enter", "desk", "denied: blocked")]
    assert house.browser("arno").get("/quater/alerts").status_code == 200
    record_property("R17", "the desk from the next request on; an open page asks every 3 s")


def test_jr_16_two_people_who_are_not_the_blocked_one_let_him_in_again(house: House, send: Send) -> None:
    block(house.warehouse, "odile", risk="lost_device", reason="r", by="dora", at=NOW)
    page, form = "/quater/blocks", "/quater/blocks/K-0001"
    dora, otto = house.browser("dora"), house.browser("otto")
    asked = dora.post(form, data={"token": _token(dora.get(page).text, form), "mitigation": "wiped"}, headers=OURS)
    assert asked.headers["location"].endswith("?done=proposed")
    assert form not in dora.get(page).text, "the first person is offered nothing more"
    assert house.browser("odile").get("/quater/alerts").status_code == 403
    ended = otto.post(form, data={"token": _token(otto.get(page).text, form)}, headers=OURS)
    assert ended.headers["location"].endswith("?done=lifted")
    assert house.browser("odile").get("/quater/alerts").status_code == 200
    assert "wiped" in dora.get(page).text


def test_jr_26_one_click_on_any_page_shuts_the_person_out(house: House) -> None:
    anna = house.browser("anna")
    shown = anna.get("/quater/accounts").text
    form = re.search(r'<form id="leaked".*?</form>', shown, re.DOTALL)
    assert form is not None
    token = token_in(form[0])
    answer = anna.post("/quater/leaked", data={"token": token}, headers=OURS)
    assert answer.status_code == 303
    assert anna.get(answer.headers["location"]).status_code == 403
    assert [(one.kind, one.by) for one in list_incidents(house.warehouse)] == [("leaked_credential", "anna")]


def test_jr_16_a_blocked_person_runs_no_command_under_his_name_or_on_his_system(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], record_property
) -> None:
    block(house.warehouse, "anna", risk="attack", reason="r", by="dora", at=NOW)
    home = ["--home", str(house.warehouse.settings.home)]
    monkeypatch.setenv("QUATER_USER", "anna")
    commands = (
        ["alerts", "list"],
        ["alerts", "list", "--by", "bert"],
        ["hold", "list"],
        ["detect"],
        ["report", "--bar", "GENT"],
    )
    for given in commands:
        assert command.run([*given, *home]) == 2, given
        told = capsys.readouterr()
        assert (told.out, "access is blocked" in told.err) == ("", True), given
    assert {row[3] for row in house.accesses()} == {"denied: blocked"}
    monkeypatch.setenv("QUATER_USER", "bert")
    assert command.run(["alerts", "list", *home]) == 0
    record_property("R17", "every command from the next one on")


def test_gd_14_the_dpo_takes_an_incident_from_its_entry_to_its_end(house: House, send: Send) -> None:
    house.browser("bert").get("/quater/alerts/A-000003")
    odile, dora = house.browser("odile"), house.browser("dora")
    entered = {"kind": "misdirected_report", "subject": "A-000003", "detail": "shown to a colleague"}
    assert send(odile, "/quater/incidents", "/quater/incidents", **entered).status_code == 303
    page = "/quater/incidents/I-0001"
    assert send(odile, page, f"{page}/close").status_code == 403, "an officer enters, the data protection officer judges"
    declared = {"aware": "2026-11-22T09:00", "risk": "high", "words": "n", "effects": "e", "measures": "m"}
    period = {"since": "2026-11-22T00:00", "until": "2026-11-23T00:00"}
    assert "?done=declared" in send(dora, page, f"{page}/declare", **declared, **period).headers["location"]
    shown = dora.get(page).text
    assert "Bram Duif" in shown, "the holder of the alert is found by the evidence"
    letter = dora.get(f"{page}/letters/authority.nl")
    assert (letter.status_code, "Gegevensbeschermingsautoriteit" in letter.text) == (200, True)
    assert dora.get(f"{page}/letters/press.nl").status_code == 422
    assert "the persons were not told" in send(dora, page, f"{page}/close").text
    for act, words in (("notify", "GBA-1"), ("tell", "letter"), ("ask", "a colleague")):
        assert send(dora, page, f"{page}/{act}", words=words).status_code == 303
    assert send(dora, page, f"{page}/confirm", words="a colleague", more="letter of 23 November").status_code == 303
    assert send(dora, page, f"{page}/close").status_code == 303
    breach = get_breach(house.warehouse, "I-0001")
    assert breach is not None
    assert (breach.deadline, breach.closed_by) == (NOW + timedelta(hours=71), "dora"), "nine in Brussels is eight in UTC"
    assert "?done=" not in dora.get("/quater/incidents").text


def test_an_incident_is_dismissed_with_its_reason(house: House, send: Send) -> None:
    report_incident(house.warehouse, "other", subject="alerts", detail="a false alarm", by="odile", at=NOW)
    dora, page = house.browser("dora"), "/quater/incidents/I-0001"
    assert send(dora, page, f"{page}/dismiss", words="nothing was read").status_code == 303
    assert "nothing was read" in dora.get(page).text


def _token(page: str, form: str) -> str:
    found = re.search(rf'action="{form}".*?name="token" value="([^"]+)"', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_jr_21_an_officer_answers_for_his_people_on_a_page_and_another_ends_it(house: House, send: Send) -> None:
    odile, dora = house.browser("odile"), house.browser("dora")
    facts = {"person": "anna", "institution": "OBFG", "role": "analyst_obfg", "quality": "analyst", "until": "2027-06-30"}
    assert send(odile, "/quater/people", "/quater/people", **facts).status_code == 303
    assert send(odile, "/quater/people", "/quater/people", **facts | {"person": "odile"}).status_code == 422
    shown = dora.get("/quater/people").text
    assert "Nobody answers for them" in shown, "odile and dora were let in on nobody's word"
    token = _token(shown, "/quater/people/E-0001")
    ended = dora.post("/quater/people/E-0001", data={"token": token, "why": "left"}, headers=OURS)
    assert ended.status_code == 303
    assert house.browser("anna").get("/quater/alerts").status_code == 403
