"""Deliveries, quarantine, coverage, holds, retention, rules, models: what is shown to whom, and what two people do."""

import re
from datetime import date

import pytest

from coda_parser.writer import MovementDraft, StatementDraft
from tests.console.pages.conftest import Send
from tests.console.pages.house import ALINE, BRAM, NOW, STRANGER, House, deliver
from warehouse.alerts import dispose
from warehouse.holds import get_hold, list_holds
from warehouse.model_approvals import get_model, register_model
from warehouse.quarantine import Quarantined, list_decisions, list_quarantined

DAY = date(2026, 11, 12)


@pytest.fixture
def set_aside(house: House) -> Quarantined:
    """A statement of an account that no register knows."""
    moved = MovementDraft(-5_000, DAY, DAY, "00101000", communication="TO A STRANGER")
    draft = StatementDraft(STRANGER, "EUR", 1, DAY, 1_000_000, holder_name="UNKNOWN", movements=[moved])
    deliver(house.warehouse, "strange.cod", draft, on=DAY)
    (one,) = list_quarantined(house.warehouse)
    return one


def test_deliveries_are_listed_by_bank_and_state_without_what_stands_in_them(house: House, set_aside: Quarantined) -> None:
    page = house.browser("oper").get("/quater/deliveries").text
    assert "CORBEAU-10.cod" in page
    assert "strange.cod" in page
    for inside in (ALINE, STRANGER, "RETRAIT", "Aline Corbeau", "TO A STRANGER"):
        assert inside not in page
    only = house.browser("anna").get("/quater/deliveries?state=partial").text
    assert "strange.cod" in only
    assert "CORBEAU-10.cod" not in only
    assert house.browser("anna").get("/quater/deliveries?state=x&before=nonsense&bank=NOBODY").status_code == 200


def test_quarantine_is_decided_by_two_officers(house: House, set_aside: Quarantined, send: Send) -> None:
    page = house.browser("odile").get("/quater/quarantine").text
    assert "unregistered" in page
    asked = {"kind": "rejection", "delivery": set_aside.delivery, "position": str(set_aside.position), "why": "a test file"}
    answer = send(house.browser("odile"), "/quater/quarantine", "/quater/quarantine/proposals", **asked)
    assert answer.headers["location"] == "/quater/quarantine?done=proposed"
    (decision,) = list_decisions(house.warehouse, state="proposed")
    path = f"/quater/quarantine/proposals/{decision.decision_id}"
    own = send(house.browser("odile"), "/quater/quarantine", path, answer="approve", why="mine")
    assert own.status_code == 422
    assert send(house.browser("anna"), "/quater/alerts", path, answer="approve", why="x").status_code == 403
    send(house.browser("otto"), "/quater/quarantine", path, answer="approve", why="agreed")
    assert list_quarantined(house.warehouse) == []


def test_raw_lines_in_quarantine_are_a_page_of_their_own_and_on_record(house: House, set_aside: Quarantined) -> None:
    short = set_aside.delivery[:12]
    page = house.browser("odile").get(f"/quater/quarantine/{short}/{set_aside.position}")
    assert "TO A STRANGER" in page.text
    assert house.accesses()[-1][1:3] == ("quarantine: show", f"quarantine:{short}:{set_aside.position}")
    assert house.browser("odile").get(f"/quater/quarantine/{short}/9").status_code == 404


def test_coverage_names_the_accounts_of_the_order_to_who_controls_and_banks_to_the_operator(house: House) -> None:
    with house.warehouse.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE accounts SET opened_on = '2020-01-01'")
    assert "KASTEEL" in house.browser("oper").get("/quater/coverage").text
    operator, analyst = (house.browser(name).get("/quater/coverage").text.replace("\xa0", "") for name in ("oper", "anna"))
    for account in (ALINE, BRAM):
        assert account not in operator
    assert BRAM not in analyst


def test_a_hold_is_placed_by_one_officer_and_released_by_two(house: House, send: Send) -> None:
    placed = {
        "scope": "account",
        "subject": ALINE,
        "ground": "disciplinary_enquiry",
        "opening_act": "letter of the bâtonnier",
        "authority": "Bâtonnier of Liège-Huy",
        "act_date": "2026-01-10",
        "review_on": "2027-01-10",
    }
    assert (
        send(house.browser("odile"), "/quater/holds", "/quater/holds", **placed).headers["location"]
        == "/quater/holds?done=placed"
    )
    (hold,) = list_holds(house.warehouse)
    assert (hold.subject, hold.placed_by) == (ALINE, "odile")
    wrong = send(house.browser("odile"), "/quater/holds", "/quater/holds", **(placed | {"review_on": ""}))
    assert wrong.status_code == 422
    assert "letter of the bâtonnier" in wrong.text, "what was typed is still there"
    page = f"/quater/holds/{hold.hold_id}"
    send(house.browser("odile"), page, f"{page}/review", review_on="2028-01-10", reason="the enquiry lasts")
    final = {
        "kind": "closed_without_follow_up",
        "words": "closed by the bâtonnier",
        "decided_on": "2026-02-01",
        "notified_on": "2026-02-02",
        "recourse_exhausted": "no contest within three months",
    }
    send(house.browser("odile"), page, f"{page}/release", **final)
    assert get_hold(house.warehouse, hold.hold_id).in_force
    assert send(house.browser("odile"), page, f"{page}/release").status_code == 422
    assert "Confirm the release" in house.browser("otto").get(page).text
    send(house.browser("otto"), page, f"{page}/release")
    assert get_hold(house.warehouse, hold.hold_id).released_by == "otto"


def test_rules_show_their_figures_of_read_alerts_and_one_rule_its_law(house: House) -> None:
    dispose(house.warehouse, "A-000002", outcome="reported", reason="breach", by="anna", at=NOW, second="odile")
    page = house.browser("oper").get("/quater/rules").text
    assert "cash-withdrawal" in page
    assert "100.0%" in page
    rule = house.browser("dora").get("/quater/rules/cash-withdrawal").text
    assert "446quater" in rule or "Codex" in rule
    dutch = house.browser("bert", language="").get("/quater/rules/cash-withdrawal").text
    assert "Kijk of de opnemingen volgen op ontvangsten zonder dossier." in dutch
    assert "Contanten verlaten de rekening aan een loket of een automaat" in dutch
    assert '<section class="card" lang="nl">' in dutch
    assert house.browser("oper").get("/quater/rules/no-such-rule").status_code == 404


def test_a_replay_shows_what_other_figures_would_change_and_raises_nothing(house: House, send: Send) -> None:
    page = "/quater/rules/cash-limit-3000"
    shown = house.browser("odile").get(page).text
    assert 'value="limit"' in shown
    given = {"name": ["limit"], "value": ["1"], "first": "2026-05-01", "last": "2026-10-31"}
    answer = send(house.browser("odile"), page, f"{page}/replay", **given)
    assert answer.status_code == 200
    assert "What the other figures would change" in answer.text
    assert re.search(r'<th scope="row">(third-party|rubric) accounts, [^<]*</th>', answer.text)
    for wrong in ({"value": ["3_000_000"]}, {"value": ["x"]}, {"first": ""}, {"name": ["strange"]}):
        assert send(house.browser("odile"), page, f"{page}/replay", **(given | wrong)).status_code == 422
    assert send(house.browser("anna"), page, f"{page}/replay", **given).status_code == 403
    assert ALINE not in answer.text


def test_a_model_counts_once_an_officer_has_said_why(house: House, send: Send) -> None:
    model_id = register_model(
        house.warehouse, artefact_hash="ab" * 32, kind="outlier", card={"limits": ["unusual is not illicit"], "seed": 1}, at=NOW
    )
    page = f"/quater/models/{model_id}"
    assert "unusual is not illicit" in house.browser("dora").get(page).text
    assert send(house.browser("odile"), page, f"{page}/decision", answer="approve", reason=" ").status_code == 422
    send(house.browser("odile"), page, f"{page}/decision", answer="approve", reason="read the card")
    assert (get_model(house.warehouse, model_id).state, get_model(house.warehouse, model_id).decided_by) == (
        "approved",
        "odile",
    )
    assert send(house.browser("anna"), page, f"{page}/decision", answer="approve", reason="x").status_code == 403
    send(house.browser("odile"), page, f"{page}/decision", answer="withdraw", reason="drifted")
    assert get_model(house.warehouse, model_id).state == "withdrawn"
    assert "drifted" in house.browser("oper").get("/quater/models").text


def test_plans_and_certificates_are_read_by_officer_and_dpo(house: House) -> None:
    for name in ("odile", "dora"):
        page = house.browser(name).get("/quater/retention").text
        assert "No plan has been drafted yet." in page
        assert "Nothing has been destroyed yet." in page
