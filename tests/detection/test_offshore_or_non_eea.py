"""The rule offshore-or-non-eea: in from outside the area, on in Belgium within ten days, or the reverse; no dossier."""

from datetime import date, timedelta

import pytest

from tests.detection.material import found, material

FACTS = ("movement_ids", "e_received", "e_paid", "e_country")
STORY = """
id  | booked     | amount     | counterparty  | counterparty_bic | communication
in  | 2026-03-02 | 15000.00   | {payer}       | {bic}            | {words}
out | {day}      | -{sum}     | {payee}       |                  | {thanks}
"""
PLAIN = {
    "payer": "CH11000001 Berg AG",
    "bic": "",
    "payee": "BE120001 Zuid BV",
    "day": "2026-03-12",
    "sum": "12000.00",
    "words": "contract",
    "thanks": "contract",
}


def told(**other: str) -> list[tuple[object, ...]]:
    return found("offshore-or-non-eea", material(STORY.format(**(PLAIN | other))), *FACTS)


def test_money_from_outside_paid_on_in_belgium_and_the_reverse_are_found() -> None:
    # 12,000 are 80 % of 15,000; 12 March is the tenth day after 2 March
    assert told() == [("in,out", 15_000_000, 12_000_000, "CH")]
    assert told(payer="BE120001 Zuid BV", payee="GB11000001 Isle Ltd") == [("in,out", 15_000_000, 12_000_000, "GB")]
    assert told(payer="99887 Palm Ltd", bic="ABCDVGVG") == [("in,out", 15_000_000, 12_000_000, "VG")]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2026-03-13"},
        {"sum": "11999.99"},
        {"words": "dossier 2026/12"},
        {"thanks": "dossier 2026/12"},
        {"payer": "NO11000001 Fjord AS"},
        {"payee": "NL11000001 Dam BV"},
        {"payee": "CH11000002 Tal AG"},
        {"payee": "BE130001 Notaris Ex"},
        {"payer": "GB11000001 Ex Insurance avocats"},
        {"payee": "BE70OFFICE"},
        {"payee": "B"},
    ],
    ids=str,
)
def test_late_partial_referenced_inside_the_area_or_an_institution_is_not_found(other: dict[str, str]) -> None:
    assert told(**other) == []


def test_a_small_receipt_is_not_found() -> None:
    moved = STORY.replace("15000.00", "14999.99").format(**PLAIN)
    assert found("offshore-or-non-eea", material(moved)) == []


def test_the_united_kingdom_was_inside_until_the_end_of_its_transition() -> None:
    for day, expected in (("2020-12-31", []), ("2021-01-01", [("in,out",)])):
        moved = STORY.format(**(PLAIN | {"payer": "GB11000001 Isle Ltd", "day": "2021-01-04"})).replace("2026-03-02", day)
        assert found("offshore-or-non-eea", material(moved)) == expected, day


@pytest.mark.parametrize(("times", "expected"), [(11, [("in,out",)]), (12, [])])
def test_an_account_for_which_it_is_ordinary_is_not_found(times: int, expected: list[object]) -> None:
    first = date(2025, 3, 2)
    # 2 March 2025 is 365 days before 2 March 2026, so all of them count
    habit = [f"h{turn} | {first + timedelta(days=turn)} | 100.00 | US1100{turn} Ex | | dossier 2025/1" for turn in range(times)]
    moved = "\n".join([STORY.format(**PLAIN), *habit])
    assert found("offshore-or-non-eea", material(moved)) == expected


def test_a_payment_listed_before_the_receipt_of_its_day_counts() -> None:
    moved = """
    id  | booked     | amount    | counterparty
    out | 2026-03-02 | -15000.00 | BE120001 Zuid BV
    in  | 2026-03-02 | 15000.00  | CH11000001 Berg AG
    """
    assert found("offshore-or-non-eea", material(moved)) == [("out,in",)]
