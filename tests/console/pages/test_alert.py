"""One alert: what its page holds, what a person decides there, and two people who decide at once."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.console.pages.conftest import Send, token_in
from tests.console.pages.house import ALINE, NOW, OURS, House
from warehouse.alerts import decide, dispositions, get_alert, history
from warehouse.casework import notes_of, ticks_of
from warehouse.snoozes import list_snoozes

ALERT = "/quater/alerts/A-000001"
HIGH = "/quater/alerts/A-000002"


def test_the_page_holds_all_that_belongs_to_the_alert(house: House) -> None:
    page = house.browser("anna").get(ALERT).text
    for part in (
        "Aline Corbeau",
        "third-party account",
        "Liège",
        "withdrawn in cash on 2026-09-12",
        "RETRAIT",
        "A-000004",
        "Checklist",
    ):
        assert part in page, part
    assert "BE" in page
    assert page.count('class="proof-number"') == 2
    assert "−900.00" in page
    for picture in ("balance-title", "flow-title"):
        assert f'id="{picture}"' in page
    assert page.count('<svg class="chart"') >= 2


def test_a_movement_unfolds_to_the_bank_s_own_lines_with_delivery_and_line_number(house: House) -> None:
    page = house.browser("anna").get(ALERT).text
    (lines,) = re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[:1]
    number, text = re.search(r"<b>(\d+)</b>(2100\d\d0000.*)", lines).groups()  # type: ignore[union-attr]
    assert "RETRAIT" in text
    assert int(number) > 2
    assert "KASTEEL · CORBEAU-09.cod" in page


def test_the_reason_is_told_in_the_language_of_the_order_and_as_it_was_stored_where_the_rule_cannot(house: House) -> None:
    french = house.browser("anna", language="").get(ALERT).text
    assert '<html lang="fr"' in french
    assert "−900,00" in french
    assert "12/09/2026" in french
    dutch = house.browser("bert", language="").get("/quater/alerts/A-000003").text
    assert '<html lang="nl"' in dutch
    assert "derdenrekening" in dutch


def test_a_step_is_told_in_the_language_of_its_reader_and_ticked_as_the_same_step_in_every_language(house: House) -> None:
    english, french = (house.browser("anna", language=language).get(ALERT).text for language in ("en", "fr"))
    assert "See whether withdrawals follow receipts without a dossier." in english
    assert "Voir si les retraits suivent des encaissements sans dossier." in french
    assert "receipts" not in french
    assert re.findall(r'name="step" value="(\w+)"', english) == re.findall(r'name="step" value="(\w+)"', french)


@pytest.mark.parametrize("wrong", [{"reason": "  \r\n ", "outcome": "watch"}, {"reason": "why", "outcome": ""}])
def test_a_decision_without_what_it_needs_is_refused_and_what_was_typed_stays(
    house: House, send: Send, wrong: dict[str, str]
) -> None:
    answer = send(house.browser("anna"), ALERT, f"{ALERT}/disposition", **wrong)
    assert answer.status_code == 422
    assert "Not recorded." in answer.text
    if wrong["outcome"]:
        assert re.search(r'value="watch" required checked', answer.text)
    assert (wrong["reason"].strip() or "needs its reason") in answer.text
    assert get_alert(house.warehouse, "A-000001").status == "open"


def test_jr_10_jr_18_a_decision_is_recorded_under_the_person_at_the_moment_of_the_system(house: House, send: Send) -> None:
    answer = send(house.browser("anna"), HIGH, f"{HIGH}/disposition", outcome="dismissed", reason="Lawful:\r\nreceipt seen.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HIGH}?done=decided")
    last = history(house.warehouse, "A-000002")[-1]
    assert (last.by, last.event, last.detail, last.at) == ("anna", "dismissed", "Lawful:\nreceipt seen.", NOW)


def test_after_a_decision_the_next_alert_of_the_list_opens(house: House, send: Send) -> None:
    answer = send(
        house.browser("odile"),
        f"{HIGH}?severity=high",
        f"{HIGH}/disposition",
        outcome="watch",
        reason="see",
        then="next",
        list="severity=high",
    )
    assert answer.headers["location"] == "/quater/alerts/A-000003?severity=high&done=decided&of=A-000002"
    assert "A-000002: The decision is recorded." in house.browser("odile").get(answer.headers["location"]).text


def test_a_report_waits_for_an_officer_who_is_another_person(house: House, send: Send) -> None:
    send(house.browser("anna"), ALERT, f"{ALERT}/disposition", outcome="reported", reason="No permission of the bâtonnier.")
    assert get_alert(house.warehouse, "A-000001").proposed == "reported"
    own = house.browser("anna").get(ALERT).text
    assert "You proposed it" in own
    assert send(house.browser("anna"), ALERT, f"{ALERT}/approval", answer="approve").status_code == 403
    assert 'name="answer" value="approve"' in house.browser("odile").get(ALERT).text
    answer = send(house.browser("odile"), ALERT, f"{ALERT}/approval", answer="approve", why="agreed")
    assert answer.headers["location"] == f"{ALERT}?done=approved"
    (made,) = dispositions(house.warehouse, "A-000001")
    assert (made.outcome, made.by, made.second) == ("reported", "anna", "odile")


def test_an_officer_cannot_approve_his_own_proposal(house: House, send: Send) -> None:
    send(house.browser("odile"), ALERT, f"{ALERT}/disposition", outcome="dismissed", reason="a bank error")
    answer = send(house.browser("odile"), ALERT, f"{ALERT}/approval", answer="approve")
    assert answer.status_code == 422
    assert "Another person must approve this." in answer.text
    assert get_alert(house.warehouse, "A-000001").status == "open"


def test_declining_needs_a_reason_and_leaves_the_alert_open(house: House, send: Send) -> None:
    send(house.browser("anna"), ALERT, f"{ALERT}/disposition", outcome="reported", reason="breach")
    assert send(house.browser("odile"), ALERT, f"{ALERT}/approval", answer="decline", why=" ").status_code == 422
    send(house.browser("odile"), ALERT, f"{ALERT}/approval", answer="decline", why="the document is there")
    alert = get_alert(house.warehouse, "A-000001")
    assert (alert.status, alert.proposed) == ("open", "")
    assert "the document is there" in house.browser("anna").get(ALERT).text


def test_the_second_of_two_who_decide_at_once_sees_the_first_decision_and_keeps_what_he_typed(house: House) -> None:
    first, second = house.browser("anna"), house.browser("arno")
    pages = {name: browser.get(HIGH).text for name, browser in (("anna", first), ("arno", second))}

    def post(browser: TestClient, name: str, outcome: str) -> object:
        version = re.search(r'name="version" value="(\d+)"', pages[name])[1]  # type: ignore[index]
        form = {"token": token_in(pages[name]), "version": version, "outcome": outcome, "reason": f"Seen by {name}."}
        return browser.post(f"{HIGH}/disposition", data=form, headers=OURS)

    assert post(first, "anna", "watch").status_code == 303  # type: ignore[attr-defined]
    answer = post(second, "arno", "dismissed")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    page = answer.text  # type: ignore[attr-defined]
    assert "Somebody else was faster" in page
    assert "Seen by anna." in page
    assert "Seen by arno.</textarea>" in page
    assert re.search(r'value="dismissed" required checked', page)
    assert [one.by for one in dispositions(house.warehouse, "A-000002")] == ["anna"]
    pages["arno"] = page
    assert post(second, "arno", "dismissed").status_code == 303  # type: ignore[attr-defined]
    assert [one.by for one in dispositions(house.warehouse, "A-000002")] == ["anna", "arno"]


def test_notes_and_ticks_are_kept_with_their_person(house: House, send: Send) -> None:
    browser = house.browser("anna")
    send(browser, ALERT, f"{ALERT}/notes", text="asked the holder\r\nby letter")
    assert [(note.text, note.by) for note in notes_of(house.warehouse, "A-000001")] == [("asked the holder\nby letter", "anna")]
    assert send(browser, ALERT, f"{ALERT}/notes", text="  ").status_code == 422
    step = re.search(r'name="step" value="(\w+)"', browser.get(ALERT).text)[1]  # type: ignore[index]
    send(browser, ALERT, f"{ALERT}/ticks", step=step, done="yes")
    assert ticks_of(house.warehouse, "A-000001")[step].by == "anna"
    assert browser.get(ALERT).text.count('aria-pressed="true"><span class="box">') == 1
    send(browser, ALERT, f"{ALERT}/ticks", step=step, done="no")
    assert not ticks_of(house.warehouse, "A-000001")[step].done
    assert send(browser, ALERT, f"{ALERT}/ticks", step="0123456789abcdef", done="yes").status_code == 422


def test_a_snooze_above_low_severity_waits_for_an_officer(house: House, send: Send) -> None:
    asked = {"detector": "cash-withdrawal", "until": "2027-01-31", "reason": "authorised by the bâtonnier"}
    send(house.browser("anna"), ALERT, f"{ALERT}/snooze", **asked)
    (snooze,) = list_snoozes(house.warehouse)
    assert (snooze.state, snooze.account, snooze.proposed_by) == ("proposed", ALINE, "anna")
    again = send(house.browser("anna"), ALERT, f"{ALERT}/snooze", **asked)
    assert (again.status_code, "Not snoozed." in again.text) == (422, True)
    assert send(house.browser("anna"), ALERT, f"{ALERT}/snooze/{snooze.snooze_id}", answer="approve").status_code == 403
    send(house.browser("odile"), ALERT, f"{ALERT}/snooze/{snooze.snooze_id}", answer="approve")
    assert list_snoozes(house.warehouse)[0].state == "in_force"
    send(house.browser("odile"), ALERT, f"{ALERT}/snooze/{snooze.snooze_id}", answer="end", why="over")
    assert list_snoozes(house.warehouse)[0].state == "ended"
    elsewhere = send(house.browser("odile"), HIGH, f"{HIGH}/snooze/{snooze.snooze_id}", answer="end", why="not its account")
    assert elsewhere.status_code == 404


def test_an_officer_shares_an_alert_and_its_page_says_so(house: House, send: Send) -> None:
    shared = {"to": "OVB", "until": "2026-12-31", "reason": "one firm, two bars"}
    assert send(house.browser("anna"), ALERT, f"{ALERT}/joint", **shared).status_code == 403
    send(house.browser("odile"), ALERT, f"{ALERT}/joint", **shared)
    assert "joint case with OVB" in house.browser("bert").get(ALERT).text
    assert send(house.browser("odile"), ALERT, f"{ALERT}/joint", **(shared | {"until": "2026-01-01"})).status_code == 422


def test_shared_counterparties_lead_to_the_own_order_and_only_count_the_other(house: House) -> None:
    page = house.browser("anna").get("/quater/alerts/A-000002/links").text
    assert "Garage Fictif" in page
    assert "Aline Corbeau" in page
    assert "Bram Duif" not in page
    assert "1 account of the other Order" in page
    officer = house.browser("odile").get("/quater/alerts/A-000002/links").text
    assert "Bram Duif" in officer
    assert {row[1] for row in house.accesses() if row[2].startswith("account:")} == {"alert: links of A-000002"}


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({}, {"Origin": "http://evil.example"}),
        ({}, {}),
        ({}, {"Origin": "null"}),
        ({"token": "1.0"}, OURS),
        ({"token": "²²²²²²²²²².00"}, OURS),
        ({"token": ""}, OURS),
    ],
    ids=["another site's page", "no origin at all", "an opaque origin", "a forged token", "digits that are none", "no token"],
)
def test_jr_8_a_form_that_is_not_ours_changes_nothing(house: House, change: dict[str, str], headers: dict[str, str]) -> None:
    browser = house.browser("anna")
    form = {"token": token_in(browser.get(HIGH).text), "version": "1", "outcome": "dismissed", "reason": "Lawful."} | change
    assert browser.post(f"{HIGH}/disposition", data=form, headers=headers).status_code == 403
    assert get_alert(house.warehouse, "A-000002").status == "open"
    assert house.accesses()[-1][3].startswith("denied")


@pytest.mark.parametrize(("person", "page"), [("arno", HIGH), ("anna", ALERT)], ids=["another person", "another alert"])
def test_a_token_is_good_for_its_person_and_its_alert_only(house: House, person: str, page: str) -> None:
    token = token_in(house.browser("anna").get(HIGH).text)
    form = {"token": token, "version": "1", "outcome": "watch", "reason": "see"}
    answer = house.browser(person).post(f"{page}/disposition", data=form, headers=OURS)
    assert answer.status_code == 403


def test_an_alert_whose_movements_are_gone_still_opens(house: House) -> None:
    page = house.browser("odile").get("/quater/alerts/A-000005")
    assert page.status_code == 200
    assert "no longer kept" in page.text


def test_a_decision_by_somebody_else_is_shown_while_it_waits(house: House) -> None:
    decide(house.warehouse, "A-000001", outcome="dismissed", reason="a bank error", by="arno", at=NOW)
    page = house.browser("anna").get(ALERT).text
    assert "dismissal waits for a second person" in page
    assert "a bank error" in page
    assert "Decide otherwise" in page


def test_gd_20_a_decision_that_names_a_declaration_is_refused_and_says_why(house: House, send: Send) -> None:
    page = "/quater/alerts/A-000004"
    answer = send(house.browser("anna"), page, f"{page}/disposition", outcome="watch", reason="declared to the CTIF")
    assert (answer.status_code, "it stays apart, with the bâtonnier" in answer.text) == (422, True)
