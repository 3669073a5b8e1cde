"""A reason reads as a sentence in each language, with that language's numbers."""

import re
from string import Formatter
from typing import Any

import pytest

from models.detectors import DETECTORS
from models.explain import WORDINGS, describe, feature_name
from models.features import FEATURE_NAMES, FEATURES
from models.peers import BANDS, HEAVIEST, NEW

LANGUAGES = ("en", "fr", "nl", "de")


def reason(feature: str, value: int, median: int = 0, beyond: int = 4_200) -> dict[str, Any]:
    return {"feature": feature, "value_milli": value, "median_milli": median, "beyond_micro": beyond, "fall_micro": 9}


def test_the_four_languages_are_there_and_name_every_feature_and_nothing_else() -> None:
    assert tuple(sorted(WORDINGS)) == tuple(sorted(LANGUAGES))
    for language in LANGUAGES:
        assert set(WORDINGS[language].names) == set(FEATURE_NAMES), language


def test_the_names_of_a_language_differ_from_each_other_and_from_the_other_languages() -> None:
    for language in LANGUAGES:
        names = [feature_name(name, language) for name in FEATURE_NAMES]
        assert len(set(names)) == len(names), language
    for name in FEATURE_NAMES:
        assert len({feature_name(name, language) for language in LANGUAGES}) == 4, name


def test_every_detector_and_every_peer_group_has_its_words_in_every_language() -> None:
    bands = {name for _, name in BANDS} | {HEAVIEST, NEW}
    for language in LANGUAGES:
        words = WORDINGS[language]
        assert {detector.name for detector in DETECTORS} == set(words.stories), language
        assert set(words.bands) == bands, language
        assert set(words.kinds) == {"third_party", "rubric", "unknown", "*"}, language
        assert len(set(words.months)) == 12, language


@pytest.mark.parametrize(
    ("language", "group", "month"),
    [
        ("en", "rubric accounts, OVB, with more than 720 movements a year, EUR", "December 2025"),
        ("fr", "comptes rubriqués, OVB, de plus de 720 mouvements par an, EUR", "décembre 2025"),
        ("nl", "rubriekrekeningen, OVB, met meer dan 720 verrichtingen per jaar, EUR", "december 2025"),
        ("de", "Rubrikkonten, OVB, mit mehr als 720 Buchungen im Jahr, EUR", "Dezember 2025"),
    ],
)
def test_a_peer_group_and_a_month_are_named(language: str, group: str, month: str) -> None:
    assert WORDINGS[language].group("EUR/rubric/OVB/heavy") == group
    assert WORDINGS[language].month_of("2025-12") == month
    assert WORDINGS[language].group("USD/*/*/*").endswith("USD")


def test_one_is_said_as_one_and_in_french_none_too() -> None:
    assert "1 day (" in describe(reason("silent_days", 1_000), "en")
    assert "0 days (" in describe(reason("silent_days", 0), "en")
    assert "0 jour (" in describe(reason("silent_days", 0), "fr")
    assert "1 Tag (" in describe(reason("silent_days", 1_000), "de")
    assert "2 dagen (" in describe(reason("silent_days", 2_000), "nl")


def test_every_sentence_tells_name_value_median_and_share() -> None:
    for language in LANGUAGES:
        parts = {part for _, part, _, _ in Formatter().parse(WORDINGS[language].sentence) if part}
        assert parts == {"name", "value", "median", "share"}, language


@pytest.mark.parametrize(
    ("language", "name", "sum_told", "share_told"),
    [
        ("en", "cash paid in and withdrawn: ", "12,345.60 EUR", " 0.4% "),
        ("fr", "espèces versées et retirées_: ", "12_345,60 EUR", " 0,4_% "),
        ("nl", "gestort en opgenomen contant geld: ", "12.345,60 EUR", " 0,4_% "),
        ("de", "ein- und ausgezahltes Bargeld: ", "12.345,60 EUR", " 0,4_% "),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(language: str, name: str, sum_told: str, share_told: str) -> None:
    text = describe(reason("cash_money", 12_345_600), language)
    assert text.startswith((name + sum_told).replace("_", "\u00a0"))
    assert share_told.replace("_", "\u00a0") in text


def test_each_unit_is_written_as_what_it_is() -> None:
    assert "USD" in describe(reason("money_in", 1_000), "en", currency="USD")
    assert ": 45 days (" in describe(reason("silent_days", 45_000), "en")
    assert ": 17 (" in describe(reason("payers", 17_000), "en")
    assert ": 64.2% (half of the comparable account-months show at most 8.0%" in describe(reason("own_share", 642, 80), "en")
    assert ": 3.1 times the usual deviation (" in describe(reason("money_in_surprise", 3_140), "en")


def test_a_share_below_one_in_a_thousand_is_not_told_as_zero() -> None:
    assert describe(reason("payers", 1_000, beyond=120), "en").endswith("fewer than 0.1% show as much)")
    assert describe(reason("payers", 1_000, beyond=1_000), "en").endswith(", 0.1% show as much)")


def test_every_feature_can_be_told_in_every_language() -> None:
    for feature in FEATURES:
        for language in LANGUAGES:
            text = describe(reason(feature.name, 1_234_567, 1_000), language)
            assert not re.search(r"[{}_]", text), text
