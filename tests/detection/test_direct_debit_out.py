"""The rule direct-debit-out: what creditors collect from the account."""

from datetime import date

from tests.detection.material import found, material


def test_a_collected_direct_debit_is_found() -> None:
    moved = """
    id | booked     | amount | code     | counterparty       | communication_type
    a  | 2026-03-01 | -62.10 | 00501000 | BE12 Stroom en Gas | 127
    """
    assert found("direct-debit-out", material(moved), "movement_ids", "severity", "stage") == [("a", None, "")]


def test_a_refund_of_the_same_amount_within_eight_weeks_makes_it_low() -> None:
    moved = """
    id     | booked     | amount | code
    back   | 2026-03-01 | -62.10 | 00501000
    refund | 2026-04-26 | 62.10  | 00558000
    first  | 2026-04-30 | 70.00  | 00558000
    after  | 2026-04-30 | -70.00 | 00501000
    late   | 2026-05-01 | -80.00 | 00501000
    slow   | 2026-06-27 | 80.00  | 00554000
    other  | 2026-07-01 | -99.00 | 00501000
    less   | 2026-07-02 | 98.99  | 00554000
    other2 | 2026-07-03 | 99.00  | 00150000
    """
    # 1 March + 56 days = 26 April, still in time; 1 May + 57 days = 27 June, too late;
    # 98.99 is another amount; a refund listed first on its day counts; a transfer of 99.00 is no refund
    assert found("direct-debit-out", material(moved), "movement_ids", "severity", "stage") == [
        ("back", "low", "refunded"),
        ("after", "low", "refunded"),
        ("late", None, ""),
        ("other", None, ""),
    ]


def test_transfers_and_collections_for_the_account_are_not_found() -> None:
    moved = """
    booked     | amount | code     | communication
    2026-03-01 | -62.10 | 00101000 | domiciliation résiliée dossier 2026/12
    2026-03-02 | 62.10  | 00550000 |
    """
    assert found("direct-debit-out", material(moved)) == []


def test_an_authorised_direct_debit_is_a_noted_fact_refunded_or_not() -> None:
    moved = """
    id     | booked     | amount | code
    early  | 2026-02-28 | -10.00 | 00501000
    paid   | 2026-03-01 | -20.00 | 00501000
    back   | 2026-03-02 | -30.00 | 00501000
    refund | 2026-03-05 | 30.00  | 00554000
    other  | 2026-03-06 | -40.00 | 00501000
    """
    allowances = """
    holder_id | kind         | valid_from | valid_until | cap_milli
    H1        | direct_debit | 2026-03-01 | 2026-03-06  | null
    H1        | cash         | 2026-01-01 |             | null
    """
    columns = ("movement_ids", "severity", "stage", "last_date", "e_allowed_since")
    assert found("direct-debit-out", material(moved, allowances=allowances), *columns) == [
        ("early", None, "", date(2026, 2, 28), ""),
        ("paid", "info", "allowed", date(2026, 3, 1), "2026-03-01"),
        ("back", "info", "allowed", date(2026, 3, 2), "2026-03-01"),
        ("other", None, "", date(2026, 3, 6), ""),
    ]


def test_a_refund_is_known_from_its_first_day_and_later_ones_add_nothing() -> None:
    moved = """
    id   | booked     | amount | code
    paid | 2026-03-01 | -20.00 | 00501000
    one  | 2026-03-05 | 20.00  | 00554000
    two  | 2026-03-09 | 20.00  | 00554000
    """
    assert found("direct-debit-out", material(moved), "first_date", "last_date", "e_refunded") == [
        (date(2026, 3, 1), date(2026, 3, 5), 1)
    ]
