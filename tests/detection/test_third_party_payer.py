"""The rule third-party-payer: a rubric account is paid by somebody whom nothing names."""

import pytest

from detection.engine import findings_of_rule
from detection.registry import detectors
from tests.detection.material import found, material

STORY = """
id     | account | booked     | amount   | counterparty       | communication
client | R       | 2026-03-02 | 9000.00  | BE11 An Klant      | dossier 2026/12
words  | R       | 2026-03-03 | -100.00  | BE12 Griffie       | Klant / Tegenpartij Zuiderling
third  | R       | 2026-03-{day} | {sum} | {payer}            | {words}
again  | R       | 2026-03-20 | 30000.00 | {payer}            | {words}
"""
PLAIN = {"day": "10", "sum": "10000.00", "payer": "BE13 Noordheim BV", "words": "dossier 2026/12"}


def test_a_payer_whom_nothing_names_is_found_once() -> None:
    assert found("third-party-payer", material(STORY.format(**PLAIN)), "movement_ids", "amount_milli") == [
        ("third", 10_000_000)
    ]


def test_a_first_receipt_that_is_small_waits_for_a_large_one() -> None:
    assert found("third-party-payer", material(STORY.format(**PLAIN | {"sum": "9999.99"}))) == [("again",)]


@pytest.mark.parametrize(
    "lawful",
    [
        {"words": "Noordheim dossier 2026/12"},
        {"payer": "BE13 Zuiderling Jan"},
        {"payer": "BE11 An Klant"},
        {"payer": "BE13 Notaris Ex"},
        {"payer": "BE14 AXA Belgium"},
        {"payer": "B"},
        {"payer": "BE70OFFICE"},
        {"payer": ""},
        {"day": "02"},
    ],
    ids=str,
)
def test_a_named_payer_one_of_the_first_day_and_who_stands_for_others_are_not_found(lawful: dict[str, str]) -> None:
    assert found("third-party-payer", material(STORY.format(**(PLAIN | lawful)))) == []


def test_a_name_that_is_told_later_does_not_count_and_a_legal_form_names_nobody() -> None:
    moved = """
    id    | account | booked     | amount   | counterparty      | communication
    first | R       | 2026-03-02 | 9000.00  | BE11 An Klant     | verkoop SRL
    third | R       | 2026-03-10 | 20000.00 | BE13 Noordheim SRL |
    later | R       | 2026-03-11 | -50.00   | BE14 Griffie      | Noordheim
    """
    assert found("third-party-payer", material(moved)) == [("third",)]


def test_a_third_party_account_is_not_asked() -> None:
    given = material(STORY.format(**PLAIN).replace("| R  ", "| A  "))
    assert list(findings_of_rule(detectors()["third-party-payer"], given)) == []
