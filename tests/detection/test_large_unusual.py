"""The rule large-unusual: four median deviations above the account's own past, 50,000 at least."""

from datetime import date, timedelta

from tests.detection.material import found, material

FACTS = ("movement_ids", "e_usual", "e_deviations", "severity")
START = date(2026, 1, 1)


def past(amounts: list[str], *further: str) -> str:
    lines = ["id | booked | amount | counterparty | communication"]
    lines += [f"p{turn} | {START + timedelta(days=turn)} | {amount} | BE11 Noord |" for turn, amount in enumerate(amounts)]
    return "\n".join([*lines, *further])


EQUAL = ["10000.00"] * 40
"""Forty equal receipts: the median is 10,000, the deviation counts as 0.2. ln(x / 10,000) = 0.8 where x = 22,255."""


def test_a_sum_far_above_the_past_is_found() -> None:
    moved = past(EQUAL, "big | 2026-03-02 | 50000.00 | BE12 Zuid | akkoord")
    # ln 5 = 1.609; divided by 0.2 = 8.05 deviations
    assert found("large-unusual", material(moved), *FACTS) == [("big", 10_000_000, 8, None)]


def test_a_reference_or_an_institution_asks_for_more_and_lowers_it() -> None:
    for line in ("BE12 Zuid | dossier 2026/12", "BE13 Notaris Ex | akkoord"):
        moved = past(EQUAL, f"big | 2026-03-02 | 50000.00 | {line}")
        assert found("large-unusual", material(moved), "severity") == [("low",)], line
    wider = ["7400.00", "10000.00", "13500.00", "10000.00", "7400.00", "13500.00"] * 8
    # two thirds of them lie ln 1.35 = 0.3 above or below 10,000: ln 5 = 1.609 is 5.4 deviations, between four and seven
    for line, expected in (("BE12 Zuid | akkoord", [(None,)]), ("BE12 Zuid | dossier 2026/12", [])):
        moved = past(wider, f"big | 2026-03-02 | 50000.00 | {line}")
        assert found("large-unusual", material(moved), "severity") == expected, line


def test_a_smaller_sum_a_short_past_the_other_direction_and_the_holders_own_are_not_found() -> None:
    last = "big | 2026-03-02 | {}"
    assert found("large-unusual", material(past(EQUAL, last.format("49999.99 | BE12 Zuid |")))) == []
    assert found("large-unusual", material(past(EQUAL[:39], last.format("90000.00 | BE12 Zuid |")))) == []
    assert found("large-unusual", material(past(EQUAL, last.format("-90000.00 | BE12 Zuid |")))) == []
    assert found("large-unusual", material(past(EQUAL, last.format("90000.00 | BE70OFFICE |")))) == []


def test_a_past_that_varies_makes_the_same_sum_ordinary() -> None:
    big = "big | 2026-03-15 | 400000.00 | BE12 Zuid |"
    wide = ["1000.00", "10000.00", "100000.00", "10000.00", "1000.00", "100000.00"] * 8
    # two thirds of them lie ln 10 = 2.3 from 10,000: 400,000 is ln 40 = 3.7 away, not twice as far
    assert found("large-unusual", material(past(wide, big))) == []
    assert found("large-unusual", material(past(EQUAL, big))) == [("big",)]


def test_movements_of_one_day_are_not_each_others_past_whatever_their_sequence() -> None:
    same_day = [f"s{turn} | 2026-03-02 | 60000.00 | BE12 Zuid |" for turn in range(60)]
    moved = past(EQUAL, *same_day)
    # sixty of one day would make 60,000 the median of the hundred; the past is the forty before
    assert len(found("large-unusual", material(moved))) == 60
