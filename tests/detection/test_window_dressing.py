"""The rule window-dressing: own money that stands on the account only around a reporting date."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_gone", "e_key")
TABLE = """
id   | booked | amount  | code   | counterparty
held | 2025-06-02 | 400.00 |    | BE11 An Klant
came | {came} | {sum}   | {code} | {payer}
gone | {gone} | {left}  |        | {payee}
"""
STORY = {
    "came": "2025-12-29",
    "gone": "2026-01-12",
    "sum": "2500.00",
    "left": "-2500.00",
    "code": "",
    "payer": "BE70OFFICE",
    "payee": "BE70OFFICE",
}


def told(**changed: str) -> list[tuple[object, ...]]:
    return found("window-dressing", material(TABLE.format(**(STORY | changed))), *FACTS)


def test_own_money_around_the_year_end_that_leaves_again_is_found() -> None:
    assert told() == [("came", "came,gone", 2_500_000, 2_500_000, "2025-12-31")]


def test_the_days_around_both_reporting_dates() -> None:
    # 31 December − 10 = 21 December, + 3 = 3 January; 28 February − 10 = 18 February, + 3 = 3 March (2 March in 2024)
    for came, gone, key in (
        ("2025-12-21", "2026-01-12", "2025-12-31"),
        ("2026-01-03", "2026-01-12", "2025-12-31"),
        ("2026-02-18", "2026-03-02", "2026-02-28"),
        ("2026-03-03", "2026-03-12", "2026-02-28"),
        ("2024-03-02", "2024-03-12", "2024-02-28"),
    ):
        assert [row[-1] for row in told(came=came, gone=gone)] == [key], came
    for came, gone in (
        ("2025-12-20", "2026-01-12"),
        ("2026-01-04", "2026-01-12"),
        ("2026-02-17", "2026-03-02"),
        ("2026-03-04", "2026-03-12"),
        ("2024-03-03", "2024-03-12"),
    ):
        assert told(came=came, gone=gone) == [], came


def test_amount_share_and_days_at_their_limits() -> None:
    # 95 % of 2,500 = 2,375; 105 % = 2,625; 29 December + 30 days = 28 January
    for changed in ({"left": "-2375.00"}, {"left": "-2625.00"}, {"gone": "2026-01-28"}, {"gone": "2025-12-30"}):
        assert len(told(**changed)) == 1, changed
    for changed in (
        {"left": "-2374.99"},
        {"left": "-2625.01"},
        {"gone": "2026-01-29"},
        {"gone": "2025-12-29"},
        {"sum": "2499.99"},
    ):
        assert told(**changed) == [], changed


def test_a_loan_counts_as_own_money_a_client_does_not() -> None:
    assert len(told(code="01362000", payer="BE50 Bank")) == 1
    assert told(payer="BE12 Bo Klant", payee="BE12 Bo Klant") == []
    assert told(payee="BE12 Bo Klant") == []
    assert told(payer="R", payee="R") == []


def test_money_that_had_been_taken_before_is_left_to_own_round_trip() -> None:
    moved = """
    id    | booked     | amount   | counterparty
    taken | 2025-12-15 | -3000.00 | BE70OFFICE
    back  | 2025-12-29 | 3000.00  | BE70OFFICE
    again | 2026-01-12 | -3000.00 | BE70OFFICE
    """
    assert found("window-dressing", material(moved)) == []
    assert found("own-round-trip", material(moved)) == [("taken,back",)]
    assert found("window-dressing", material(moved.replace("2025-12-15", "2025-09-29"))) == [("back,again",)]
