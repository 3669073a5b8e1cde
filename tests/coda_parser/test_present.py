"""A statement as a person reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import parse
from coda_parser.codes import LANGUAGES, Language
from coda_parser.present import money, present
from coda_parser.writer import InformationDraft, MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("milli", "text"),
    [(0, "0.00 EUR"), (5, "0.005 EUR"), (-10, "-0.01 EUR"), (1_234_567_890, "1 234 567.89 EUR"), (-999_999, "-999.999 EUR")],
)
def test_money_has_two_decimals_or_the_third_where_it_counts(milli: int, text: str) -> None:
    assert money(milli, "EUR") == text


def test_a_statement_is_told_in_pairs_and_rows(statement: Callable[..., StatementDraft]) -> None:
    rows = present(parse(write_delivery([statement(messages=["CLOSED ON MONDAY"])], created=DAY)).statements[0], "fr")
    heading = dict(rows.heading)
    assert heading["compte"] == "BE35 9850 5141 6137 EUR"
    assert heading["extrait"] == "064 · 2026-03-31"
    assert heading["ancien solde"] == "500.00 EUR · 2026-03-30"
    assert [heading[name] for name in ("débit", "crédit", "nouveau solde")] == ["-250.00 EUR", "1 040.50 EUR", "1 290.50 EUR"]
    assert rows.columns == ("numéro", "comptabilisé", "valeur", "montant", "opération")
    assert [row.amount for row in rows.movements] == ["1 000.00 EUR", "-250.00 EUR", "40.50 EUR"]
    assert rows.movements[0].kind == "Virements SEPA nationaux ou locaux : Virement en votre faveur"
    assert rows.movements[1].communication == "+++090/1234/56701+++"
    assert rows.movements[2].counterparty == "Rue Haute 12, 4000 Liège"
    assert rows.messages == ("CLOSED ON MONDAY",)


def test_a_structured_communication_is_told_by_its_fields(statement: Callable[..., StatementDraft]) -> None:
    amount = InformationDraft("EXCHANGE".ljust(30) + "USD" + "000000001500500" + "1" + "000", "006")
    unknown = InformationDraft("SOMETHING NEW", "199")
    paid = MovementDraft(1_000, DAY, None, "00150000", information=[amount, unknown])
    row = present(parse(write_delivery([statement(movements=[paid])], created=DAY)).statements[0]).movements[0]
    assert row.valued == "unknown"
    assert row.explains[0].startswith(
        "Information concerning the detail amount: description of the detail EXCHANGE, currency USD, amount 1 500.50, "
        "sign of the amount debit"
    )
    assert row.explains[1] == "199: SOMETHING NEW"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "libellé du détail EXCHANGE, devise USD, montant 1 500.50, signe du montant débit"),
        ("nl", "omschrijving van het detail EXCHANGE, munt USD, bedrag 1 500.50, teken van het bedrag debet"),
        ("de", "Bezeichnung der Einzelangabe EXCHANGE, Währung USD, Betrag 1 500.50, Vorzeichen des Betrags Soll"),
    ],
)
def test_its_fields_are_named_in_the_language(statement: Callable[..., StatementDraft], language: Language, told: str) -> None:
    amount = InformationDraft("EXCHANGE".ljust(30) + "USD" + "000000001500500" + "1" + "000", "006")
    paid = MovementDraft(1_000, DAY, DAY, "00150000", information=[amount])
    row = present(parse(write_delivery([statement(movements=[paid])], created=DAY)).statements[0], language).movements[0]
    assert told in row.explains[0]


# what is odd about a statement, in each language: no number, D, a separate application, an unknown old balance and value date
ODD = {
    "en": ("not numbered · 2026-03-31, duplicate, separate application", "unknown"),
    "fr": ("non numéroté · 2026-03-31, duplicata, application distincte", "inconnue"),
    "nl": ("niet genummerd · 2026-03-31, duplicaat, afzonderlijke toepassing", "onbekend"),
    "de": ("nicht nummeriert · 2026-03-31, Duplikat, getrennte Anwendung", "unbekannt"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_odd_about_a_statement_is_told_in_every_language(
    language: Language, statement: Callable[..., StatementDraft]
) -> None:
    paid = MovementDraft(1_000, DAY, None, "00150000")
    odd = statement(number=0, duplicate=True, separate_application=10137, old_balance_date=None, movements=[paid])
    rows = present(parse(write_delivery([odd], created=DAY)).statements[0], language)
    marks, unknown = ODD[language]
    assert rows.heading[4][1] == marks
    assert rows.heading[5][1] == f"0.00 EUR · {unknown}"
    assert rows.movements[0].valued == unknown


def test_every_heading_is_in_every_language(statement: Callable[..., StatementDraft]) -> None:
    read = parse(write_delivery([statement()], created=DAY)).statements[0]
    names = {language: present(read, language) for language in LANGUAGES}
    heads = [[name for name, _ in rows.heading] + list(rows.columns) for rows in names.values()]
    assert all(len(head) == 15 for head in heads)
    assert all(len({head[index] for head in heads}) > 1 for index in range(15) if heads[0][index] not in ("credit", "bank"))
