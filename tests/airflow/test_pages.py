"""The desk's pages as a visitor meets them, without Airflow: who may see what, what is written down first, what text can do."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from console.pages import Visitor, create_application
from console.pages.desk import Desk
from warehouse.alerts import AlertDraft, Finding, get_alert, history, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.evidence import list_accesses
from warehouse.register import import_register

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FIRST, SECOND = "A-000001", "A-000002"
HOSTILE = '<script>alert(1)</script> "onload=x \u202e]]>'
PAGES = (
    "/quater/",
    "/quater/alerts",
    f"/quater/alerts/{FIRST}",
    "/quater/reports",
    "/quater/reports/R-000001",
    "/quater/quality",
    "/quater/quality/validations/a/b/c/d.html",
)
OURS = {"Origin": "http://testserver"}
Client = Callable[[str | None], TestClient]


def finding(key: str, *, severity: str = "high", amount_milli: int = 900_000, reason: str = "Cash was withdrawn.") -> Finding:
    return Finding(
        key=key,
        detector="cash-withdrawal",
        detector_version="1",
        nature="illicit",
        severity=severity,
        typology="cash",
        account="BE35985051416137",
        holder_id=f"H-{key}",
        bar="LIEGE-HUY",
        first_date=date(2026, 11, 2),
        last_date=date(2026, 11, 3),
        amount_milli=amount_milli,
        currency="EUR",
        movement_ids=("BE35985051416137.EUR.2026-11-02.001.0001.0000",),
        bank_references=("REF",),
        evidence={"amount_milli": amount_milli},
        reason=reason,
    )


@pytest.fixture
def desk(warehouse: Warehouse) -> Warehouse:
    """Two open alerts: a high one with hostile text raised first, then a critical one."""
    found = [finding("a", reason=HOSTILE), finding("b", severity="critical", amount_milli=10_000)]
    store_findings(warehouse, found, on=date(2026, 11, 20), at=datetime(2026, 11, 20, tzinfo=UTC))
    drafts = [AlertDraft(one.holder_id, one.account, one.typology, date(2026, 11, 1), (one.key,)) for one in found]
    raise_alerts(warehouse, drafts, at=datetime(2026, 11, 20, tzinfo=UTC))
    return warehouse


@pytest.fixture
def client(desk: Warehouse) -> Iterator[Client]:
    """A browser, signed in as a person or (None) as nobody."""
    opened: list[TestClient] = []

    def browser(name: str | None) -> TestClient:
        async def guard(request: Request) -> None:
            if name is None:
                raise HTTPException(401)
            if name == "stranger":
                raise HTTPException(403)
            request.state.visitor = Visitor(name)

        root = FastAPI()
        pages = create_application(
            Desk(lambda: desk, now=lambda: NOW), guard=guard, sign_in=lambda back: f"/sign-in?next={back}"
        )
        root.mount("/quater", pages)
        opened.append(TestClient(root, follow_redirects=False))
        return opened[-1]

    yield browser
    for one in opened:
        one.close()


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


def accesses(warehouse: Warehouse) -> list[tuple[str | None, str, str]]:
    return [(row.identity, row.action, row.subject) for row in list_accesses(warehouse)]


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_nothing_and_is_led_to_the_sign_in(client: Client, desk: Warehouse, path: str) -> None:
    answer = client(None).get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next={path}"
    assert answer.content == b""
    assert accesses(desk) == []


def test_a_person_without_the_permission_sees_no_data(client: Client, desk: Warehouse) -> None:
    answer = client("stranger").get(f"/quater/alerts/{FIRST}")
    assert answer.status_code == 403
    assert "BE35985051416137" not in answer.text
    assert accesses(desk) == []


def test_every_route_but_the_style_sheet_stands_behind_the_guard(desk: Warehouse) -> None:
    async def guard() -> None:
        raise HTTPException(401)

    application = create_application(Desk(lambda: desk), guard=guard, sign_in=lambda back: back)
    routes = [route for route in application.routes if isinstance(route, APIRoute)]
    assert len(routes) >= 7
    for route in routes:
        assert guard in {dependant.call for dependant in route.dependant.dependencies}, route.path


def test_the_queue_lists_the_critical_alert_before_the_older_and_larger_one(client: Client, desk: Warehouse) -> None:
    page = client("anna").get("/quater/alerts").text
    assert page.index(SECOND) < page.index(FIRST)
    assert "BE35985051416137" not in page
    assert accesses(desk) == [("anna", "list", "alert-queue")]


def test_opening_an_alert_is_written_down_before_anything_is_read_for_it(
    client: Client, desk: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise HTTPException(500)

    monkeypatch.setattr("console.pages.alert.movements", broken)
    answer = client("anna").get(f"/quater/alerts/{FIRST}")
    assert answer.status_code == 500
    assert accesses(desk) == [("anna", "show", FIRST)]


def test_text_from_a_bank_is_shown_and_never_obeyed(client: Client) -> None:
    page = client("anna").get(f"/quater/alerts/{FIRST}").text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "\\u202e" in page


def test_the_headers_allow_no_script_and_no_other_host(client: Client) -> None:
    for path in (*PAGES, "/quater/static/quater.css"):
        headers = client("anna").get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "script-src" not in policy
        assert "http" not in policy
        assert "'unsafe" not in policy
        assert headers["cache-control"] == "no-store"
    sources = [
        file.read_text(encoding="utf-8") for file in Path("console/pages").rglob("*") if file.suffix in (".html", ".css")
    ]
    assert sources
    assert not [text for text in sources if "<script" in text or re.search(r"(src|href)=\"https?:|url\(", text)]


def test_a_decision_without_a_reason_is_refused_and_what_was_chosen_stays(client: Client, desk: Warehouse) -> None:
    browser = client("anna")
    token = token_in(browser.get(f"/quater/alerts/{FIRST}").text)
    form = {"token": token, "version": "1", "outcome": "watch", "reason": "  \r\n "}
    answer = browser.post(f"/quater/alerts/{FIRST}/disposition", data=form, headers=OURS)
    assert answer.status_code == 422
    assert "a decision needs its reason" in answer.text
    assert re.search(r'value="watch" required checked', answer.text)
    assert get_alert(desk, FIRST).status == "open"


def test_a_decision_with_a_reason_is_recorded_under_the_persons_name(client: Client, desk: Warehouse) -> None:
    browser = client("anna")
    token = token_in(browser.get(f"/quater/alerts/{FIRST}").text)
    form = {"token": token, "version": "1", "outcome": "reported", "reason": "No permission\r\nof the bâtonnier."}
    answer = browser.post(f"/quater/alerts/{FIRST}/disposition", data=form, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/quater/alerts/{FIRST}?decided=reported")
    last = history(desk, FIRST)[-1]
    assert (last.by, last.event, last.detail) == ("anna", "proposed", "reported: No permission\nof the bâtonnier.")


def test_a_decision_on_an_alert_that_another_person_decided_on_meanwhile_is_refused(client: Client, desk: Warehouse) -> None:
    first, second = client("anna"), client("bert")
    forms = {}
    for name, browser in (("anna", first), ("bert", second)):
        token = token_in(browser.get(f"/quater/alerts/{FIRST}").text)
        forms[name] = {"token": token, "version": "1", "outcome": "watch", "reason": f"Seen by {name}."}
    assert first.post(f"/quater/alerts/{FIRST}/disposition", data=forms["anna"], headers=OURS).status_code == 303
    answer = second.post(f"/quater/alerts/{FIRST}/disposition", data=forms["bert"], headers=OURS)
    assert answer.status_code == 422
    assert "changed while you read it" in answer.text
    assert [event.by for event in history(desk, FIRST) if event.event == "watch"] == ["anna"]


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
def test_a_form_that_is_not_ours_changes_nothing(
    client: Client, desk: Warehouse, change: dict[str, str], headers: dict[str, str]
) -> None:
    browser = client("anna")
    token = token_in(browser.get(f"/quater/alerts/{FIRST}").text)
    form = {"token": token, "version": "1", "outcome": "dismissed", "reason": "Lawful."} | change
    answer = browser.post(f"/quater/alerts/{FIRST}/disposition", data=form, headers=headers)
    assert answer.status_code in (403, 422)
    assert get_alert(desk, FIRST).status == "open"


@pytest.mark.parametrize("other", ["another person", "another alert"])
def test_a_token_is_good_for_its_person_and_its_alert_only(client: Client, desk: Warehouse, other: str) -> None:
    token = token_in(client("anna").get(f"/quater/alerts/{FIRST}").text)
    person, alert = ("bert", FIRST) if other == "another person" else ("anna", SECOND)
    form = {"token": token, "version": "1", "outcome": "dismissed", "reason": "Lawful."}
    answer = client(person).post(f"/quater/alerts/{alert}/disposition", data=form, headers=OURS)
    assert answer.status_code == 403
    assert get_alert(desk, alert).status == "open"


@pytest.mark.parametrize(
    "path", ["/quater/alerts/A-999999", "/quater/alerts/nonsense", "/quater/reports/R-000009", "/quater/no"]
)
def test_what_is_not_there_is_said_in_one_page(client: Client, path: str) -> None:
    answer = client("anna").get(path)
    assert answer.status_code == 404
    assert "There is no such" in answer.text


def test_the_holder_and_the_account_are_named_from_the_register(client: Client, desk: Warehouse, tmp_path: Path) -> None:
    holders, accounts = tmp_path / "holders.csv", tmp_path / "accounts.csv"
    holders.write_text(
        "holder_id,name,street,postcode,city,country,bar,language\n"
        "H1,Maître Colette Fictive,Rue 1,4000,Liège,BE,LIEGE-HUY,fr\n",
        encoding="utf-8",
    )
    accounts.write_text(
        "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
        "BE35985051416137,EUR,third_party,false,H1,KASTBEBB,2020-01-01,,2024-10-01,2024-10-01\n",
        encoding="utf-8",
    )
    import_register(desk, holders=holders, accounts=accounts, own_accounts=None, at=NOW)
    page = client("anna").get(f"/quater/alerts/{FIRST}").text
    assert "Maître Colette Fictive" in page
    assert "third-party account" in page


CHECK = "validations/movements/2026-11-20/20261120T000000.000000Z/lake.html"
FROM_ELSEWHERE = """<html><head>
<link rel="stylesheet" href="https://elsewhere.example/a.css"><script src="//elsewhere.example/a.js"></script>
<style>td { color: red }</style></head><body onload="steal()"><img src='https://elsewhere.example/a.png'>
<script>steal()</script><a href="https://elsewhere.example/newsletter">Subscribe</a><td>45</td></body></html>"""


def test_a_quality_check_is_listed_and_shown_without_anything_of_another_host(client: Client, desk: Warehouse) -> None:
    page = desk.settings.data_docs / CHECK
    page.parent.mkdir(parents=True)
    page.write_text(FROM_ELSEWHERE, encoding="utf-8")
    listed = client("anna").get("/quater/quality").text
    assert f'href="/quater/quality/{CHECK}"' in listed
    answer = client("anna").get(f"/quater/quality/{CHECK}")
    assert "<td>45</td>" in answer.text
    assert "<style>td { color: red }</style>" in answer.text
    for gone in ("elsewhere.example", "script", "onload", "steal"):
        assert gone not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"], "so that default-src 'none' forbids every script"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_nothing_outside_the_quality_pages_is_shown_under_their_address(client: Client, desk: Warehouse) -> None:
    desk.settings.data_docs.mkdir(parents=True)
    (desk.settings.home / "secret.html").write_text("secret", encoding="utf-8")
    for path in ("../secret.html", "..%2Fsecret.html", "%2e%2e/secret.html", f"/{desk.settings.home}/secret.html"):
        answer = client("anna").get(f"/quater/quality/{path}")
        assert answer.status_code == 404
        assert "secret" not in answer.text
