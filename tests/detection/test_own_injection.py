"""The rule own-injection: the holder's own money put on the account."""

from tests.detection.material import found, material

FACTS = ("anchor", "severity", "e_lowest")


def test_a_credit_from_an_own_account_is_high_from_2500_on_and_medium_below() -> None:
    moved = """
    id    | booked     | amount   | counterparty
    held  | 2025-11-03 | 500.00   | BE11 An Klant
    small | 2026-02-02 | 100.00   | BE70OFFICE
    below | 2026-03-02 | 2499.99  | BE33 VERSTOCKT Jeanne
    large | 2026-04-02 | 2500.00  | BE70OFFICE
    cents | 2026-05-02 | 99.99    | BE70OFFICE
    """
    assert found("own-injection", material(moved), *FACTS) == [
        ("small", "medium", 500_000),
        ("below", "medium", 600_000),
        ("large", None, 3_099_990),
    ]


def test_after_a_low_balance_in_the_ten_days_before_it_is_high() -> None:
    table = """
    id   | booked     | amount   | counterparty
    held | 2026-01-05 | 5000.00  | BE11 An Klant
    paid | 2026-03-02 | -4900.01 | BE12 Bo Klant
    came | 2026-03-05 | 400.00   | BE13 Cy Klant
    own  | {day}      | 300.00   | BE70OFFICE
    """
    # 99.99 at the end of 2, 3 and 4 March, 499.99 from 5 March on; the ten days before 14 March begin on the 4th
    assert found("own-injection", material(table.format(day="2026-03-14")), *FACTS) == [("own", None, 99_990)]
    assert found("own-injection", material(table.format(day="2026-03-15")), *FACTS) == [("own", "medium", 499_990)]
    enough = table.replace("-4900.01", "-4900.00").format(day="2026-03-14")
    assert found("own-injection", material(enough), *FACTS) == [("own", "medium", 100_000)]


def test_what_is_booked_on_the_same_day_does_not_count_as_before() -> None:
    held = "id | booked | amount | counterparty\nheld | 2026-01-05 | 5000.00 | BE11 An Klant\n"
    paid, own = "paid | 2026-03-02 | -5000.00 | BE12 Bo Klant\n", "own | 2026-03-02 | 300.00 | BE70OFFICE\n"
    for moved in (held + paid + own, held + own + paid):
        assert found("own-injection", material(moved), *FACTS) == [("own", "medium", 5_000_000)]


def test_money_brought_back_is_left_to_own_round_trip() -> None:
    moved = """
    id    | booked     | amount   | counterparty
    held  | 2026-01-05 | 9000.00  | BE11 An Klant
    gone  | 2026-03-02 | -1000.00 | BE70OFFICE
    back  | 2026-03-15 | 1000.00  | BE70OFFICE
    other | 2026-03-16 | 1000.00  | BE70OFFICE
    """
    assert found("own-injection", material(moved), "anchor") == [("other",)]
    assert found("own-round-trip", material(moved), "anchor") == [("back",)]
    same_day = moved.replace("2026-03-15", "2026-03-02")
    assert found("own-injection", material(same_day), "anchor") == [("other",)]


def test_the_opening_deposit_is_not_found() -> None:
    register = """
    iban | currency | kind        | holder_id | holder_name      | opened_on
    A    | EUR      | third_party | H1        | Jeanne Verstockt | 2026-03-02
    """
    table = """
    id    | booked     | amount | counterparty
    first | {day}      | {sum}  | BE70OFFICE
    next  | 2026-04-20 | 150.00 | BE70OFFICE
    """

    def anchors(day: str, amount: str) -> list[tuple[object, ...]]:
        return found("own-injection", material(table.format(day=day, sum=amount), register=register), "anchor")

    assert anchors("2026-04-01", "250.00") == [("next",)]  # 30 days after the opening
    assert anchors("2026-04-02", "250.00") == [("first",), ("next",)]
    assert anchors("2026-03-05", "2500.00") == [("first",), ("next",)]


def test_clients_other_quality_accounts_and_returned_transfers_are_not_found() -> None:
    moved = """
    booked     | amount  | counterparty        | r_transaction
    2026-03-02 | 9000.00 | BE11 An Klant       |
    2026-03-03 | 9000.00 | R Jeanne Verstockt  |
    2026-03-04 | 9000.00 | BE70OFFICE          | 1
    2026-03-05 | 9000.00 | BE35 Anna Verstockt |
    """
    assert found("own-injection", material(moved)) == []
