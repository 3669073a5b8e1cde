"""The shared facts: references, names, countries, bank days, onward payments."""

import polars as pl
import pytest

from detection.dossiers import dossier_of, fee_note_of
from detection.names import frequent_surnames, same_person
from detection.onward import EVENTS, answered
from detection.sentences import money, percent


@pytest.mark.parametrize(
    ("communication", "dossier"),
    [
        ("DOS 2026/0123", "2026/123"),
        ("Dossier 2026-123 Janssens / Peeters", "2026/123"),
        ("dossier n° 2026.123", "2026/123"),
        ("N/REF: ABC/2026/15", "ABC/2026/15"),
        ("Notre réf. : 26.0342", "26/342"),
        ("V/Réf. DOS 260342", "260342"),
        ("ons ref. 26/0342", "26/342"),
        ("Ons kenmerk 2026-342-AB Abricka / Boskdon saldo", "2026/342/AB"),
        ("O/Ref 24117", "24117"),
        ("Zaak 20260342/AB", "20260342/AB"),
        ("Akte 12/345", "12/345"),
        ("Unser Zeichen 26.0342 A g. B", "26/342"),
        ("Az.: 7 O 12/26", None),
        ("GZ 26/0342", "26/342"),
        ("RG 24/1234/A", "24/1234/A"),
        ("A.R. 24/1234/A", "24/1234/A"),
        ("DOSSIER JANSSENS PEETERS 2026/12 SOLDE", "2026/12"),
        ("solde 2026/0417", "2026/417"),
        ("26.0342 Abricka c/ Boskdon", "26/342"),
        ("20260342/AB Abricka / Boskdon", "20260342/AB"),
        ("honoraires", None),
        ("facture 2026 ", None),
        ("12.500 EUR solde", None),
        ("01/2026 loyer", None),
        ("02/03/2026", None),
        ("2026-03-02", None),
        ("paiement 123456", None),
        ("dossier", None),
        ("réf 7", None),
        ("prefere 2026", None),
        ("", None),
    ],
)
def test_a_dossier_is_recognised_in_three_languages_and_many_styles(communication: str, dossier: str | None) -> None:
    assert dossier_of(communication) == dossier


@pytest.mark.parametrize(
    ("communication", "note"),
    [
        ("Etat de frais et honoraires 2026/014", "2026/14"),
        ("Ereloonnota 2026-014", "2026/14"),
        ("Honorarnote 2026/014", "2026/14"),
        ("staat van kosten nr 26014", "26014"),
        ("honoraires", None),
        ("provision", None),
        ("2026/014", None),
    ],
)
def test_a_fee_note_has_a_number(communication: str, note: str | None) -> None:
    assert fee_note_of(communication) == note


@pytest.mark.parametrize(
    ("holder", "party", "same"),
    [
        ("Jeanne Verstockt", "VERSTOCKT JEANNE", True),
        ("Jeanne Verstockt", "Mtre Jeanne Verstockt", True),
        ("Jeanne Verstockt", "Jeane Verstockt", True),
        ("Verstockt & Lemahieu SRL", "Lemahieu Verstockt avocats", True),
        ("Lemahieu SRL", "LEMAHIEU", True),
        ("Jan Peeters", "Peeters Jan", True),
        ("Peeters Advocaten", "PEETERS", False),
        ("Jan Peeters", "Peeters", False),
        ("Jeanne Verstockt", "Verstockt", False),
        ("Jeanne Verstockt", "Anna Verstockt", False),
        ("Marie Van den Berghe", "Marc Van den Berghe", False),
        ("Jeanne Verstockt", "Derdenrekening Jeanne Verstockt", False),
        ("Jeanne Verstockt", "", False),
        ("", "", False),
    ],
)
def test_a_name_is_the_holders_only_when_more_than_a_frequent_surname_agrees(holder: str, party: str, same: bool) -> None:
    assert same_person(holder, party) is same


def test_the_list_of_frequent_surnames_holds_both_languages() -> None:
    assert {"PEETERS", "JANSSENS", "DUBOIS", "LAMBERT", "MARTIN"} <= frequent_surnames()


def events(*rows: tuple[str, str, str, int, int, int]) -> pl.DataFrame:
    """Draw events of one key: party, id, day, met, amount; three days, at least 900, at most 1000 of the receipt."""
    return pl.DataFrame(
        [("k", party, name, day, met, amount, 3, 900, 1000) for party, name, _, day, met, amount in rows],
        schema=EVENTS,
        orient="row",
    )


def test_a_debit_answers_the_oldest_receipt_into_which_it_fits_and_only_one() -> None:
    drawn = events(
        ("p", "in1", "", 1, 1, 1000),
        ("q", "in2", "", 1, 1, 5000),
        ("x", "out1", "", 2, 2, -4800),
        ("y", "out2", "", 2, 2, -500),
        ("z", "out3", "", 3, 3, -450),
        ("w", "out4", "", 4, 4, -50),
    )
    # 4,800 fits only into 5,000 (96 %); 500 + 450 = 950 answers 1,000; the last one comes after both are answered
    assert answered(drawn, other_party=True).rows() == [("in2", ["out1"], 4800, 2), ("in1", ["out2", "out3"], 950, 3)]


def test_a_receipt_waits_its_days_and_no_longer() -> None:
    drawn = events(("p", "in", "", 1, 1, 1000), ("x", "out", "", 5, 5, -1000))
    assert answered(drawn, other_party=True).is_empty()


def test_money_and_shares_are_written_as_each_language_writes_them() -> None:
    assert [money(1_234_567_890, "EUR", language) for language in ("en", "fr", "nl", "de")] == [
        "1,234,567.89 EUR",
        "1\u00a0234\u00a0567,89 EUR",
        "1.234.567,89 EUR",
        "1.234.567,89 EUR",
    ]
    assert money(-5, "EUR", "en") == "-0.005 EUR"
    assert [percent(234, "en"), percent(200, "fr"), percent(5, "de")] == ["23.4%", "20\u00a0%", "0,5\u00a0%"]
