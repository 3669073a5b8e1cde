"""The words of the pages: the same in every language, none empty, none that a template could mistake for something else."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from console.pages.texts import LANGUAGES
from warehouse.alerts.ranking import NATURES, SEVERITIES

TEMPLATES = Path("console/pages/templates")
MARKUP = r'{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>|data-\w+="\w+"|/\w+\?'
SAME_EVERYWHERE = {"language", "product"}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path, value


ENGLISH = dict(leaves(LANGUAGES["en"]))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_language_has_every_text_with_the_same_places_to_fill_in(language: str) -> None:
    found = dict(leaves(LANGUAGES[language]))
    assert found.keys() == ENGLISH.keys()
    for path, text in found.items():
        assert text.strip(), path
        assert _places(text) == _places(ENGLISH[path]), path


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_language_is_translated(language: str) -> None:
    longer = {path: text for path, text in leaves(LANGUAGES[language]) if len(text) > 25 and path[0] not in SAME_EVERYWHERE}
    assert [path for path, text in longer.items() if text == ENGLISH[path]] == []


def test_no_key_has_the_name_of_something_that_a_mapping_does() -> None:
    keys = {key for path in ENGLISH for key in path if isinstance(key, str)}
    assert keys & set(dir(dict)) == set()


def test_every_severity_and_nature_has_its_word() -> None:
    for texts in LANGUAGES.values():
        assert set(texts["severity"]) == set(SEVERITIES)
        assert set(texts["nature"]) == set(NATURES)


def test_the_templates_hold_no_words_of_their_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = re.sub(MARKUP, " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        words = [word for word in re.findall(r"[A-Za-zÀ-ÿ]{3,}", text) if word not in ("CSV", "XLSX", "OBFG", "OVB")]
        assert words == [], path.name


def _places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)
