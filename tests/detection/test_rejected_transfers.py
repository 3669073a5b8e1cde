"""The rule rejected-transfers: orders that the bank sent back."""

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_uncovered")
TWICE = """
id | booked     | amount  | code     | counterparty  | reason_code | r_transaction
a  | 2026-03-02 | 1000.00 | 00154000 | BE11 An Klant |             |
b  | 2026-03-31 | 700.00  | 00254000 | BE12 Bo Klant |             |
"""


def test_two_transfers_that_came_back_within_thirty_days_are_found() -> None:
    # 2 March to 31 March are thirty days; 1 April would be the thirty-first
    assert found("rejected-transfers", material(TWICE), *FACTS) == [("2026-03", "a,b", 1_700_000, 0)]
    assert found("rejected-transfers", material(TWICE.replace("2026-03-31", "2026-04-01"))) == []


def test_one_for_want_of_money_is_enough() -> None:
    moved = """
    id | booked     | amount  | code     | reason_code | r_transaction
    a  | 2026-03-02 | 1000.00 | 00150000 | AM04        | 1
    """
    assert found("rejected-transfers", material(moved), *FACTS) == [("2026-03", "a", 1_000_000, 1)]


@pytest.mark.parametrize("reason", ["AC01", "AC04"])
def test_a_wrong_account_number_is_a_slip(reason: str) -> None:
    moved = TWICE.replace("BE12 Bo Klant |             |", f"BE12 Bo Klant | {reason} | 2")
    assert found("rejected-transfers", material(moved)) == []


def test_a_returned_direct_debit_a_reversal_or_a_plain_receipt_is_no_rejected_transfer() -> None:
    for code, kind in (("00556000", "1"), ("00150000", "4"), ("00150000", "")):
        moved = TWICE.replace("00254000 | BE12 Bo Klant |             |", f"{code} | BE12 Bo Klant | | {kind}")
        assert found("rejected-transfers", material(moved)) == [], (code, kind)


def test_a_month_is_one_story_and_both_of_one_day_count() -> None:
    moved = """
    id | booked     | amount  | code     | reason_code
    a  | 2026-03-02 | 1000.00 | 00154000 |
    b  | 2026-03-02 | 700.00  | 00154000 |
    c  | 2026-03-20 | 700.00  | 00154000 |
    d  | 2026-04-10 | 700.00  | 00154000 |
    """
    assert found("rejected-transfers", material(moved), "anchor", "movement_ids") == [
        ("2026-03", "a,b"),
        ("2026-04", "c,d"),
    ]
