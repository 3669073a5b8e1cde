"""Dossier references as lawyers and their payers write them, and how surely each is the lawyer's own."""

import polars as pl
import pytest

from detection.dossiers import confidence_of, dossier_of, several_in
from detection.lists import rows
from detection.texts import folded


@pytest.mark.parametrize(
    ("communication", "dossier"),
    [
        ("solde 26/0342 Dupont", "26/342"),
        ("Solde dû, 26/0342.", "26/342"),
        ("saldo (26.0342) Janssens", "26/342"),
        ("Restbetrag 26/0342/AB Boskdon", "26/342/AB"),
        ("Inzake Janssens t/ Dupont - 26/0342", "26/342"),
        ("Inz. 26/0342", "26/342"),
        ("INZ 2026/0342 saldo", "2026/342"),
        ("In zake: 26.0342 Abricka", "26/342"),
        ("Sache 26/0342", "26/342"),
        ("In Sachen Abricka ./. Boskdon, 2026/342", "2026/342"),
        ("En cause de Dupont c/ Janssens 2026/0342", "2026/342"),
        ("Dupont c/ Janssens", "DUPONT/JANSSENS"),
        ("Janssens c/ Dupont solde", "DUPONT/JANSSENS"),
        ("DUPONT C/JANSSENS", "DUPONT/JANSSENS"),
        ("Inzake Janssens t/ Dupont", "DUPONT/JANSSENS"),
        ("Abricka NV t/ De Boskdon", "ABRICKA/BOSKDON"),
        ("Maes ./. Weber", "MAES/WEBER"),
        ("Maes vs Weber", "MAES/WEBER"),
        ("uw ref. 26/0342", "26/342"),
        ("v/réf. : 2026-0342", "2026/342"),
        ("Uw dossier 26/0342", "26/342"),
        ("Réf. à rappeler 26/0342", "26/342"),
        ("indemnité D12345", "D12345"),
        ("D-12345 solde", "D12345"),
        ("dossier D12345 solde", "D12345"),
        ("AZ 12/345", "12/345"),
        ("R.G. 24/1234/A", "24/1234/A"),
        ("RK 24/123/B", "24/123/B"),
        ("jugement 24/1234/A Dupont", "24/1234/A"),
        ("sinistre 123456789", "123456789"),
        ("Schadenr. 2026-55512", "2026/55512"),
        ("Schadennummer: 77-123456", "77/123456"),
    ],
)
def test_what_names_a_file_is_recognised(communication: str, dossier: str) -> None:
    assert dossier_of(communication) == dossier


@pytest.mark.parametrize(
    "communication",
    [
        "loyer 12/2026 Dupont",
        "huur 11.2026",
        "le 15/03/2026",
        "solde 26.0342,00 EUR",
        "12.500 EUR",
        "c/o Janssens",
        "Dupont c/o Janssens",
        "paiement D123",
        "TVA BE0123456789",
        "tel 0470/123456",
        "tel 02/1234567",
        "indemnité 12345",
        "schadevergoeding saldo",
        "en cause",
        "12/26",
        "dossier Janssens loyer 12/2026",
    ],
)
def test_what_names_no_file_is_not(communication: str) -> None:
    assert dossier_of(communication) is None


@pytest.mark.parametrize(
    ("communication", "by_payer", "by_lawyer"),
    [
        ("Dossier 26.0342", 950, 950),
        ("uw ref 26/0342", 950, 500),  # what the payer calls yours is the lawyer's; what the lawyer calls so is not
        ("V/Réf. 26/0342", 950, 500),
        ("Ihr Zeichen 26/0342", 950, 500),
        ("N/Réf. 26/0342", 600, 950),
        ("Ons kenmerk 26/0342", 600, 950),
        ("Unser Zeichen 26/0342", 600, 950),
        ("Zaak Janssens Dupont 2026/0342", 950, 950),
        ("réf 26/0342", 900, 900),
        ("2026/0342 Abricka", 900, 900),
        ("26.0342 Abricka", 900, 900),
        ("solde 26/0342 Abricka", 850, 850),
        ("RG 24/1234/A", 700, 700),  # the court's number
        ("jugement 24/1234/A", 700, 700),
        ("D12345 solde", 700, 700),
        ("Dupont c/ Janssens", 600, 600),  # many files are between the same two
        ("sinistre 123456789", 400, 400),  # the insurer's number
        ("Dossiers 26/0342 et 26/0343", 500, 500),  # several in one transfer
        ("V/Réf. 26/0342 N/Réf. 77/1234", 500, 500),
        ("Etat de frais et honoraires 2026/044, dossier 26.0342", 950, 950),  # a fee note is no second dossier
        ("Dossier 26/0342 loyer 11/2026", 950, 950),  # nor is a month
        ("paiement", None, None),
    ],
)
def test_how_surely_a_reference_is_the_lawyers_own(communication: str, by_payer: int | None, by_lawyer: int | None) -> None:
    given = confidence_of(communication, received=True), confidence_of(communication, received=False)
    assert given == (by_payer, by_lawyer)


def test_a_reference_has_a_confidence_exactly_when_there_is_one() -> None:
    for word in (row["word"] for row in rows("dossier_words")):
        assert dossier_of(f"x {word} 26/0342") == "26/342", word
        for received in (True, False):
            assert confidence_of(f"x {word} 26/0342", received=received), word


def test_several_references_are_counted_once_however_often_they_are_written() -> None:
    texts = pl.Series(["26/0342 26.342", "26/0342 26/0343", "26/0342", ""])
    assert pl.select(several_in(folded(pl.lit(texts)))).to_series().to_list() == [False, True, False, False]
