"""The rule cash-limit-3000: above 3,000.00 at once, or in movements that belong together."""

from tests.detection.material import found, material


def test_one_payment_above_the_limit_is_found_and_the_limit_itself_is_not() -> None:
    moved = """
    id    | booked     | amount   | code     | counterparty
    above | 2026-03-01 | 3000.01  | 00950000 | Jan Storter
    equal | 2026-05-01 | 3000.00  | 00950000 | An Brenger
    out   | 2026-06-01 | -3000.01 | 00901000 |
    """
    assert found("cash-limit-3000", material(moved), "movement_ids", "e_total", "e_side", "e_link") == [
        ("above", 3_000_010, "payment", "movement"),
        ("out", 3_000_010, "withdrawal", "movement"),
    ]


def test_payments_for_one_dossier_within_thirty_days_are_linked() -> None:
    moved = """
    id | booked     | amount  | code     | counterparty | communication
    a  | 2026-03-01 | 1600.00 | 00950000 | Jan Storter  | dossier 2026/012
    b  | 2026-03-30 | 1400.01 | 00950000 | An Brenger   | DOS 2026/12
    """
    # 1 to 30 March are 30 days: 1,600.00 + 1,400.01 = 3,000.01, though two people brought it
    assert found("cash-limit-3000", material(moved), "movement_ids", "e_total", "e_link", "e_count") == [
        ("a,b", 3_000_010, "reference", 2)
    ]


def test_payments_of_one_person_without_dossier_are_linked_and_those_of_nobody_within_seven_days() -> None:
    moved = """
    id | account | booked     | amount  | code     | counterparty
    a  | A       | 2026-03-01 | 2000.00 | 00950000 | Jan Storter
    b  | A       | 2026-03-20 | 2000.00 | 00950000 | JAN STORTER
    c  | B       | 2026-03-01 | 2000.00 | 00950000 |
    d  | B       | 2026-03-07 | 2000.00 | 00950000 |
    e  | B       | 2026-03-14 | 2000.00 | 00950000 |
    """
    # a + b = 4,000 by name. c + d = 4,000 in the seven days 1 to 7 March; e's seven days begin on 8 March
    assert found("cash-limit-3000", material(moved), "movement_ids", "e_link") == [("a,b", "depositor"), ("c,d", "account")]


def test_payments_that_do_not_belong_together_are_not_found() -> None:
    moved = """
    booked     | amount   | code     | counterparty | communication
    2026-03-01 | 2000.00  | 00950000 | Jan Storter  | dossier 2026/12
    2026-03-02 | 2000.00  | 00950000 | Jan Storter  | dossier 2026/99
    2026-03-31 | 2000.00  | 00950000 | Jan Storter  | dossier 2026/12
    2026-03-03 | -2000.00 | 00901000 |              |
    2026-03-04 | 9000.00  | 00150000 | Jan Storter  | dossier 2026/12
    """
    # two dossiers; 31 March is the 31st day after 1 March; money out is apart from money in; a transfer is no cash
    assert found("cash-limit-3000", material(moved)) == []


def test_each_movement_beyond_the_limit_is_a_finding_with_its_window() -> None:
    moved = """
    id | booked     | amount  | code     | communication
    a  | 2026-03-01 | 2000.00 | 00950000 | dossier 2026/12
    b  | 2026-03-05 | 2000.00 | 00950000 | dossier 2026/12
    c  | 2026-03-05 | 500.00  | 00950000 | dossier 2026/12
    d  | 2026-04-02 | 1000.00 | 00950000 | dossier 2026/12
    """
    # b and c share a day, so both see 4,500. d: 4 March to 2 April hold b, c and d = 3,500; a has left the window
    assert found("cash-limit-3000", material(moved), "anchor", "movement_ids", "e_total") == [
        ("b", "a,b,c", 4_500_000),
        ("c", "a,b,c", 4_500_000),
        ("d", "b,c,d", 3_500_000),
    ]
