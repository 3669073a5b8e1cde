"""The rule own-round-trip: taken to an own account, and brought back."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "severity", "amount_milli", "e_count", "e_out")


def test_five_thousand_that_comes_back_is_critical_and_a_smaller_single_one_low() -> None:
    moved = """
    id   | booked     | amount   | counterparty
    gone | 2026-03-02 | -5000.00 | BE70OFFICE
    back | 2026-03-05 | 5000.00  | BE33 Jeanne Verstockt
    """
    assert found("own-round-trip", material(moved), *FACTS) == [("back", "gone,back", None, 5_000_000, 1, 3)]
    smaller = moved.replace("-5000.00", "-4999.99")  # 5,000.00 back is within 102 % of it
    assert found("own-round-trip", material(smaller), *FACTS) == [("back", "gone,back", "low", 4_999_990, 1, 3)]


def test_eighty_to_a_hundred_and_two_percent_within_ninety_days_is_a_round_trip() -> None:
    table = """
    id   | booked     | amount    | counterparty
    gone | 2026-03-02 | -10000.00 | BE70OFFICE
    back | {day}      | {back}    | BE70OFFICE
    """
    # 80 % = 8,000; 102 % = 10,200; 2 March + 90 days = 31 May
    for day, back, expected in (
        ("2026-03-03", "8000.00", 1),
        ("2026-05-31", "10200.00", 1),
        ("2026-03-03", "7999.99", 0),
        ("2026-03-03", "10200.01", 0),
        ("2026-06-01", "10000.00", 0),
        ("2026-03-02", "10000.00", 0),
    ):
        assert len(found("own-round-trip", material(table.format(day=day, back=back)))) == expected, (day, back)


def test_the_second_small_round_trip_in_ninety_days_is_critical_and_names_both() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-01-05 | -1000.00 | BE70OFFICE
    b  | 2026-02-02 | 1000.00  | BE70OFFICE
    c  | 2026-04-20 | -1000.00 | BE70OFFICE
    d  | {day}      | 1000.00  | BE70OFFICE
    """
    # 2 February to 2 May are 90 days
    assert found("own-round-trip", material(moved.format(day="2026-05-02")), *FACTS) == [
        ("b", "a,b", "low", 1_000_000, 1, 28),
        ("d", "a,b,c,d", None, 2_000_000, 2, 12),
    ]
    assert found("own-round-trip", material(moved.format(day="2026-05-03")), "anchor", "severity") == [
        ("b", "low"),
        ("d", "low"),
    ]


def test_a_slip_put_right_within_two_bank_days_is_low_whatever_the_amount() -> None:
    table = """
    id   | booked     | amount    | counterparty | communication
    gone | 2026-03-06 | -20000.00 | BE70OFFICE   | solde
    back | {day}      | {back}    | BE70OFFICE   | {text}
    """
    # 6 March 2026 is a Friday: Tuesday the 10th is its second bank day after
    for day, back, text, severity in (
        ("2026-03-10", "20000.00", "erreur, remboursement", "low"),
        ("2026-03-10", "20000.00", "Vergissing", "low"),
        ("2026-03-11", "20000.00", "erreur", None),
        ("2026-03-10", "19999.00", "erreur", None),
        ("2026-03-10", "20000.00", "retour", None),
    ):
        given = material(table.format(day=day, back=back, text=text))
        assert found("own-round-trip", given, "severity") == [(severity,)], (day, back, text)


def test_a_slip_that_happens_again_is_no_slip() -> None:
    moved = """
    id | booked     | amount   | counterparty | communication
    a  | 2026-03-02 | -6000.00 | BE70OFFICE   | erreur
    b  | 2026-03-03 | 6000.00  | BE70OFFICE   |
    c  | 2026-03-09 | -6000.00 | BE70OFFICE   | erreur
    d  | 2026-03-10 | 6000.00  | BE70OFFICE   |
    """
    assert found("own-round-trip", material(moved), "anchor", "severity") == [("b", "low"), ("d", None)]


def test_one_credit_brings_back_one_debit_the_closest_in_amount() -> None:
    moved = """
    id   | booked     | amount   | counterparty
    fee  | 2026-03-02 | -6500.00 | BE70OFFICE
    loan | 2026-03-03 | -6000.00 | BE70OFFICE
    fees | 2026-03-04 | -7000.00 | BE70OFFICE
    back | 2026-03-20 | 6000.00  | BE70OFFICE
    """
    assert found("own-round-trip", material(moved)) == [("loan,back",)]


def test_equal_sums_are_paired_off_one_by_one() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-03-02 | -1000.00 | BE70OFFICE
    b  | 2026-03-03 | -1000.00 | BE70OFFICE
    c  | 2026-03-20 | 1000.00  | BE70OFFICE
    d  | 2026-03-20 | 1000.00  | BE70OFFICE
    """
    # two debits, two credits of one day: each day's finding names what is known at its end
    assert found("own-round-trip", material(moved), "anchor", "e_count", "movement_ids") == [
        ("c", 2, "a,b,c,d"),
        ("d", 2, "a,b,c,d"),
    ]


def test_clients_quality_accounts_and_transfers_that_the_bank_returned_are_not_found() -> None:
    moved = """
    booked     | amount   | counterparty | r_transaction
    2026-03-02 | -9000.00 | BE11 An Klant |
    2026-03-05 | 9000.00  | BE11 An Klant |
    2026-04-02 | -9000.00 | R             |
    2026-04-05 | 9000.00  | R             |
    2026-05-02 | -9000.00 | BE70OFFICE    |
    2026-05-05 | 9000.00  | BE70OFFICE    | 1
    """
    assert found("own-round-trip", material(moved)) == []
