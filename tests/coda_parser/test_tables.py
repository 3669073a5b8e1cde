"""Code tables and structured communications: complete in four languages, and never a reason to refuse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from coda_parser.codes import LANGUAGES, Language, category_label, families, label, type_label
from coda_parser.structured import decode, is_known_type, parts_of, slice_of, type_name
from coda_parser.tables import read_table

TABLES = ["transaction_codes.csv", "transaction_categories.csv", "communication_types.csv", "structured_names.csv"]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_named_in_every_language(name: str, language: Language) -> None:
    assert [row for row in read_table(name) if not row[language].strip()] == []


def test_every_field_of_a_structured_communication_and_every_value_of_it_has_a_name() -> None:
    named = [row["en"] for row in read_table("structured_names.csv")]
    fields = read_table("structured.csv")
    values = {value.split("=", 1)[1] for row in fields for value in row["values"].split("|") if value}
    assert set(named) == {row["meaning"] for row in fields} | values
    assert len(named) == len(set(named))


def test_the_families_are_those_of_edition_2_6() -> None:
    assert " ".join(families()) == "01 02 03 04 05 07 09 11 13 30 35 41 43 47 80"


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("00150000", "nl", "Binnenlandse/lokale overschrijvingen - SEPA credit transfers: Overschrijving te uwen gunste"),
        ("00404000", "fr", "Cartes : Retrait d'espèces à un distributeur"),
        ("00901000", "de", "Schaltergeschäfte: Bargeldabhebung"),
        ("08047011", "en", "Separately charged costs and provisions: Charging fees for transactions (VAT)"),
        ("00146000", "de", "Inländische oder lokale SEPA-Überweisungen: Bankeigene Codes"),
        ("08046000", "en", "Separately charged costs and provisions"),
        ("00188000", "en", "Domestic or local SEPA credit transfers"),
        ("09988777", "en", "09988777"),
    ],
)
def test_a_transaction_code_is_named_as_far_as_it_is_known(code: str, language: Language, words: str) -> None:
    assert label(code, language) == words


def test_the_first_digit_and_the_category_have_names_of_their_own() -> None:
    assert type_label("80101437", "en") == "detail of a simple amount"
    assert category_label("80101437", "fr") == "Taxe sur la spéculation"
    assert (type_label("40101999", "en"), category_label("40101999", "en")) == ("", "")


# type: where its last field ends behind the type, as the standard prints its length
LENGTHS = {
    "001": 175,
    "002": 140,
    "004": 140,
    "005": 140,
    "006": 52,
    "007": 28,
    "008": 105,
    "009": 105,
    "010": 251,
    "011": 209,
    "100": 25,
    "101": 12,
    "102": 12,
    "103": 12,
    "105": 74,
    "106": 58,
    "107": 60,
    "108": 54,
    "111": 61,
    "113": 108,
    "114": 69,
    "115": 105,
    "121": 75,
    "122": 51,
    "123": 57,
    "124": 54,
    "125": 112,
    "126": 99,
    "127": 146,
}


@pytest.mark.parametrize("type_", LENGTHS)
def test_the_fields_of_a_structured_communication_fill_its_length(type_: str) -> None:
    assert parts_of(type_)[-1].slice.stop == LENGTHS[type_]
    assert len({part.name for part in parts_of(type_)}) == len(parts_of(type_))


def test_fields_do_not_overlap() -> None:
    for type_ in LENGTHS:
        parts = parts_of(type_)
        assert all(left.slice.stop <= right.slice.start for left, right in pairwise(parts)), type_


def test_amounts_are_thousandths_rates_decimals_and_dates_dates() -> None:
    content = "000000001075000" + "000000001290000" + "000083333333" + "USD" + " " * 12 + "US" + "000000001075000"
    decoded = decode("105", content)
    assert decoded["gross_amount_in_account_currency"] == 1_075_000
    assert decoded["rate"] == Decimal("0.83333333")
    assert (decoded["currency"], decoded["principal_country"]) == ("USD", "US")
    assert decode("121", "000000001075000" + "310326" + "000000" + "xxxxxx")["maturity_date"] == date(2026, 3, 31)


def test_what_is_no_number_or_no_date_is_none() -> None:
    decoded = decode("121", "not an amount".ljust(15) + "320326")
    assert (decoded["amount_of_the_bill"], decoded["maturity_date"]) == (None, None)


def test_a_type_without_layout_gives_its_whole_content() -> None:
    assert decode("112", "WHATEVER  ") == {"text": "WHATEVER"}
    assert decode("199", "NEW") == {"text": "NEW"}
    assert (is_known_type("112"), is_known_type("199"), type_name("199", "en")) == (True, False, "")


def test_a_field_that_a_type_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"127\.amount"):
        slice_of("127", "amount")
