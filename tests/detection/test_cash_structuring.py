"""The rule cash-structuring: three deposits just below the limit in thirty days, or five in ninety."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "e_count", "e_days", "severity")
ALLOWED = """
iban | holder_id | kind | valid_from | valid_until | cap_milli
A    |           | cash | 2026-01-01 |             | null
"""


def test_the_third_deposit_of_thirty_days_is_found_at_both_ends_of_the_band() -> None:
    moved = """
    id    | booked     | amount  | code     | counterparty
    a     | 2026-03-01 | 2400.00 | 00950000 | Jan Storter
    b     | 2026-03-10 | 3000.00 | 00950000 | An Brenger
    c     | 2026-03-30 | 2999.99 | 00950000 |
    """
    # 1 to 30 March are 30 days; exactly 3,000.00 is lawful and counts
    assert found("cash-structuring", material(moved), *FACTS, "amount_milli") == [("a,b,c", 3, 30, None, 8_399_990)]


def test_beyond_the_band_beyond_the_window_or_no_cash_in_is_not_found() -> None:
    for third in (
        "2026-03-30 | 2399.99  | 00950000",
        "2026-03-30 | 3000.01  | 00950000",
        "2026-03-31 | 2500.00  | 00950000",
        "2026-03-30 | 2500.00  | 00150000",
        "2026-03-30 | -2500.00 | 00901000",
    ):
        moved = f"""
        booked     | amount  | code
        2026-03-01 | 2500.00 | 00950000
        2026-03-10 | 2600.00 | 00950000
        {third}
        """
        assert found("cash-structuring", material(moved)) == [], third


def test_five_deposits_of_ninety_days_are_found_when_no_thirty_days_hold_three() -> None:
    moved = """
    id | booked     | amount  | code
    a  | 2026-01-02 | 2500.00 | 00950000
    b  | 2026-01-20 | 2500.00 | 00950000
    c  | 2026-02-10 | 2500.00 | 00950000
    d  | 2026-03-05 | 2500.00 | 00950000
    e  | {last}     | 2500.00 | 00950000
    """
    # 2 January is day 1: 29 days to 31 January, 28 in February, 31 in March → 1 April is day 90, 2 April day 91
    assert found("cash-structuring", material(moved.format(last="2026-04-01")), *FACTS) == [("a,b,c,d,e", 5, 90, None)]
    assert found("cash-structuring", material(moved.format(last="2026-04-02"))) == []


def test_the_deposits_of_one_day_are_one_finding_whatever_their_sequence() -> None:
    moved = """
    id | booked     | amount  | code
    a  | 2026-03-02 | 2900.00 | 00950000
    b  | 2026-03-02 | 2800.00 | 00950000
    c  | 2026-03-02 | 2700.00 | 00950000
    d  | 2026-03-20 | 2900.00 | 00950000
    """
    assert found("cash-structuring", material(moved), "anchor", *FACTS) == [
        ("a", "a,b,c", 3, 30, None),
        ("d", "a,b,c,d", 4, 30, None),
    ]


INSTALMENTS = """
id | booked     | amount  | code     | counterparty
a  | 2026-03-01 | 2500.00 | 00950000 | Jan Storter
b  | 2026-03-02 | 2600.00 | 00950000 | An Brenger
c  | {day}      | {sum}   | 00950000 | {who}
"""


def test_allowed_equal_monthly_instalments_are_a_noted_fact() -> None:
    lawful = INSTALMENTS.format(day="2026-03-30", sum="2500.00", who="Jan Storter")
    # Jan pays 2,500 twice, 29 days apart; An once
    given = material(lawful, allowances=ALLOWED)
    assert found("cash-structuring", given, *FACTS, "stage", "e_allowed") == [("a,b,c", 3, 30, "info", "allowed", 3)]


def test_unequal_or_frequent_deposits_are_not_instalments_and_nor_is_what_nobody_allowed() -> None:
    for day, amount, who, allowed in (
        ("2026-03-30", "2600.00", "Jan Storter", ALLOWED),
        ("2026-03-20", "2500.00", "Jan Storter", ALLOWED),
        ("2026-03-30", "2500.00", "", ALLOWED),
        ("2026-03-30", "2500.00", "Jan Storter", ""),
        ("2026-03-30", "2500.00", "Jan Storter", ALLOWED.replace("2026-01-01", "2026-03-31")),
    ):
        given = material(INSTALMENTS.format(day=day, sum=amount, who=who), allowances=allowed)
        assert found("cash-structuring", given, "severity", "stage") == [(None, "")], (day, amount, who)
