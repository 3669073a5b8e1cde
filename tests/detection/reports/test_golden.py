"""The golden reports: what a bâtonnier reads in each language, compared line by line with what was read and found right."""

import pytest

from detection.reports.language import FORBIDDEN, languages
from tests.detection.reports.golden import FOLDER, reports, text_of


@pytest.fixture(scope="module")
def printed() -> dict[str, dict[str, bytes]]:
    return reports()


def test_there_is_a_golden_report_for_every_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(languages())


@pytest.mark.parametrize("code", sorted(languages()))
def test_the_report_says_what_was_read_and_found_right(printed: dict[str, dict[str, bytes]], code: str) -> None:
    golden = (FOLDER / f"{code}.txt").read_text(encoding="utf-8")
    assert text_of(printed[code]).splitlines() == golden.splitlines(), "python -m tests.detection.reports.golden, and read it"


@pytest.mark.parametrize("code", sorted(languages()))
def test_no_word_of_a_whole_report_is_a_place_left_open_or_speaks_of_a_declaration(code: str) -> None:
    said = (FOLDER / f"{code}.txt").read_text(encoding="utf-8").replace("<hash>", "")
    assert not FORBIDDEN.search(said)
    assert not set("{}<>[]") & set(said)
