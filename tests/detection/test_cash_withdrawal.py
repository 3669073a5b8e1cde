"""The rule cash-withdrawal: every withdrawal; critical from 3,000 EUR alone or within 30 days."""

from tests.detection.material import found, material


def test_each_withdrawal_is_found_and_weighed_with_those_of_thirty_days() -> None:
    moved = """
    id    | booked     | amount   | code
    a     | 2026-03-01 | -1000.00 | 00901000
    b     | 2026-03-20 | -1999.99 | 00404000
    c     | 2026-03-30 | -0.01    | 00913000
    alone | 2026-06-01 | -3000.00 | 00901000
    """
    # a: 1,000. b: 1,000 + 1,999.99 = 2,999.99, below 3,000. c, on the 30th day of the window of 1 to 30 March:
    # 1,000 + 1,999.99 + 0.01 = 3,000.00, so critical. alone: 3,000.00 by itself.
    assert found("cash-withdrawal", material(moved), "movement_ids", "severity", "e_total") == [
        ("a", "high", 1_000_000),
        ("b", "high", 2_999_990),
        ("c", "critical", 3_000_000),
        ("alone", "critical", 3_000_000),
    ]


def test_the_window_is_thirty_days_and_no_more() -> None:
    moved = """
    id | booked     | amount   | code
    a  | 2026-03-01 | -1500.00 | 00901000
    b  | 2026-03-31 | -1500.00 | 00901000
    """
    # the window of 31 March begins on 2 March: 31 March − 30 days + 1
    assert found("cash-withdrawal", material(moved), "severity") == [("high",), ("high",)]


def test_deposits_stamps_and_transfers_are_not_withdrawals() -> None:
    moved = """
    booked     | amount   | code     | communication
    2026-03-01 | 1000.00  | 00950000 | storting
    2026-03-02 | -165.00  | 00917000 | timbres fiscaux
    2026-03-03 | -1000.00 | 00101000 | retrait cash dossier 2026/12
    """
    assert found("cash-withdrawal", material(moved)) == []


def test_an_authorised_withdrawal_is_a_noted_fact_and_does_not_weigh_on_the_others() -> None:
    moved = """
    id      | booked     | amount   | code
    allowed | 2026-03-02 | -2500.00 | 00901000
    above   | 2026-03-03 | -2500.01 | 00901000
    after   | 2026-03-10 | -499.98  | 00901000
    """
    allowances = """
    iban | kind | valid_from | valid_until | cap_milli
    A    | cash | 2026-03-02 | 2026-03-10  | 2500000
    """
    # one cent above the cap, and the day on which the leave is over: both unauthorised. 2,500.01 + 499.98 = 2,999.99: high
    columns = ("movement_ids", "severity", "stage", "e_total", "e_allowed", "e_allowed_since")
    assert found("cash-withdrawal", material(moved, allowances=allowances), *columns) == [
        ("allowed", "info", "allowed", 2_500_000, 1, "2026-03-02"),
        ("above", "high", "", 5_000_010, 0, ""),
        ("after", "high", "", 5_499_990, 0, ""),
    ]
