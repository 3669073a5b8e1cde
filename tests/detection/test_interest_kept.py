"""The rule interest-kept: interest on clients' money that went to the holder."""

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_gone")


def test_interest_of_the_same_amount_within_forty_days_is_found() -> None:
    moved = """
    id    | booked     | amount | code     | counterparty
    first | 2026-01-02 | 61.20  | 03550001 |
    other | 2026-01-20 | -500.0 |          | BE70OFFICE
    taken | 2026-02-11 | -61.25 |          | BE70OFFICE
    """
    # 2 January + 40 days = 11 February; 5 cents more
    assert found("interest-kept", material(moved), *FACTS) == [("first", "first,taken", 61_200, 61_250)]
    for late_or_other in (
        moved.replace("2026-02-11", "2026-02-12"),
        moved.replace("-61.25", "-61.26"),
        moved.replace("-61.25", "-61.14"),
        moved.replace("-61.25", "61.20"),
    ):
        assert found("interest-kept", material(late_or_other)) == []
    assert len(found("interest-kept", material(moved.replace("-61.25", "-61.15")))) == 1


def test_the_transfer_may_stand_before_the_interest_on_its_day_but_not_on_an_earlier_one() -> None:
    table = """
    id    | booked     | amount | code     | counterparty
    taken | {day}      | -61.20 |          | BE70OFFICE
    first | 2026-01-05 | 61.20  | 03550001 |
    """
    assert found("interest-kept", material(table.format(day="2026-01-05"))) == [("taken,first",)]
    assert found("interest-kept", material(table.format(day="2026-01-04"))) == []


@pytest.mark.parametrize(
    ("code", "expected"), [("03550000", 1), ("03501001", 1), ("03501002", 0), ("03537006", 0), ("00150000", 0)]
)
def test_only_credited_interest_counts(code: str, expected: int) -> None:
    moved = f"""
    booked     | amount | code   | counterparty
    2026-01-02 | 61.20  | {code} |
    2026-01-05 | -61.20 |        | BE70OFFICE
    """
    assert len(found("interest-kept", material(moved))) == expected


def test_interest_left_there_paid_to_a_client_or_to_the_order_is_not_found() -> None:
    table = """
    booked     | amount | code     | counterparty
    2026-01-02 | 61.20  | 03550000 |
    2026-01-05 | -61.20 |          | {payee}
    """
    assert len(found("interest-kept", material(table.format(payee="BE70OFFICE")))) == 1
    for payee in ("BE11 An Klant", "BE80 Ordre des avocats", "R Jeanne Verstockt"):
        assert found("interest-kept", material(table.format(payee=payee))) == [], payee


def test_one_transfer_takes_one_interest_and_each_interest_is_a_finding() -> None:
    moved = """
    id | booked     | amount | code     | counterparty
    a  | 2026-01-02 | 10.00  | 03550000 |
    b  | 2026-02-02 | 10.02  | 03550000 |
    c  | 2026-02-05 | -10.00 |          | BE70OFFICE
    d  | 2026-02-06 | -10.02 |          | BE70OFFICE
    e  | 2026-02-07 | -10.02 |          | BE70OFFICE
    """
    # c is exact for a, d for b; nothing is left for e
    assert found("interest-kept", material(moved)) == [("a,c",), ("b,d",)]
