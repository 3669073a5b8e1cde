"""The rule first-statement: a new account's first statement starts at zero and number 1."""

from datetime import date

from tests.detection.material import found, material

REGISTER = """
iban | currency | kind        | holder_id | bar  | bank_bic | opened_on
A    | EUR      | third_party | H1        | GENT | FIRSBEBB | 2026-03-09
B    | EUR      | third_party | H2        | GENT | FIRSBEBB | 2020-01-01
"""


def facts(*lines: str) -> list[tuple[object, ...]]:
    stated = "\n".join(["account | date | number | old | new", "B | 2026-03-02 | 41 | 900 | 900", *lines])
    given = material("", stated, register=REGISTER, on=date(2026, 6, 30))
    return found("first-statement", given, "account", "e_old", "e_number", "severity")


def test_ar_2_5_a_a_first_statement_that_starts_with_money_is_grave() -> None:
    assert facts("A | 2026-03-16 | 1 | 250 | 250") == [("A", 250_000, 1, None)]


def test_ar_2_5_a_a_first_statement_with_a_later_number_misses_the_ones_before() -> None:
    assert facts("A | 2026-03-16 | 4 | 0 | 0") == [("A", 0, 4, "medium")]


def test_ar_2_5_a_a_start_at_zero_and_number_one_or_without_number_is_not_found() -> None:
    assert facts("A | 2026-03-16 | 1 | 0 | 100", "A | 2026-03-17 | 2 | 100 | 0") == []
    assert facts("A | 2026-03-16 | 0 | 0 | 100") == []


def test_ar_2_5_c_the_earliest_statement_counts_whenever_it_came() -> None:
    late = "A | 2026-03-16 | 4 | 250 | 250"
    backfill = "A | 2026-03-10 | 1 | 0 | 250"
    assert facts(late, backfill) == facts(backfill, late) == []


def test_an_account_older_than_the_banks_first_file_is_asked_for_and_not_found() -> None:
    # B was opened in 2020; the bank's first file is of 2 March 2026
    assert facts() == []


def test_ar_6_a_an_account_opened_before_the_decree_was_in_force_owes_no_opening() -> None:
    drawn = "account | date | number | old | new\nB | 2024-08-01 | 41 | 900 | 900\nA | 2024-10-15 | 7 | 250 | 250"
    for opened, expected in (("2024-09-30", []), ("2024-10-01", [("A",)])):
        given = material("", drawn, register=REGISTER.replace("2026-03-09", opened), on=date(2024, 12, 31))
        assert found("first-statement", given, "account") == expected, opened
