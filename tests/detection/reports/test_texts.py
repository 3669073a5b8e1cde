"""Every sentence of every language: the same keys, the same places, nothing a report must not say, and fit to print."""

import re
import string
from itertools import chain

import pytest

from detection import learned
from detection.registry import detectors
from detection.reports.content import NATURES
from detection.reports.language import FORBIDDEN, Language, languages
from detection.reports.printable import printable

CODES = sorted(languages())
UNFINISHED = re.compile(r"todo|tbd|xxx|lorem|\?\?\?|\.\.\.|\[|\]|<|>", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|account|holder|transfer|movement|lawyer|with|and)\b", re.IGNORECASE)


def _sentences(chosen: Language) -> dict[str, str]:
    """Every text of a language by a name that a failing test can show."""
    said = {f"texts.{key}": text for key, text in chosen.texts.items()}
    for detector, words in chain(chosen.wordings.items(), [("other", chosen.other_wording)]):
        for number, text in enumerate((words.title, *words.basis, *words.questions)):
            said[f"{detector}.{number}"] = text
    for table in ("natures", "severities", "account_kinds", "orders"):
        said |= {f"{table}.{key}": text for key, text in getattr(chosen, table).items()}
    return said


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_reports_speak_the_three_languages_of_the_bars() -> None:
    assert CODES == ["de", "fr", "nl"]


@pytest.mark.parametrize("code", CODES)
def test_every_language_says_the_same_things(code: str) -> None:
    french, other = languages()["fr"], languages()[code]
    assert other.texts.keys() == french.texts.keys()
    assert other.wordings.keys() == french.wordings.keys()
    for table in ("natures", "severities", "account_kinds", "orders"):
        assert getattr(other, table).keys() == getattr(french, table).keys()
    assert len(other.months) == 12


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_has_the_places_of_the_french_one(code: str) -> None:
    french = languages()["fr"].texts
    different = {key for key, text in languages()[code].texts.items() if _places(text) != _places(french[key])}
    assert different == set()


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_speaks_of_a_declaration_to_the_intelligence_unit(code: str) -> None:
    assert {name for name, text in _sentences(languages()[code]).items() if FORBIDDEN.search(text)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Une déclaration à la CTIF",
        "melding aan de CFI",
        "blanchiment",
        "witwassen",
        "Geldwäschegesetz",
        "déclaration de soupçon",
    ],
)
def test_what_must_not_be_said_would_be_seen(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_is_empty_unfinished_or_left_in_english(code: str) -> None:
    said = _sentences(languages()[code])
    assert {name for name, text in said.items() if not text.strip() or UNFINISHED.search(text)} == set()
    assert {name for name, text in said.items() if ENGLISH.search(text)} == set()


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_can_be_printed(code: str) -> None:
    said = _sentences(languages()[code])
    assert {name for name, text in said.items() if printable(text) != " ".join(text.replace("\u00a0", " ").split())} == set()


@pytest.mark.parametrize("code", CODES)
def test_every_detector_that_a_report_can_tell_of_has_words_of_its_own_or_of_its_typology(code: str) -> None:
    told = {detector.id for detector in detectors().values() if detector.rule.nature in NATURES} | {learned.DETECTOR}
    assert len(told) > 1, "the registry of rules is empty"
    chosen = languages()[code]
    assert {name for name in told if chosen.wording(name) == chosen.other_wording} == set()
    for name in told - chosen.wordings.keys():
        assert chosen.wording(name).title == detectors()[name].rule.titles[code]


@pytest.mark.parametrize("code", CODES)
def test_no_rule_puts_into_a_report_what_must_not_be_said(code: str) -> None:
    rules = {detector.id: detector.rule for detector in detectors().values()} | {learned.DETECTOR: learned.RULE}
    sentences = {name: rule.sentences[code] for name, rule in rules.items()}
    assert {name for name, text in sentences.items() if FORBIDDEN.search(text)} == set()


@pytest.mark.parametrize("code", CODES)
def test_every_wording_gives_a_basis_and_something_to_ask(code: str) -> None:
    chosen = languages()[code]
    said = {name: chosen.wording(name) for name in {*chosen.wordings, *detectors()}}
    assert {name for name, one in said.items() if not all(one.basis) or len([*filter(None, one.questions)]) < 2} == set()
    assert {name for name, one in said.items() if FORBIDDEN.search(" ".join((one.title, *one.basis, *one.questions)))} == set()


def test_each_order_is_quoted_its_own_deontology() -> None:
    for code, own, foreign in (("fr", "OBFG", "Codex"), ("de", "OBFG", "Codex"), ("nl", "Codex", "OBFG")):
        quoted = " ".join(" ".join(said.basis) for said in languages()[code].wordings.values())
        assert own in quoted
        assert foreign not in quoted


def test_a_french_sign_stays_with_its_word() -> None:
    said = _sentences(languages()["fr"])
    assert {name for name, text in said.items() if re.search(r" [:;?!»]|« | EUR|\d \d{3}", text)} == set()
