"""The rule pledge-surety: what the bank charges for a security, and words that speak of one."""

import pytest

from tests.detection.material import found, material


def test_the_banks_own_codes_are_found_whatever_they_say() -> None:
    moved = """
    id    | booked     | amount  | code     | communication
    fee   | 2026-03-02 | -35.00  | 08039000 |
    guar  | 2026-03-03 | -75.00  | 08012000 | dossier 2026/12
    cash  | 2026-03-04 | -15.00  | 08004000 | kosten
    plain | 2026-03-05 | -15.00  | 08035000 | kosten
    """
    assert found("pledge-surety", material(moved), "movement_ids", "severity") == [
        ("fee", None),
        ("guar", None),
        ("cash", None),
    ]


@pytest.mark.parametrize(
    "words", ["mise en gage du compte", "NANTISSEMENT", "caution", "pandgeving rekening", "Borgstelling", "Pfand", "Bürgschaft"]
)
def test_words_of_every_language_count_with_a_bank(words: str) -> None:
    moved = f"""
    id   | booked     | amount   | counterparty          | communication
    said | 2026-03-02 | -5000.00 | BE71 Banque Nagelmackers | {words}
    """
    assert found("pledge-surety", material(moved), "movement_ids", "severity") == [("said", None)]


def test_words_weigh_less_without_a_bank_or_with_a_dossier() -> None:
    moved = """
    id      | booked     | amount   | counterparty         | communication
    alone   | 2026-03-02 | -1500.00 | BE72 An Klant        | caution
    tenant  | 2026-03-03 | -1500.00 | BE71 Belfius Bank    | caution locative dossier 2026/12
    client  | 2026-03-04 | -1500.00 | BE72 An Klant        | caution dossier 2026/12
    insurer | 2026-03-05 | 1500.00  | BE73 KBC Verzekeringen | borgstelling
    """
    # without a bank or a dossier only words speak; a bank with a dossier is mostly a tenant's guarantee; an insurer is no bank
    assert found("pledge-surety", material(moved), "movement_ids", "severity") == [
        ("alone", "low"),
        ("tenant", "low"),
        ("insurer", "low"),
    ]


def test_a_building_is_no_pledge_but_what_the_bank_books_is() -> None:
    moved = """
    id     | booked     | amount     | code     | counterparty      | communication
    house  | 2026-03-02 | -150000.00 |          | BE71 KBC Bank     | verkoop pand Gent
    booked | 2026-03-03 | -25.00     | 08035000 |                   | kosten pand
    """
    assert found("pledge-surety", material(moved), "movement_ids", "severity") == [("booked", None)]
