"""Persons' requests at the desk: the DPO answers them and sees no alert, the analysts see that an account is restricted."""

import re

from tests.console.conftest import quater
from tests.console.pages.conftest import Send
from tests.console.pages.house import ALINE, House
from warehouse.persons import restricted_accounts

ASKED = {"order": "OBFG", "language": "fr", "received_on": "2026-11-20", "address": "Liège", "identified_by": "identity card"}
RESTRICTION = ASKED | {"right": "restriction", "name": "Aline Corbeau", "holder_id": "H1"}


def test_gd_8_the_dpo_takes_a_request_from_its_entry_to_its_end_and_sees_no_alert(house: House, send: Send) -> None:
    dora = house.browser("dora")
    entered = send(dora, "/quater/persons", "/quater/persons", **RESTRICTION)
    assert entered.headers["location"] == "/quater/persons/G-0001?done=entered"
    page = "/quater/persons/G-0001"
    shown = dora.get(page).text
    assert "20 Dec" in shown or "2026" in shown
    assert "H1" in shown, "he is found in the register"
    assert not re.search(r"A-00000\d|cash-withdrawal", shown)
    assert send(dora, page, f"{page}/restrict").status_code == 303
    assert restricted_accounts(house.warehouse) == {ALINE}
    decided = send(dora, page, f"{page}/decide", outcome="partly", ground="public_interest")
    assert decided.status_code == 303
    letter = dora.get(f"{page}/answer.txt")
    assert (letter.status_code, "limité à ce que la loi impose" in letter.text) == (200, True)
    assert dora.get(f"{page}/delay.txt").status_code == 422
    for act, word in (("close", "2026-11-21"), ("forget", "")):
        assert send(dora, page, f"{page}/{act}", word=word).status_code == 303
    assert "Aline Corbeau" not in dora.get(page).text
    accounts = [row for row in house.accesses() if row[1] == "persons: account of G-0001"]
    assert accounts
    assert {row[2].startswith("account:") for row in accounts} == {True}


def test_gd_8_whoever_opens_a_restricted_account_or_its_alert_sees_that_it_is_restricted(house: House, send: Send) -> None:
    dora, anna = house.browser("dora"), house.browser("anna")
    addresses = ("/quater/alerts/A-000001", "/quater/alerts/A-000001/accounts/1")
    assert not any("Use restricted" in anna.get(address).text for address in addresses)
    send(dora, "/quater/persons", "/quater/persons", **RESTRICTION)
    send(dora, "/quater/persons/G-0001", "/quater/persons/G-0001/restrict")
    assert all("Use restricted" in anna.get(address).text for address in addresses)
    assert "Use restricted" not in anna.get("/quater/alerts/A-000002").text


def test_gd_8_gd_4_the_commands_answer_a_request_in_time(house: House, monkeypatch) -> None:
    monkeypatch.setenv("QUATER_USER", "dora")
    home = ("--home", str(house.warehouse.settings.home))
    facts = ("--name", "Aline Corbeau", "--address", "Liège", "--identified-by", "identity card", "--holder", "H1")
    given = ("--received", "2026-11-20", "--order", "OBFG", "--language", "nl")
    assert "to be answered by 2026-12-20" in quater("requests", "enter", "erasure", *facts, *given, *home).out
    assert quater("requests", "search", "G-0001", "--on", "2026-11-22", "--json", *home).json["standing"]["expired"] == 0
    assert quater("requests", "decide", "G-0001", "granted", *home).code == 2
    assert quater("requests", "decide", "G-0001", "refused", "--ground", "kept_by_law", *home).code == 0
    assert "kan niet op verzoek gewist worden" in quater("requests", "letter", "G-0001", *home).out
    assert quater("requests", "list", "--on", "2026-12-20", *home).code == 0
    assert quater("requests", "list", "--on", "2026-12-21", *home).code == 3
