"""The rule cash-deposit: every deposit of 1 EUR or more, graded by its amount."""

from tests.detection.material import found, material


def test_deposits_are_graded_by_their_amount() -> None:
    moved = """
    id     | booked     | amount  | code
    small  | 2026-03-01 | 499.99  | 00950000
    medium | 2026-03-02 | 500.00  | 00952000
    edge   | 2026-03-03 | 1000.00 | 00453000
    large  | 2026-03-04 | 1000.01 | 00958000
    """
    # low below 500.00; high above 1,000.00; exactly either is medium
    assert found("cash-deposit", material(moved), "movement_ids", "severity") == [
        ("small", "low"),
        ("medium", "medium"),
        ("edge", "medium"),
        ("large", "high"),
    ]


def test_cents_withdrawals_and_payments_in_favour_are_not_found() -> None:
    moved = """
    booked     | amount   | code
    2026-03-01 | 0.99     | 00950000
    2026-03-02 | -700.00  | 00901000
    2026-03-03 | 700.00   | 00152000
    """
    assert found("cash-deposit", material(moved)) == []
