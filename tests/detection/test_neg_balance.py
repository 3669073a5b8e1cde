"""The rule neg-balance: days that close below zero, each period once."""

from datetime import date

from tests.detection.material import found, material

FACTS = ("movement_ids", "severity", "stage", "e_low", "e_days")


def test_a_period_in_debit_is_one_finding_with_its_lowest_balance_and_its_length() -> None:
    moved = """
    id   | booked     | amount   | code
    in   | 2026-03-02 | 1000.00  |
    out  | 2026-03-04 | -1500.00 |
    more | 2026-03-05 | -200.00  |
    part | 2026-03-06 | 100.00   |
    cure | 2026-03-10 | 900.00   |
    fee  | 2026-03-10 | -1.00    |
    """
    # closing: 1,000; −500 on the 4th; −700 on the 5th; −600 on the 6th; 299 on the 10th. In debit from 4 to 9 March: six days
    assert found("neg-balance", material(moved), *FACTS, "first_date", "last_date") == [
        ("out,more", None, "over", -700_000, 6, date(2026, 3, 4), date(2026, 3, 9))
    ]


def test_an_account_that_stays_in_debit_is_found_on_its_first_day() -> None:
    moved = """
    id  | booked     | amount |
    out | 2026-03-04 | -0.01  |
    """
    given = material(moved.replace(" |\n", "\n"), on=date(2026, 3, 4))
    assert found("neg-balance", given, *FACTS) == [("out", None, "begun", -10, 1)]


def test_a_bank_cost_on_an_empty_account_is_information_when_it_is_made_good_within_five_bank_days() -> None:
    moved = """
    id   | booked     | amount | code
    in   | 2026-03-02 | 10.00  |
    cost | 2026-03-04 | -12.50 | 08035000
    cure | 2026-03-11 | 20.00  |
    """
    # 5, 6, 9, 10, 11 March are five bank days after the 4th
    assert found("neg-balance", material(moved), *FACTS) == [("cost", "info", "over", -2_500, 7)]


def test_a_bank_cost_that_is_not_made_good_in_time_is_critical() -> None:
    moved = """
    id   | booked     | amount | code
    cost | 2026-03-04 | -12.50 | 08035000
    """
    assert found("neg-balance", material(moved, on=date(2026, 3, 11)), *FACTS) == [("cost", "info", "begun", -12_500, 8)]
    assert found("neg-balance", material(moved, on=date(2026, 3, 12)), *FACTS) == [("cost", None, "lasting", -12_500, 9)]


def test_a_returned_credit_is_low_above_fifty_euro_and_a_cost_among_payments_is_no_excuse() -> None:
    moved = """
    id     | account | booked     | amount   | code     | r_transaction
    return | A       | 2026-03-04 | -800.00  | 00101000 | 2
    cure   | A       | 2026-03-05 | 800.00   | 00150000 |
    fifty  | R       | 2026-03-04 | -50.00   | 08035000 |
    paid   | R       | 2026-03-05 | 50.00    | 00150000 |
    cost   | B       | 2026-03-04 | -12.50   | 08035000 |
    out    | B       | 2026-03-04 | -100.00  | 00101000 |
    back   | B       | 2026-03-05 | 200.00   | 00150000 |
    """
    # B: −112.50, of which the bank did 12.50 only: without it still −100
    assert found("neg-balance", material(moved), *FACTS) == [
        ("return", "low", "over", -800_000, 1),
        ("cost,out", None, "over", -112_500, 1),
        ("fifty", "info", "over", -50_000, 1),
    ]


def test_a_first_statement_that_begins_below_zero_is_found_and_names_what_ended_it() -> None:
    moved = """
    id   | booked     | amount
    cure | 2026-03-04 | 500.00
    """
    assert found("neg-balance", material(moved, opening="-80"), *FACTS) == [("cure", None, "over", -80_000, 1)]


def test_within_a_statement_of_several_days_the_balance_is_rebuilt_day_by_day() -> None:
    moved = """
    id   | booked     | amount   | statement_date | statement_number
    out  | 2026-03-03 | -300.00  | 2026-03-06     | 1
    cure | 2026-03-05 | 450.00   | 2026-03-06     | 1
    """
    stated = """
    date       | number | old_date   | old    | new
    2026-03-06 | 1      | 2026-03-02 | 100.00 | 250.00
    """
    # 100 − 300 = −200 at the end of 3 and 4 March, though the statement opens and closes above zero
    assert found("neg-balance", material(moved, stated), *FACTS) == [("out", None, "over", -200_000, 2)]


def test_zero_and_a_payment_listed_before_the_receipt_of_its_day_are_not_found() -> None:
    moved = """
    booked     | amount
    2026-03-02 | 1000.00
    2026-03-03 | -1000.00
    2026-03-04 | -5000.00
    2026-03-04 | 5000.00
    """
    assert found("neg-balance", material(moved)) == []
