"""The rule value-date-negative: money spent before its value."""

from datetime import date

from detection.material import Material
from tests.detection.material import found, material


def _given(received: str, paid: str, valued: str, *, opening: str = "100", code: str = "", on: str = "2026-12-31") -> Material:
    moved = f"""
    id   | booked     | amount     | valued   | code
    in   | 2026-03-02 | {received} | {valued} | {code}
    out  | 2026-03-02 | -{paid}    |          |
    rest | 2026-03-20 | 1.00       |          |
    """
    return material(moved, opening=opening, on=date.fromisoformat(on))


def test_a_payment_with_money_of_later_value_is_found_until_the_value_comes() -> None:
    # booked 100 + 5000 - 3000 = 2100; by value 2100 - 5000 = -2900 from Monday 2 March to Thursday 5 March
    columns = ("movement_ids", "first_date", "last_date", "amount_milli", "severity", "stage")
    given = _given("5000", "3000", "2026-03-05")
    assert found("value-date-negative", given, *columns) == [
        ("in,out", date(2026, 3, 2), date(2026, 3, 5), -2_900_000, None, "")
    ]
    running = _given("5000", "3000", "2026-03-05", on="2026-03-04")
    assert found("value-date-negative", running, "stage", "last_date") == [("running", date(2026, 3, 3))]


def test_the_shortfall_counts_above_the_leeway() -> None:
    # by value 100 - 350.01 = -250.01, and 100 - 350.00 = -250.00
    assert len(found("value-date-negative", _given("5000", "350.01", "2026-03-05"))) == 1
    assert found("value-date-negative", _given("5000", "350.00", "2026-03-05")) == []


def test_the_next_bank_day_counts_only_for_what_is_not_slight() -> None:
    # lacking 2,500.00 until Tuesday, and 2,499.99
    assert len(found("value-date-negative", _given("5000", "2600.00", "2026-03-03"))) == 1
    assert found("value-date-negative", _given("5000", "2599.99", "2026-03-03")) == []
    assert len(found("value-date-negative", _given("5000", "2599.99", "2026-03-04"))) == 1


def test_a_value_within_the_weekend_lasts_for_no_bank_day() -> None:
    moved = """
    id  | booked     | amount   | valued
    in  | 2026-03-06 | 9000.00  | 2026-03-08
    out | 2026-03-06 | -9000.00 |
    """
    # Friday to Sunday: no bank day between; until Monday there is one
    assert found("value-date-negative", material(moved)) == []
    assert len(found("value-date-negative", material(moved.replace("03-08", "03-09")))) == 1


def test_it_is_not_known_before_a_bank_day_has_passed() -> None:
    assert found("value-date-negative", _given("5000", "3000", "2026-03-05", on="2026-03-02")) == []
    assert len(found("value-date-negative", _given("5000", "3000", "2026-03-05", on="2026-03-03"))) == 1


def test_cheques_and_transfers_from_abroad_are_low() -> None:
    for code in ("00352000", "04352000", "04150000"):
        assert found("value-date-negative", _given("5000", "3000", "2026-03-05", code=code), "severity") == [("low",)]


def test_money_that_was_there_and_accounts_in_debit_are_not_found() -> None:
    assert found("value-date-negative", _given("5000", "3000", "2026-03-05", opening="3000")) == []
    assert found("value-date-negative", _given("5000", "3000", "2026-03-02")) == []
    # booked 0 + 5000 - 9000 = -4000: neg-balance
    assert found("value-date-negative", _given("5000", "9000", "2026-03-05", opening="0")) == []


def test_a_later_correction_of_the_value_changes_no_past_day() -> None:
    moved = """
    id    | booked     | amount   | valued
    in    | 2026-03-02 | 5000.00  | 2026-03-05
    out   | 2026-03-02 | -5000.00 |
    early | 2026-03-10 | 5000.00  | 2026-03-01
    """
    assert found("value-date-negative", material(moved)) == [("in,out",)]
