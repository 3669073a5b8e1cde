"""The rule securities-investment: every code of an investment, and the term accounts that are lawful."""

from tests.detection.material import found, material


def test_securities_exchange_bullion_and_term_investments_are_found_in_and_out() -> None:
    moved = """
    id     | booked     | amount    | code
    buy    | 2026-03-02 | -9000.00  | 01101000
    coupon | 2026-03-03 | 90.00     | 01152000
    spot   | 2026-03-04 | -500.00   | 03001000
    sold   | 2026-03-05 | 500.00    | 03052000
    notes  | 2026-03-06 | -400.00   | 00905000
    gold   | 2026-03-09 | -300.00   | 00907000
    term   | 2026-03-10 | -20000.00 | 03005000
    back   | 2026-06-10 | 20000.00  | 03054000
    gain   | 2026-06-10 | 80.00     | 03055000
    """
    expected = ["buy", "coupon", "spot", "sold", "notes", "gold", "term", "back", "gain"]
    assert found("securities-investment", material(moved), "movement_ids", "severity") == [(one, None) for one in expected]


def test_transfers_cash_and_corrections_of_value_dates_are_not_found() -> None:
    moved = """
    booked     | amount    | code     | communication
    2026-03-02 | -9000.00  | 00101000 | aankoop effecten nalatenschap dossier 2026/12
    2026-03-03 | -900.00   | 00901000 |
    2026-03-04 | 9.00      | 03083000 |
    """
    assert found("securities-investment", material(moved)) == []


def test_a_term_investment_is_noted_on_a_rubric_account_or_with_leave_and_leave_covers_nothing_else() -> None:
    moved = """
    id      | account | booked     | amount    | code
    rubric  | R       | 2026-03-02 | -20000.00 | 03005000
    shares  | R       | 2026-03-02 | -20000.00 | 01101000
    leave   | B       | 2026-03-02 | -20000.00 | 03005000
    forex   | B       | 2026-03-03 | -20000.00 | 03001000
    tiers   | A       | 2026-03-02 | -20000.00 | 03005000
    """
    allowances = """
    iban | holder_id | kind         | valid_from | valid_until | cap_milli
    B    |           | term_account | 2026-01-01 |             | null
    """
    given = material(moved, allowances=allowances)
    assert found("securities-investment", given, "movement_ids", "severity", "stage", "e_code") == [
        ("tiers", None, "", "30 05"),
        ("leave", "info", "allowed", "30 05"),
        ("forex", None, "", "30 01"),
        ("rubric", "info", "", "30 05"),
        ("shares", None, "", "11 01"),
    ]
