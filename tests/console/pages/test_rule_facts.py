"""The numbers of a finding, told to people: each by its name in their language, written as the reason writes it."""

from dataclasses import replace

import pytest

from console.pages.rule_facts import facts_of, numbers_of
from tests.console.pages.house import ALINE, finding

WITHDRAWAL = finding("one", ALINE, "H", "LIEGE", ())
UNLIKE = replace(WITHDRAWAL, detector="model-outlier")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", [("allowed since", "2026-09-01"), ("confidence", "87.5%"), ("days", 30), ("total", "1,800.00 EUR")]),
        ("fr", [("admis depuis", "01/09/2026"), ("confiance", "87,5\u00a0%"), ("jours", 30), ("total", "1\u00a0800,00 EUR")]),
        (
            "nl",
            [("toegelaten sinds", "01/09/2026"), ("betrouwbaarheid", "87,5\u00a0%"), ("dagen", 30), ("totaal", "1.800,00 EUR")],
        ),
    ],
)
def test_a_number_has_its_name_and_stands_as_in_the_reason(language: str, told: list[tuple[str, str | int]]) -> None:
    found = replace(WITHDRAWAL, evidence={"total": 1_800_000, "days": 30, "confidence": 875, "allowed_since": "2026-09-01"})
    assert [(name, value) for _, name, value in numbers_of(found, language)] == told


def test_one_of_several_numbers_keeps_its_place_and_its_key() -> None:
    found = replace(UNLIKE, evidence={"value_milli_2": 12_000, "feature_1": "receipts", "less_from_milli_1": 7})
    assert numbers_of(found, "fr") == [
        ("feature_1", "caractéristique 1", "receipts"),
        ("less_from_milli_1", "réduit depuis 1", 7),
        ("value_milli_2", "valeur 2", 12_000),
    ]


def test_what_today_s_rule_does_not_know_stays_as_it_was_kept() -> None:
    gone = replace(WITHDRAWAL, detector="no-such-rule", evidence={"strange_number": 5})
    assert numbers_of(gone, "nl") == [("strange_number", "strange number", 5)]
    older = replace(WITHDRAWAL, detector="silence", evidence={"habit": "a habit of long ago"})
    assert numbers_of(older, "nl") == [("habit", "gewoonte", "a habit of long ago")]


def test_a_figure_is_named_with_its_unit_and_its_source() -> None:
    figure = facts_of("stale-2m-2500", "fr").figures["limit"]
    assert (figure.name, figure.unit) == ("limite", "millièmes d'EUR")
    assert "le Roi peut l'adapter" in figure.source
    assert facts_of("no-such-rule", "fr").figures == {}
