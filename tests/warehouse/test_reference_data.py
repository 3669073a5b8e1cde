"""The reference data that ships says what the shared facts say."""

import csv
from pathlib import Path

import pytest

from warehouse.intake_wording import judicial_wording
from warehouse.register import bank_bic_of, bank_name_of, bars

DOMAIN = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain"


def _facts(name: str) -> list[dict[str, str]]:
    path = DOMAIN / name
    if not path.is_file():
        pytest.skip(f"the shared facts are not beside this checkout: no {path.name} in ../shared/domain")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_bar_has_the_names_order_and_language_of_the_law() -> None:
    expected = [(r["code"], r["order"], r["language"], r["name_fr"], r["name_nl"], r["name_de"]) for r in _facts("bars.csv")]
    found = [(bar.code, bar.order, bar.language, *(bar.name(lang) for lang in ("fr", "nl", "de"))) for bar in bars().values()]
    assert found == expected


def test_every_range_of_account_numbers_belongs_to_the_bank_of_the_national_list() -> None:
    for row in _facts("banks.csv"):
        for digits in (row["bban_from"], row["bban_to"]):
            iban = f"BE00{digits}000000000"
            assert (bank_bic_of(iban), bank_name_of(iban)) == (row["bic"], row["bank_name"])


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Mtre Corbeau q.q. CURATEUR", "CURATEUR"),
        ("Administration provisoire de M. Lune", "ADMINISTRATION PROVISOIRE"),
        ("Règlement collectif de dettes", "REGLEMENT COLLECTIF"),
        ("Bewindvoerder over Jan Maan", "BEWINDVOERDER"),
        ("collectieve   schuldenregeling", ""),
        ("Collectieve schulden Maan", "COLLECTIEVE SCHULDEN"),
        ("Konkurs der Mond GmbH", "KONKURS"),
        ("Maître Curatorin", ""),
        ("COMPTE DE TIERS", ""),
        ("DERDENREKENING CORBEAU", ""),
    ],
)
def test_labels_of_judicial_mandates_are_known_as_whole_words_in_three_languages(label: str, found: str) -> None:
    assert judicial_wording("CORBEAU", label) == found
