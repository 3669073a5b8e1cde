"""The note of the rankings: its tables and its picture say what was published, and the figures' own marks."""

from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.ranking import TUNING
from benchmarks.ranking_note import MARKS, NOTE, PICTURE, note, picture, published


@pytest.fixture(scope="module")
def figures() -> Any:
    return published()


def test_the_note_is_what_was_published(figures: Any) -> None:
    assert note(figures) in NOTE.read_text(encoding="utf-8"), "run `python -m benchmarks.ranking_note`"


def test_the_picture_is_what_was_published_and_is_well_formed(figures: Any) -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    assert drawn == picture(figures), "run `python -m benchmarks.ranking_note`"
    bars = [one for one in ElementTree.fromstring(drawn).iter() if one.tag.endswith("rect")]
    assert len(bars) == 1 + 2 * 5, "the ground, and five rankings of two countries"


def test_five_seeds_that_were_not_tuned_on_and_both_countries_were_ranked(figures: Any) -> None:
    assert len(figures["seeds"]) == 5
    assert not set(figures["seeds"]) & set(TUNING)
    for script in ("rare", "perturbed"):
        assert set(MARKS) < set(figures[script]["months_ahead"])


def test_a_mark_that_was_missed_is_said_to_be(figures: Any) -> None:
    told = note(figures)
    for name, mark in MARKS.items():
        for script in ("rare", "perturbed"):
            for one in figures[script].values():
                met = one[name]["recall"] >= mark
                assert f"{one[name]['recall']:.3f}" in told
                assert f"{mark:.2f}: {'met' if met else 'not met'}" in told
