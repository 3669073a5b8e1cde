"""The queue as an analyst works in it: order, lists, filters in the address, saved filters, several assigned at once."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.console.pages.conftest import Send, token_in
from tests.console.pages.house import ALINE, NOW, OURS, House
from warehouse.alerts import assign, decide, get_alert

QUEUE = "/quater/alerts"


def listed(page: str) -> list[str]:
    return re.findall(r'name="alert" value="(A-\d+)"', page)


def test_the_queue_lists_the_alerts_of_the_order_in_the_strict_order_and_names_nobody(house: House) -> None:
    page = house.browser("anna").get(QUEUE).text
    assert listed(page) == ["A-000001", "A-000002", "A-000004"]
    for personal in (ALINE, "Corbeau", "Dumont"):
        assert personal not in page
    assert listed(house.browser("bert").get(QUEUE).text) == ["A-000003"]
    assert listed(house.browser("odile").get(QUEUE).text) == [f"A-00000{number}" for number in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=OVB", ["A-000003"]),
        ("severity=high", ["A-000002", "A-000003"]),
        ("bar=LIEGE-HUY&severity=medium", ["A-000004"]),
        ("detector=cash-deposit", ["A-000005"]),
        ("age=older", []),
        ("due=soon", ["A-000001"]),
        ("assignee=-", [f"A-00000{number}" for number in (1, 2, 3, 4, 5)]),
        ("assignee=odile", []),
        ("status=dismissed", []),
        ("status=nonsense&severity=%3Cscript%3E", [f"A-00000{number}" for number in (1, 2, 3, 4, 5)]),
    ],
)
def test_the_address_says_which_list_is_shown(house: House, query: str, found: list[str]) -> None:
    page = house.browser("odile").get(f"{QUEUE}?{query}").text
    assert listed(page) == found
    if found:
        assert f"{len(found)} alert" in page


def test_a_line_leads_to_its_alert_within_the_same_list(house: House) -> None:
    page = house.browser("odile").get(f"{QUEUE}?severity=high&page=1").text
    (address,) = set(re.findall(r'class="open" href="(/quater/alerts/A-000002[^"]*)"', page))
    assert parse_qs(urlsplit(address).query) == {"severity": ["high"]}
    alert = house.browser("odile").get(address).text
    assert '/alerts/A-000003?severity=high" rel="next"' in alert
    assert 'rel="prev"' not in alert


def test_several_alerts_are_assigned_at_once_and_each_says_so(house: House, send: Send) -> None:
    house.browser("arno").get(QUEUE)
    answer = send(
        house.browser("anna"),
        QUEUE,
        f"{QUEUE}/assignment",
        alert=["A-000001", "A-000004"],
        to="anna",
        list="severity=critical",
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/quater/alerts?severity=critical&done=assigned")
    assert [get_alert(house.warehouse, one).assignee for one in ("A-000001", "A-000002", "A-000004")] == ["anna", "", "anna"]
    assert listed(house.browser("anna").get(f"{QUEUE}?assignee=anna").text) == ["A-000001", "A-000004"]


def test_alerts_are_given_to_colleagues_who_have_been_at_the_queue_and_see_the_same_ones(house: House, send: Send) -> None:
    for name in ("arno", "bert"):
        house.browser(name).get(QUEUE)
    answers = [
        send(house.browser("anna"), QUEUE, f"{QUEUE}/assignment", alert=["A-000001"], to=to).status_code
        for to in ("odile", "bert", "arno")
    ]
    assert answers == [422, 422, 303], "the officer was not there yet, Bert works for the other Order"
    assert get_alert(house.warehouse, "A-000001").assignee == "arno"


def test_nothing_is_assigned_to_a_stranger_nor_when_one_alert_is_not_there(house: House, send: Send) -> None:
    browser = house.browser("anna")
    assert send(browser, QUEUE, f"{QUEUE}/assignment", alert=["A-000001"], to="nobody we know").status_code == 422
    assert send(browser, QUEUE, f"{QUEUE}/assignment", alert=["A-000001", "A-999999"], to="anna").status_code == 404
    assert get_alert(house.warehouse, "A-000001").assignee == ""


def test_a_list_is_kept_under_a_name_and_forgotten(house: House, send: Send) -> None:
    browser = house.browser("anna")
    send(browser, QUEUE, f"{QUEUE}/filters", name="old & grave", list="severity=critical&status=nonsense")
    page = browser.get(QUEUE).text
    assert '<a href="/quater/alerts?severity=critical">old &amp; grave</a>' in page
    assert "old &amp; grave" not in house.browser("arno").get(QUEUE).text
    (number,) = re.findall(r"/alerts/filters/(\d+)/end", page)
    browser.post(f"{QUEUE}/filters/{number}/end", data={"token": token_in(page)}, headers=OURS)
    assert "old &amp; grave" not in browser.get(QUEUE).text


def test_what_waits_for_a_second_person_and_what_is_mine_is_counted(house: House) -> None:
    decide(house.warehouse, "A-000002", outcome="reported", reason="breach", by="anna", at=NOW)
    assign(house.warehouse, ["A-000001"], to="anna", by="anna", at=NOW)
    page = house.browser("anna").get(f"{QUEUE}?status=second").text
    assert listed(page) == ["A-000002"]
    assert "report waits for a second person" in page
    assert re.search(r"Second person <span class=\"count\">1</span>", page)
    assert re.search(r"<strong>1</strong><span>mine</span>", house.browser("anna").get(QUEUE).text)


def test_pages_are_cut_from_one_order(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.pages.alerts.queue.PER_PAGE", 2)
    browser = house.browser("odile")
    assert listed(browser.get(f"{QUEUE}?page=2").text) == ["A-000003", "A-000004"]
    last = browser.get(f"{QUEUE}?page=99").text
    assert listed(last) == ["A-000005"]
    assert "page 3 of 3" in last
    assert 'rel="next"' not in last
