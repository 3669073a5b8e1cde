"""What rules say of themselves is there in French and Dutch, nothing left out, nothing left over, nothing left in English."""

import inspect
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.resources import files

import pytest

from detection import learned
from detection.notices import notices
from detection.reasons import LEARNING
from detection.registry import detectors
from detection.rule import Rule
from detection.sentences import STANDARD, placeholders
from detection.translations import KINDS, TRANSLATED, digest, explained, explanation, said, table

RULES: Mapping[str, Rule] = {
    **{name: found.rule for name, found in detectors().items()},
    **{name: notice.rule for name, notice in notices().items()},
    **LEARNING,
}
ENGLISH = re.compile(r"\b(the|and|with|from|which|whose|that|what|money|found|whether|not|account|payment|ask|holder)\b", re.I)
"""Words of English that neither French nor Dutch has."""
ALIKE = {
    "fr": {"budget", "cause", "code", "dossiers", "grave", "multiple", "population", "silence", "total", "variation"},
    "nl": {"bank", "budget", "code", "dossiers", "index", "interest", "model", "recent", "rest"},
}
"""Words that a language writes as English does."""
FIGURE = re.compile(r"\d+(?!\d|st\b|nd\b|rd\b|th\b)")
"""Figures that every language writes alike; an ordinal may be a word."""
MADE = re.compile(r"\be_([a-z_]+)\b")
LEARNED_WORDS = {"reasons", "resembles", "without"}
"""Parts of the learned model's reason that are words, and no numbers of the finding."""
OF_NO_REASON = ("confidence", "enough", "story", "feature", "value", "median", "beyond", "fall", "peers", "movements", "less")
OF_NO_REASON += ("less from", "less most", "found", "allowed since")
"""Numbers that are kept beside a finding and that no reason names: of the engine, the learned model, a notice, an allowance."""
KEPT = re.compile("|".join(["`[^`]+`", *(rf"\b{name}\b" for name in RULES if "-" in name)]))
"""Commands, and rules by their names."""

both = pytest.mark.parametrize("language", TRANSLATED)


def texts(kind: str, name: str) -> Iterator[str]:
    """Give the texts of a kind that a rule says; evidence as its reasons name it, and as its file makes it."""
    rule = RULES[name]
    parameters = rule.parameters.items()
    if kind == "figures":
        yield from (parameter.replace("_", " ") for parameter, _ in parameters)
    elif kind in ("units", "sources"):
        yield from (getattr(parameter, kind[:-1]) for _, parameter in parameters)
    elif kind == "evidence":
        named = {number for number, _ in placeholders(rule.sentences["en"])} - STANDARD
        made = set(MADE.findall(inspect.getsource(import_module(detectors()[name].module)))) if name in detectors() else set()
        told = named - LEARNED_WORDS if name == learned.DETECTOR else named | made
        yield from (re.sub("_milli$", "", number).replace("_", " ") for number in told)
    else:
        yield from getattr(rule, kind)


def spoken(kind: str) -> dict[str, str]:
    """Give every text of a kind with one rule that says it."""
    said_of = dict.fromkeys(OF_NO_REASON, "no rule") if kind == "evidence" else {}
    return said_of | {text: name for name in RULES for text in texts(kind, name)}


@both
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_every_rule_is_said_and_none_that_no_rule_says(kind: str, language: str) -> None:
    asked = spoken(kind)
    given = table(kind, language)
    assert {text: name for text, name in asked.items() if not given.get(text, "").strip()} == {}
    assert sorted(given.keys() - asked.keys()) == []


@both
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_in_english(kind: str, language: str) -> None:
    given = table(kind, language)
    assert {english for english, text in given.items() if text == english} <= ALIKE[language]
    assert {text: ENGLISH.findall(text) for text in given.values() if ENGLISH.search(text)} == {}


@both
@pytest.mark.parametrize("kind", KINDS)
def test_figures_commands_and_names_of_rules_are_those_of_the_english(kind: str, language: str) -> None:
    for english, text in table(kind, language).items():
        assert figures(english) <= figures(text), text
        assert KEPT.findall(english) == KEPT.findall(text), text


@both
def test_amounts_are_written_as_the_language_writes_them(language: str) -> None:
    wrong = {"fr": r"\d[.,]\d{3}\b", "nl": r"\d[, ]\d{3}\b"}[language]
    for kind in KINDS:
        assert [text for text in table(kind, language).values() if re.search(wrong, text)] == []


@both
def test_the_colon_stands_as_the_language_puts_it(language: str) -> None:
    wrong = {"fr": r"\w[:;?!](?: |$)", "nl": r"\s[:;?!](?: |$)"}[language]
    for kind in KINDS:
        assert [text for text in table(kind, language).values() if re.search(wrong, text)] == []


@both
def test_every_rule_is_explained_and_each_explanation_tells_of_today_s_docstring(language: str) -> None:
    folder = files("detection.translations").joinpath(language, "explanations")
    assert {file.name.removesuffix(".txt") for file in folder.iterdir()} == detectors().keys()
    older = [name for name, one in detectors().items() if explanation(name, language)[0] != digest(one.doc)]
    assert older == [], "read the docstring, change the explanation, then its first line"


@both
def test_an_explanation_says_as_much_as_the_docstring_and_nothing_in_english(language: str) -> None:
    for name, one in detectors().items():
        text, said_in = explained(name, one.doc, language)
        assert said_in == language, name
        assert len(text.split("\n\n")) == len(one.doc.strip().split("\n\n")), name
        assert figures(one.doc) <= figures(text), name
        assert sorted(KEPT.findall(one.doc)) == sorted(KEPT.findall(text)), name
        assert ENGLISH.findall(KEPT.sub("", text)) == [], name


def test_an_explanation_of_another_docstring_is_not_shown() -> None:
    assert explained("rent-like", "Something else.", "fr") == ("Something else.", "en")
    assert explained("no-such-rule", "Something else.", "nl") == ("Something else.", "en")
    assert explained("rent-like", detectors()["rent-like"].doc, "en")[1] == "en"


def test_a_language_without_tables_and_a_text_that_no_rule_says_stay_as_they_are() -> None:
    step = RULES["rent-like"].steps[0]
    assert said("steps", step, "en") == said("steps", step, "de") == step
    assert said("steps", "Nobody ever said this.", "nl") == "Nobody ever said this."


def figures(text: str) -> set[str]:
    """Give the figures of a text, thousands without their sign."""
    return set(FIGURE.findall(re.sub(r"(?<=\d)[., ](?=\d{3}\b)", "", text)))
