"""The rule statement-gap: numbers and balances of statements that should follow each other."""

from tests.detection.material import find, found, material

FACTS = ("e_problem", "severity", "e_missing", "e_difference")


def test_ar_2_4_c_a_missing_number_is_found_graver_where_money_is_missing_too() -> None:
    stated = """
    account | date       | number | old | new
    A       | 2026-03-02 | 7      | 0   | 100
    A       | 2026-03-05 | 10     | 100 | 250
    B       | 2026-03-02 | 7      | 0   | 100
    B       | 2026-03-05 | 9      | 180 | 250
    """
    # A: 8 and 9 are missing, the balances follow. B: 8 is missing and 180 − 100 = 80 came in it
    assert found("statement-gap", material("", stated), *FACTS) == [
        ("missing", "medium", 2, 0),
        ("missing", "high", 1, 80_000),
    ]


def test_ar_2_4_c_balances_that_do_not_follow_are_found_with_the_first_movement_behind_them() -> None:
    moved = """
    id     | booked     | amount | statement_number | bank_reference
    first  | 2026-03-02 | 100.00 | 1                | R1
    behind | 2026-03-03 | 20.00  | 2                | R2
    second | 2026-03-03 | 10.00  | 2                | R3
    """
    stated = """
    date       | number | old | new
    2026-03-02 | 1      | 0   | 100
    2026-03-03 | 2      | 90  | 120
    """
    given = material(moved, stated)
    assert found("statement-gap", given, "movement_ids", *FACTS) == [("behind", "broken", "high", 0, -10_000)]
    assert find("statement-gap", given)["bank_references"].to_list() == [["R2"]]


def test_ar_2_5_d_a_restart_within_the_year_is_low_unless_it_is_the_banks_monthly_numbering() -> None:
    stated = """
    account | date       | number | old | new
    A       | 2026-03-10 | 41     | 0   | 0
    A       | 2026-03-20 | 1      | 0   | 0
    B       | 2026-03-31 | 22     | 0   | 0
    B       | 2026-04-01 | 1      | 0   | 0
    """
    assert found("statement-gap", material("", stated), "account", *FACTS) == [("A", "restarted", "low", 0, 0)]


def test_statements_in_quarantine_between_the_two_are_counted() -> None:
    stated = """
    date       | number | old | new
    2026-03-02 | 1      | 0   | 100
    2026-03-04 | 3      | 150 | 150
    """
    refused = """
    account | currency | statement_date | statement_number | state       | reason
    A       | EUR      | 2026-03-01     | 9                | quarantined | totals
    A       | EUR      | 2026-03-02     | 2                | quarantined | totals
    A       | EUR      | 2026-03-03     | 2                | quarantined | totals
    A       | EUR      | 2026-03-04     | 2                | quarantined | totals
    A       | EUR      | 2026-03-09     | 9                | quarantined | totals
    """
    assert found("statement-gap", material("", stated, refused=refused), "e_missing", "e_refused") == [(1, 3)]


def test_new_year_unnumbered_and_partial_statements_are_not_found() -> None:
    stated = """
    account | date       | number | old | new | separate_application
    A       | 2025-12-30 | 250    | 0   | 100 |
    A       | 2026-01-02 | 1      | 100 | 300 |
    A       | 2026-01-05 | 2      | 300 | 300 |
    B       | 2026-01-02 | 0      | 0   | 100 |
    B       | 2026-01-05 | 0      | 100 | 90  |
    B       | 2026-01-05 | 17     | 0   | 0   | true
    B       | 2026-01-09 | 30     | 90  | 90  |
    B       | 2026-01-10 | 0      | 90  | 90  |
    R       | 2025-12-30 | 250    | 0   | 100 |
    R       | 2026-01-02 | 251    | 100 | 300 |
    """
    # A restarts in the new year, B is not numbered, R goes on counting
    assert found("statement-gap", material("", stated)) == []


def test_a_new_year_that_does_not_begin_with_one_misses_its_first_statements() -> None:
    stated = """
    account | date       | number | old | new
    A       | 2025-12-30 | 250    | 0   | 100
    A       | 2026-01-07 | 3      | 100 | 300
    B       | 2025-12-30 | 3      | 0   | 100
    B       | 2026-01-07 | 3      | 100 | 300
    """
    assert found("statement-gap", material("", stated), *FACTS) == [("missing", "medium", 2, 0)] * 2
