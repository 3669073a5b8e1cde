"""The frame around every page: headers, what it fetches, language and theme, the quality pages of another hand."""

import re
from pathlib import Path

import pytest

from console.pages.assets import FOLDER, address_of
from tests.console.pages.house import NOW, OURS, House

PAGES = Path("console/pages")
ALERT = "/quater/alerts/A-000001"


@pytest.mark.parametrize("path", ["/quater/alerts", ALERT, "/quater/no", f"/quater{address_of('desk.js')}"])
def test_the_headers_allow_what_is_ours_and_nothing_inline(house: House, path: str) -> None:
    headers = house.browser("anna").get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "font-src", "img-src", "connect-src", "form-action")} == {
        "'self'"
    }
    assert "unsafe" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert policy["trusted-types"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_are_kept_nowhere_and_files_under_the_address_of_their_content_for_a_year(house: House) -> None:
    browser = house.browser("anna")
    assert browser.get("/quater/alerts").headers["cache-control"] == "no-store"
    assert "immutable" in browser.get(f"/quater{address_of('frame.css')}").headers["cache-control"]
    assert "immutable" not in browser.get("/quater/static/frame.css?v=000000000000").headers["cache-control"]


def test_nothing_in_the_sources_is_fetched_from_another_host_and_nothing_is_inline() -> None:
    sources = [path for path in PAGES.rglob("*") if path.suffix in (".html", ".css", ".js")]
    assert len(sources) > 15
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//|url\(\"?https?:|@import|from \"https?:", text), path.name
        if path.suffix == ".html":
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe", text), path.name
        if path.suffix == ".js":
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), path.name


def test_every_address_in_a_page_is_answered(house: House) -> None:
    browser = house.browser("odile")
    page = browser.get(ALERT).text
    for address in set(re.findall(r'(?:href|src)="(/quater/[^"#]*)"', page)):
        assert browser.get(address.replace("&amp;", "&")).status_code in (200, 303), address


def test_fonts_come_with_their_licence() -> None:
    assert {path.name for path in (FOLDER / "fonts").iterdir()} == {
        *("inter.woff2", "inter-license.txt"),
        *("plex-mono.woff2", "plex-mono-license.txt"),
    }


def test_language_and_theme_are_chosen_on_any_page_and_lead_back_to_it(house: House) -> None:
    browser = house.browser("anna", language="")
    page = browser.get("/quater/alerts?severity=high").text
    assert '<html lang="fr" data-theme="system">' in page
    token = re.findall(r'name="token" value="([^"]+)"', page)[0]
    form = {"token": token, "language": "nl", "theme": "dark", "back": "/alerts?severity=high"}
    answer = browser.post("/quater/preferences", data=form, headers=OURS)
    assert answer.headers["location"] == "/quater/alerts?severity=high"
    assert all("HttpOnly" in cookie for cookie in answer.headers.get_list("set-cookie"))
    browser.cookies.update(answer.cookies)
    assert '<html lang="nl" data-theme="dark">' in browser.get("/quater/alerts").text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "x\r\nSet-Cookie: a=b"]
)
def test_a_choice_leads_to_no_other_site(house: House, back: str) -> None:
    browser = house.browser("anna")
    token = re.findall(r'name="token" value="([^"]+)"', browser.get("/quater/alerts").text)[0]
    answer = browser.post("/quater/preferences", data={"token": token, "back": back}, headers=OURS)
    assert answer.headers["location"] == "/quater/"
    assert answer.headers.get_list("set-cookie") == []


CHECK = "validations/movements/2026-11-20/20261120T000000.000000Z/lake.html"
FROM_ELSEWHERE = """<html><head>
<link rel="stylesheet" href="https://elsewhere.example/a.css"><script src="//elsewhere.example/a.js"></script>
<style>td { color: red }</style></head><body onload="steal()"><img src='https://elsewhere.example/a.png'>
<script>steal()</script><a href="https://elsewhere.example/newsletter">Subscribe</a><td>45</td></body></html>"""


def test_a_quality_check_is_listed_and_shown_without_anything_of_another_host(house: House) -> None:
    page = house.warehouse.settings.data_docs / CHECK
    page.parent.mkdir(parents=True)
    page.write_text(FROM_ELSEWHERE, encoding="utf-8")
    listed = house.browser("oper").get("/quater/quality").text
    assert f'href="/quater/quality/{CHECK}"' in listed
    answer = house.browser("oper").get(f"/quater/quality/{CHECK}")
    assert "<td>45</td>" in answer.text
    assert "<style>td { color: red }</style>" in answer.text
    for gone in ("elsewhere.example", "script", "onload", "steal"):
        assert gone not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"], "so that default-src 'none' forbids every script"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_nothing_outside_the_quality_pages_is_shown_under_their_address(house: House) -> None:
    settings = house.warehouse.settings
    settings.data_docs.mkdir(parents=True)
    (settings.home / "secret.html").write_text("secret", encoding="utf-8")
    for path in ("../secret.html", "..%2Fsecret.html", "%2e%2e/secret.html", f"/{settings.home}/secret.html"):
        answer = house.browser("odile").get(f"/quater/quality/{path}")
        assert answer.status_code == 404
        assert "secret" not in answer.text


def test_a_form_s_token_ends_with_the_working_day(house: House) -> None:
    from datetime import timedelta

    from console.pages.visitors import Forms

    forms = Forms(b"key")
    token = forms.token("anna", "A-000001", at=NOW)
    assert forms.accepts(token, "anna", "A-000001", at=NOW + timedelta(hours=7, minutes=59))
    assert not forms.accepts(token, "anna", "A-000001", at=NOW + timedelta(hours=8))
