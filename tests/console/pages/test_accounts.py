"""Whole accounts: opened on one of three grounds and in no other way, read a page at a time, searched by a form."""

import re
from datetime import date

import pytest

from coda_parser.writer import MovementDraft, StatementDraft
from tests.console.pages.conftest import Send, token_in
from tests.console.pages.house import ALINE, BRAM, GARAGE, NOW, OURS, House, deliver
from warehouse.account_book import Place, balances, book_page
from warehouse.evidence import list_accesses, subject_of_account
from warehouse.openings import draw_sample, list_requests, record_request

BOOK = "/quater/alerts/A-000001/accounts/1"


def amounts(page: str) -> list[str]:
    return re.findall(r'class="amount \w+">([^<]+)<', page)


def test_ar_4_b_jr_22_an_account_is_opened_from_an_alert_a_sample_or_a_request_and_the_ground_is_recorded(house: House) -> None:
    sample = draw_sample(house.warehouse, order="OBFG", year=2026, by="odile", on=NOW.date(), at=NOW, seed="0123456789abcdef")
    asked = record_request(house.warehouse, iban=ALINE, reference="letter 7", received_on=NOW.date(), by="anna", at=NOW)
    opened = [("/quater/alerts/A-000001/accounts/1", "alert A-000001", "detect")]
    opened.append((f"/quater/samples/{sample.sample_id}/accounts/1", f"sample {sample.sample_id}", "document"))
    opened.append((f"/quater/requests/{asked.request_id}", f"request {asked.request_id}", "communicate"))
    for path, ground, purpose in opened:
        assert house.browser("anna").get(path).status_code == 200
        newest = list_accesses(house.warehouse)[0]
        assert (newest.action, newest.result, newest.purpose) == ("account: show", f"granted: {ground}", purpose)
        assert newest.subject.startswith("account:")


@pytest.mark.parametrize(
    "path",
    [
        "/quater/alerts/A-000001/accounts/2",
        "/quater/alerts/A-000001/accounts/0",
        "/quater/alerts/A-000001/accounts/x",
        "/quater/alerts/A-999999/accounts/1",
        "/quater/requests/B-0009",
        "/quater/samples/Y-0009/accounts/1",
        f"/quater/accounts/{ALINE}",
        f"/quater/account/{ALINE}",
    ],
)
def test_ar_4_b_there_is_no_other_way_to_an_account(house: House, path: str) -> None:
    answer = house.browser("odile").get(path)
    assert answer.status_code == 404
    assert "Corbeau" not in answer.text


def test_ar_3_d_samples_and_requests_of_the_other_order_stay_closed(house: House) -> None:
    sample = draw_sample(house.warehouse, order="OVB", year=2026, by="odile", on=NOW.date(), at=NOW)
    asked = record_request(house.warehouse, iban=BRAM, reference="letter 8", received_on=NOW.date(), by="bert", at=NOW)
    for path in (f"samples/{sample.sample_id}", f"samples/{sample.sample_id}/accounts/1", f"requests/{asked.request_id}"):
        assert house.browser("anna").get(f"/quater/{path}").status_code == 403
        assert house.browser("bert").get(f"/quater/{path}").status_code == 200
    overview = house.browser("anna").get("/quater/accounts").text
    assert sample.sample_id not in overview
    assert asked.request_id not in overview


def test_the_book_holds_every_movement_newest_first_with_the_balance(house: House) -> None:
    page = house.browser("anna").get(BOOK).text
    assert amounts(page)[:3] == ["−900.00", "−400.00", "3,000.00"]
    assert len(amounts(page)) == 18
    assert 'id="balance-title"' in page
    assert "15,200.00" in page


def test_pages_of_the_book_follow_each_other_without_a_gap_or_a_repetition(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, after = [], None
    for _ in range(9):
        page = book_page(house.warehouse, ALINE, "EUR", after=after, size=4)
        seen += [row["movement_id"] for row in page.rows]
        after = page.following
        if after is None:
            break
        assert Place.read(after.written) == after
        assert ALINE not in after.written
    whole = [row["movement_id"] for row in book_page(house.warehouse, ALINE, "EUR", size=500).rows]
    assert seen == whole
    assert len(set(seen)) == 18


def test_details_stand_under_the_movement_that_they_explain(house: House) -> None:
    day = date(2026, 11, 12)
    parts = tuple(MovementDraft(-milli, day, day, "00101000", communication=f"part {milli}") for milli in (300_000, 200_000))
    whole = MovementDraft(-500_000, day, day, "10101000", communication="together", details=parts)
    deliver(house.warehouse, "parts.cod", StatementDraft(ALINE, "EUR", 11, day, 15_200_000, movements=[whole]), on=day)
    rows = book_page(house.warehouse, ALINE, "EUR", size=3).rows
    assert [row["communication"] for row in rows] == ["together", "part 300000", "part 200000"]


def test_a_search_is_a_form_finds_in_every_text_and_leaves_no_word_in_an_address(house: House, send: Send) -> None:
    for words, found in (("retrait", 6), (GARAGE.lower(), 6), ("dossier 2026/7", 1), ("garage fic", 6), ("nothing such", 0)):
        answer = send(house.browser("anna"), BOOK, BOOK, search=words)
        assert answer.status_code == 200
        assert len(amounts(answer.text)) == found, words
        assert words not in "".join(re.findall(r'(?:href|action)="([^"]*)"', answer.text))
    assert house.accesses()[-1][1] == "account: search"


def test_a_search_goes_on_over_its_pages(house: House, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    first = book_page(house.warehouse, ALINE, "EUR", search="RETRAIT", size=4)
    assert first.following is not None
    monkeypatch.setattr("console.pages.accounts.book.book_page", _four_at_a_time)
    page = send(house.browser("anna"), BOOK, BOOK, search="RETRAIT").text
    form = {name: re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in ("after", "search")}  # type: ignore[index]
    older = house.browser("anna").post(BOOK, data={**form, "token": token_in(page)}, headers=OURS).text
    assert len(amounts(older)) == 2


def test_a_request_is_entered_and_opens_its_account(house: House, send: Send) -> None:
    given = {"iban": ALINE, "currency": "EUR", "reference": "letter of the bâtonnier", "received_on": "2026-11-20"}
    answer = send(house.browser("anna"), "/quater/accounts", "/quater/accounts/requests", **given)
    assert answer.headers["location"] == "/quater/requests/B-0001"
    refused = send(house.browser("anna"), "/quater/accounts", "/quater/accounts/requests", **(given | {"iban": BRAM}))
    assert refused.status_code == 422
    assert "Not entered." in refused.text
    assert "letter of the bâtonnier" in refused.text, "what was typed is still there"
    assert len(list_requests(house.warehouse)) == 1


def test_an_officer_draws_a_sample_and_an_analyst_does_not(house: House, send: Send) -> None:
    asked = {"order": "OBFG", "year": "2026"}
    assert send(house.browser("anna"), "/quater/accounts", "/quater/accounts/samples", **asked).status_code == 403
    answer = send(house.browser("odile"), "/quater/accounts", "/quater/accounts/samples", **asked)
    assert answer.headers["location"] == "/quater/samples/Y-0001"
    assert "1 of 2 accounts" in house.browser("anna").get("/quater/samples/Y-0001").text
    for wrong in ({"year": "2026"}, {"year": "1999"}, {"year": "²"}, {"order": "CCBE", "year": "2025"}):
        again = send(house.browser("odile"), "/quater/accounts", "/quater/accounts/samples", **(asked | wrong))
        assert again.status_code == 422


def test_the_balance_of_a_day_is_that_of_its_last_statement(house: House) -> None:
    told = balances(house.warehouse, ALINE, "EUR")
    assert (told[0], told[-1]) == ((date(2026, 5, 12), 6_700_000), (date(2026, 10, 12), 15_200_000))


def test_jr_11_who_looked_at_an_account_is_found_by_the_dpo_by_its_number(house: House, send: Send) -> None:
    house.browser("anna").get("/quater/alerts/A-000001")
    house.browser("odile").get(BOOK)
    house.browser("bert").get("/quater/alerts/A-000003")
    page = send(house.browser("dora"), "/quater/evidence", "/quater/evidence", subject=f" {ALINE[:4]} {ALINE[4:]} ").text
    table = page[page.index("<table") :]
    assert re.findall(r"<td class=\"tight\">(anna|odile|bert|dora)</td>", table) == ["odile", "anna"]
    assert subject_of_account(house.warehouse.settings, ALINE) in table
    for of_alerts in ("Corbeau", "RETRAIT", "withdrawn in cash"):
        assert of_alerts not in page


def test_the_dpo_searches_by_person_and_day_and_takes_the_records_along(house: House, send: Send) -> None:
    house.browser("anna").get("/quater/alerts")
    house.browser("bert").get("/quater/alerts/A-000001")
    page = send(
        house.browser("dora"), "/quater/evidence", "/quater/evidence", person="bert", since="2026-11-22", until="2026-11-22"
    ).text
    assert "denied: of another Order" in page
    assert "alert-queue" not in page
    assert "No record meets" in send(house.browser("dora"), "/quater/evidence", "/quater/evidence", since="2026-11-23").text
    table = send(house.browser("dora"), "/quater/evidence", "/quater/evidence/records.csv", person="bert")
    assert b"denied: of another Order" in table.content
    assert house.accesses()[-1][1] == "evidence: export"


def test_jr_11_a_broken_chain_is_said_at_once(house: House) -> None:
    house.browser("anna").get("/quater/alerts")
    assert "The chain is whole" in house.browser("dora").get("/quater/evidence").text
    with house.warehouse.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE accesses SET result = 'nothing' WHERE sequence = 1")
    assert "The chain is broken" in house.browser("dora").get("/quater/evidence").text


def _four_at_a_time(*given: object, **more: object) -> object:
    return book_page(*given, **more, size=4)  # type: ignore[arg-type]
