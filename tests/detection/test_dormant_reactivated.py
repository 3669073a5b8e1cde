"""The rule dormant-reactivated: a year of silence (half a year for a rubric account), then a large movement."""

from tests.detection.material import found, material


def test_a_large_movement_after_a_year_without_customers_is_found() -> None:
    moved = """
    id    | booked     | amount    | code     | counterparty
    last  | 2025-01-10 | 500.00    |          | BE11 An Klant
    fee   | 2025-07-01 | -5.00     | 08035000 |
    first | 2026-01-10 | 9999.99   |          | BE12 Bo Klant
    large | 2026-02-08 | -10000.00 |          | BE13 Cy Klant
    more  | 2026-02-08 | 20000.00  |          | BE14 Di Klant
    """
    # 10 January 2025 to 10 January 2026 are 365 days; the bank's own cost does not count; 8 February is the 30th day
    # of the awakening (10 January + 29), and its first movement of 10,000 is named
    assert found("dormant-reactivated", material(moved), "movement_ids", "e_quiet") == [("large", 365)]


def test_a_rubric_account_sleeps_half_a_year() -> None:
    moved = """
    id   | account | booked     | amount
    last | R       | 2026-01-01 | 30000.00
    wake | R       | 2026-06-30 | -30000.00
    old  | A       | 2026-01-01 | 30000.00
    soon | A       | 2026-06-30 | -30000.00
    """
    assert found("dormant-reactivated", material(moved), "movement_ids", "e_quiet") == [("wake", 180)]


def test_silence_before_the_first_movement_counts_from_the_first_statement() -> None:
    moved = """
    id   | booked     | amount    | statement_number
    wake | 2026-03-01 | 15000.00  | 2
    """
    stated = """
    date       | number | old | new
    2025-02-01 | 1      | 0   | 0
    2026-03-01 | 2      | 0   | 15000
    """
    assert found("dormant-reactivated", material(moved, stated), "movement_ids", "e_quiet") == [("wake", 393)]


def test_a_silence_of_a_day_less_than_a_year_is_none() -> None:
    moved = """
    booked     | amount   | counterparty
    2025-01-10 | 500.00   | BE11 An Klant
    2026-01-09 | 15000.00 | BE12 Bo Klant
    """
    assert found("dormant-reactivated", material(moved)) == []


def test_a_bailiff_who_pays_a_small_sum_and_what_moves_after_thirty_days_are_not_found() -> None:
    for day, amount, party in (
        ("2026-01-10", "15000.00", "BE12 Gerechtsdeurwaarder Ex"),
        ("2026-01-10", "9999.99", "BE12 Bo Klant"),
        ("2026-02-09", "15000.00", "BE12 Bo Klant"),
    ):
        # 10 January wakes the account; its thirty days end on 8 February
        moved = f"""
        booked     | amount   | counterparty
        2025-01-10 | 500.00   | BE11 An Klant
        2026-01-10 | 20.00    | BE11 An Klant
        {day}      | {amount} | {party}
        """
        assert found("dormant-reactivated", material(moved)) == [], (day, amount, party)


def test_a_break_between_the_statements_is_no_silence() -> None:
    moved = """
    booked     | amount   | statement_number
    2025-01-10 | 500.00   | 1
    2026-01-10 | 15000.00 | 9
    """
    stated = """
    date       | number | old  | new
    2025-01-10 | 1      | 0    | 500
    2026-01-10 | 9      | 7000 | 22000
    """
    assert found("dormant-reactivated", material(moved, stated)) == []
    # a break before the silence, or after the awakening, leaves it a silence
    around = """
    date       | number | old   | new
    2025-01-09 | 1      | 0     | 100
    2025-01-10 | 2      | 500   | 1000
    2026-01-10 | 3      | 1000  | 16000
    2026-01-12 | 4      | 17000 | 17000
    """
    assert len(found("dormant-reactivated", material(moved.replace("| 1\n", "| 2\n").replace("| 9\n", "| 3\n"), around))) == 1
