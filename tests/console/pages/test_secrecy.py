"""Secrecy: nobody gets anything to see before he has signed for it, at the desk and at the terminal."""

import hashlib
from datetime import UTC, datetime

import pytest

from tests.console.conftest import quater
from tests.console.pages.conftest import Send, token_in
from tests.console.pages.house import NOW, OURS, House
from warehouse.errors import Refusal
from warehouse.users.secrecy import has_signed, list_signatures, sign
from warehouse.users.undertakings import VERSION, languages, undertaking

pytestmark = pytest.mark.usefixtures("nobody_signs")

DIGESTS = {1: "e9de5c3f9fe44bc0741d714f3b00f11b6b9c3b2dd7071274b7d75be496fed9e4"}
"""Version of the undertaking → SHA-256 over its texts; a changed text is a new version, which everybody signs anew."""


def test_jr_31_no_page_opens_before_the_undertaking_is_signed_and_every_page_then(house: House) -> None:
    anna = house.browser("anna", language="fr")
    for page in ("/quater/alerts", "/quater/alerts/A-000001", "/quater/exports/alerts.csv", "/quater/accounts"):
        answer = anna.get(page)
        assert (answer.status_code, answer.headers["location"], answer.content) == (303, "/quater/secrecy", b""), page
    assert {row[3] for row in house.accesses()} == {"denied: secrecy not signed"}
    shown = anna.get("/quater/secrecy").text
    assert "article 458 du Code pénal" in shown
    given = {"token": token_in(shown), "version": str(VERSION), "language": "fr"}
    assert anna.post("/quater/secrecy", data=given | {"name": " "}, headers=OURS).status_code == 422
    assert anna.post("/quater/secrecy", data=given | {"name": "Anna A", "version": "0"}, headers=OURS).status_code == 422
    assert anna.post("/quater/secrecy", data=given | {"name": "Anna A"}, headers=OURS).status_code == 303
    assert anna.get("/quater/alerts/A-000001").status_code == 200
    assert house.browser("bert").get("/quater/alerts").status_code == 303, "each signs for himself"
    (kept,) = list_signatures(house.warehouse)
    assert (kept.person, kept.name, kept.version, kept.language, kept.at) == ("anna", "Anna A", VERSION, "fr", NOW)
    assert kept.digest == hashlib.sha256(undertaking("fr").encode()).hexdigest()


def test_jr_31_a_form_is_refused_like_a_page_before_the_signature(house: House, send: Send) -> None:
    odile = house.browser("odile")
    answer = odile.post("/quater/blocks", data={"person": "anna", "token": "x"}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/quater/secrecy")


def test_jr_31_every_page_says_that_what_it_shows_is_secret(house: House) -> None:
    sign(house.warehouse, "anna", name="Anna A", language="nl", at=NOW)
    assert '<footer class="secrecy">' in house.browser("anna").get("/quater/alerts").text


def test_jr_31_no_command_shows_data_before_the_person_has_signed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUATER_USER", "anna")
    home = ("--home", str(house.warehouse.settings.home))
    for given in (("alerts", "list"), ("evidence", "list"), ("report", "--bar", "GENT")):
        answer = quater(*given, *home)
        assert (answer.code, answer.out, "everybody signs for secrecy" in answer.err) == (2, "", True), given
    assert {row[3] for row in house.accesses()} == {"denied: secrecy not signed"}
    assert "Strafwetboek" in quater("people", "undertaking", "--language", "nl").out
    assert quater("people", "sign", "--name", "Anna A", "--language", "nl", *home).code == 0
    assert quater("alerts", "list", *home).code == 0


def test_jr_31_who_signs_twice_has_signed_once_and_capitals_make_no_other_person(house: House) -> None:
    sign(house.warehouse, "Anna", name="Anna A", language="fr", at=NOW)
    sign(house.warehouse, "anna", name="Another", language="nl", at=datetime(2027, 1, 1, tzinfo=UTC))
    assert [(one.name, one.at) for one in list_signatures(house.warehouse)] == [("Anna A", NOW)]
    assert has_signed(house.warehouse, "ANNA")
    with pytest.raises(Refusal, match="one of de, fr, nl"):
        sign(house.warehouse, "bert", name="Bert", language="en", at=NOW)


def test_jr_31_a_changed_undertaking_is_another_version_in_every_language() -> None:
    texts = "".join(undertaking(language) for language in languages())
    assert hashlib.sha256(texts.encode()).hexdigest() == DIGESTS[VERSION]
