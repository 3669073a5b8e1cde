"""The same report for a machine: the facts and movements of the printed one, to the last thousandth, and nothing else."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from detection.reports.data_pieces import report_json, report_xml
from detection.reports.language import FORBIDDEN, languages
from tests.detection.reports.world import ALINE, Office, sample, text_of

CODES = sorted(languages())
GIVEN = {"reference": "LIEGE-HUY-2026-09-0000AAAA", "drafted": date(2026, 11, 22), "released": date(2026, 11, 24)}


def _json(content) -> dict:
    return json.loads(report_json(content, **GIVEN))


def _xml(content) -> ElementTree.Element:
    return ElementTree.fromstring(report_xml(content, **GIVEN))


@pytest.mark.parametrize("code", CODES)
def test_ar_4_e_json_and_xml_tell_the_cited_movements_and_no_other(code: str) -> None:
    content = sample(code)
    told = _json(content)
    lines = [line for fact in told["facts"] for found in fact["findings"] for line in found["movements"]]
    assert [(line["movement"], line["amount"]) for line in lines] == [("M1", "-4500.000"), ("M2", "1234567.890")]
    transactions = _xml(content).findall("transaction")
    assert [(one.findtext("transactionnumber"), one.findtext("amount_local")) for one in transactions] == [
        ("M1", "4500.000"),
        ("M2", "1234567.890"),
    ]
    for document in (report_json(content, **GIVEN), report_xml(content, **GIVEN)):
        assert "UNRELATED" not in document.decode()


def test_every_identification_of_a_movement_is_in_both(office: Office) -> None:
    told = _json(sample("fr"))["facts"][1]
    assert told["holder"] == {"name": "Cabinet Merle & Fauvette", "address": "Rue des Oiseaux 9, 4000 Liège"}
    assert told["account"] == {"number": ALINE, "currency": "EUR", "kind": "third_party", "bank": "KASTBEBB"}
    (line,) = told["findings"][0]["movements"]
    assert (line["booked_on"], line["valued_on"], line["currency"]) == ("2026-09-02", "2026-09-04", "EUR")
    assert line["counterparty"] == {
        "name": "Jan Peeters",
        "account": "NL91ABNA0417164300",
        "bic": "ABNANL2A",
        "address": "Keizersgracht 1, Amsterdam",
    }
    assert (line["communication"], line["structured_communication"]) == ("Dossier 2026/114", "090933755493")
    assert line["bank_reference"] == "REF-IN-2"
    cash, passed = _xml(sample("fr")).findall("transaction")
    assert passed.findtext("t_from/from_account/account") == "NL91ABNA0417164300"
    assert passed.findtext("t_to_my_client/to_account/account") == ALINE
    assert passed.findtext("t_to_my_client/to_account/account_name") == "Cabinet Merle & Fauvette"
    assert cash.findtext("t_from_my_client/from_account/account") == ALINE
    assert cash.findtext("t_to/to_account/account_name") == "-"


def test_dates_and_deadlines_are_those_of_the_printed_report() -> None:
    told = _json(sample("fr"))
    assert (told["released_on"], told["procedure_until"], told["destroy_from"]) == ("2026-11-24", "2027-11-24", "2036-09-03")
    draft = json.loads(report_json(sample("fr"), **GIVEN | {"released": None}))
    assert (draft["draft"], draft["released_on"], draft["procedure_until"]) == (True, None, None)


@pytest.mark.parametrize("code", CODES)
def test_gd_19_neither_says_what_a_machine_could_read_as_a_declaration(code: str) -> None:
    for document in (report_json(sample(code), **GIVEN), report_xml(sample(code), **GIVEN)):
        said = document.decode()
        assert not FORBIDDEN.search(said)
        for mark in ("STR", "SAR", "report_code", "suspicion"):
            assert mark not in said


@pytest.mark.parametrize(
    "payload", ["<x/>&amp;]]>", "a\x00b\x1f\ufffe", '"}],"facts":[]', "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "\u202e"]
)
def test_what_a_bank_wrote_stays_text_in_both(payload: str) -> None:
    content = sample("fr", communication=payload)
    assert _json(content)["facts"][1]["findings"][0]["movements"][0]["communication"] == payload
    _, passed = _xml(content).findall("transaction")
    assert passed.findtext("transaction_description")
    harmless = [element.tag for element in _xml(sample("fr")).findall("transaction")[1]]
    assert [element.tag for element in passed] == harmless


def test_both_are_pieces_of_their_own_beside_the_printed_report(office: Office) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    released = office.release(office.draft()[0].report_id)
    body, _, data, shaped = released.final
    assert json.loads(data.read_text(encoding="utf-8"))["reference"] == released.reference
    assert ElementTree.fromstring(shaped.read_bytes()).findtext("entity_reference") == released.reference
    assert "données du rapport" in text_of(body)
