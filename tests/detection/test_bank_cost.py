"""The rule bank-cost: the costs of a year, of the quarters in which they are high."""

from datetime import date

from tests.detection.material import found, material


def test_a_quarter_counts_above_fifty_euros_and_the_year_is_one_finding() -> None:
    moved = """
    id   | booked     | amount | code
    q1a  | 2026-01-05 | -30.00 | 08035000
    q1b  | 2026-03-31 | -20.01 | 03537000
    q2a  | 2026-04-01 | -50.00 | 08002000
    q4a  | 2026-10-01 | -25.00 | 00137000
    q4b  | 2026-12-31 | -25.01 | 08047000
    """
    # 30.00 + 20.01 = 50.01 is above; 50.00 is not; 25.00 + 25.01 = 50.01 is; in all 100.02
    columns = ("movement_ids", "amount_milli", "first_date", "last_date", "e_quarters", "e_count")
    expected = ("q1a,q1b,q4a,q4b", -100_020, date(2026, 1, 5), date(2026, 12, 31), 2, 4)
    assert found("bank-cost", material(moved), *columns) == [expected]


def test_the_year_is_told_on_its_last_day_and_not_before() -> None:
    moved = """
    booked     | amount | code
    2026-02-02 | -80.00 | 08035000
    """
    assert found("bank-cost", material(moved, on=date(2026, 12, 30))) == []
    assert len(found("bank-cost", material(moved, on=date(2026, 12, 31)))) == 1


def test_interest_transfers_and_costs_paid_back_are_no_costs() -> None:
    moved = """
    booked     | amount  | code     | communication
    2026-02-02 | -80.00  | 03501000 | interest
    2026-02-03 | -80.00  | 00101000 | bankkosten dossier 2026/12
    2026-02-04 | 80.00   | 08099000 | terugstorting
    """
    assert found("bank-cost", material(moved)) == []


def test_accounts_and_years_are_not_summed_together() -> None:
    moved = """
    account | booked     | amount | code
    A       | 2025-12-31 | -40.00 | 08035000
    A       | 2026-01-02 | -40.00 | 08035000
    B       | 2026-01-02 | -40.00 | 08035000
    """
    assert found("bank-cost", material(moved)) == []
