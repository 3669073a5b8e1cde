"""The rule intraday-negative: the running balance of banks whose sequence is the order of execution."""

from datetime import date

import pytest

from detection.lists import rows
from tests.detection.material import found, material, movements, statements_of

REGISTER = """
iban | currency | kind        | holder_id | holder_name      | bar  | bank_bic | opened_on
A    | EUR      | third_party | H1        | Jeanne Verstockt | GENT | QTERBEB0 | 2020-01-01
B    | EUR      | third_party | H2        | Jeanne Verstockt | GENT | KASTBEBB | 2020-01-01
"""


def _drawn(*amounts: str, account: str = "A") -> str:
    lines = [f"m{place} | {account} | 2026-03-02 | {amount}" for place, amount in enumerate(amounts)]
    return "\n".join(["id | account | booked | amount", *lines])


def test_a_payment_before_its_receipt_is_found_with_the_movements_up_to_the_lowest_point() -> None:
    # 50 + 20 = 70; 70 - 400 = -330; -330 - 20 = -350; -350 + 500 = 150; 150 - 10 = 140
    given = material(_drawn("20", "-400", "-20", "500", "-10"), opening="50", register=REGISTER)
    columns = ("movement_ids", "amount_milli", "e_low", "e_close", "last_date")
    assert found("intraday-negative", given, *columns) == [("m0,m1,m2", -350_000, -350_000, 140_000, date(2026, 3, 2))]


@pytest.mark.parametrize(
    ("amounts", "opening", "is_found"),
    [
        (("-150", "150"), "50", True),  # 50 - 150 = -100: at the least shortfall
        (("-149.99", "150"), "50", False),  # -99.99
        (("500", "-500"), "0", False),  # the money came first
        (("-500", "100"), "50", False),  # closes below zero: neg-balance
        (("-500", "900"), "-50", False),  # began below zero: neg-balance
        (("-500", "500"), "0", True),  # closes at exactly zero
    ],
)
def test_the_shortfall_counts_from_a_hundred_euros_between_an_opening_and_a_close_that_are_not_negative(
    amounts: tuple[str, ...], opening: str, *, is_found: bool
) -> None:
    given = material(_drawn(*amounts), opening=opening, register=REGISTER)
    assert (found("intraday-negative", given) != []) == is_found


def test_a_bank_that_is_not_listed_and_an_account_without_a_bank_are_not_judged() -> None:
    assert found("intraday-negative", material(_drawn("-500", "500", account="B"), register=REGISTER)) == []
    unknown = REGISTER.replace("QTERBEB0", "        ")
    assert found("intraday-negative", material(_drawn("-500", "500"), register=unknown)) == []


def test_no_live_bank_is_listed_before_its_order_was_tested() -> None:
    # ISO 9362: a location code that ends in 0 marks a test BIC
    assert [row["bic"] for row in rows("execution_order") if row["bic"][7] != "0"] == []


def test_each_day_of_a_statement_is_judged_for_itself() -> None:
    moved = """
    id   | booked     | statement_date | amount
    pay  | 2026-03-02 | 2026-03-04     | -300
    in   | 2026-03-02 | 2026-03-04     | 300
    out  | 2026-03-03 | 2026-03-04     | -900
    back | 2026-03-04 | 2026-03-04     | 900
    """
    # on the 3rd the account closed at -900: that day is neg-balance, and the 4th began below zero
    columns = ("movement_ids", "first_date", "last_date")
    expected = [("pay", date(2026, 3, 2), date(2026, 3, 4))]
    assert found("intraday-negative", material(moved, register=REGISTER), *columns) == expected


def test_a_statement_that_does_not_add_up_is_not_judged() -> None:
    moved = movements(_drawn("-500", "500"))
    stated = statements_of(moved, "0").with_columns(new_balance_milli=1_000)
    given = material(moved, register=REGISTER)
    broken = type(given)(
        movements=moved.lazy(),
        statements=stated.lazy(),
        accounts=given.accounts,
        own_accounts=given.own_accounts,
        refused=given.refused,
        on=given.on,
    )
    assert found("intraday-negative", given) != []
    assert found("intraday-negative", broken) == []


def test_a_statement_of_more_than_a_quarter_is_not_judged() -> None:
    moved = _drawn("-500", "500").replace("2026-03-02", "2026-06-30")
    opened = "id | account | booked | amount\nz | A | {day} | 10\n"
    quarter = opened.format(day="2026-03-30") + moved.partition("\n")[2]  # 92 days before
    longer = opened.format(day="2026-03-29") + moved.partition("\n")[2]  # 93
    assert found("intraday-negative", material(quarter, register=REGISTER)) == [("m0",)]
    assert found("intraday-negative", material(longer, register=REGISTER)) == []
