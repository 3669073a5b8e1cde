"""The rule high-risk-country: the list in force on the day of the movement."""

from tests.detection.material import found, material


def test_the_country_of_the_account_the_bic_or_the_address_is_found() -> None:
    moved = """
    id      | booked     | amount  | counterparty          | counterparty_bic | counterparty_address
    iban    | 2026-03-02 | 5000.00 | LB62099900000001 Ex A |                  |
    bic     | 2026-03-03 | -999.99 | 123456 Ex B           | BKIRIRTHXXX      |
    address | 2026-03-04 | 1000.00 | BE11 Ex C             | KREDBEBB         | Rue 1, 98000 Monaco
    """
    assert found("high-risk-country", material(moved), "movement_ids", "e_country", "e_basis", "severity") == [
        ("iban", "LB", "iban", None),
        ("bic", "IR", "bic", "medium"),
        ("address", "MC", "address", None),
    ]


def test_a_country_counts_only_while_it_is_on_the_list() -> None:
    moved = """
    id       | booked     | amount  | counterparty
    before   | 2025-08-04 | 5000.00 | MC5811222000010123456789030 Ex
    listed   | 2025-08-05 | 5000.00 | MC5811222000010123456789030 Ex
    removed  | 2025-08-05 | 5000.00 | AE070331234567890123456 Ex
    until    | 2025-08-04 | 5000.00 | AE070331234567890123456 Ex
    """
    # Monaco is listed from 5 August 2025; the Emirates were taken off, their last day is 4 August 2025
    assert found("high-risk-country", material(moved)) == [("until",), ("listed",)]


def test_other_countries_cents_and_a_street_named_after_a_country_are_not_found() -> None:
    moved = """
    booked     | amount  | counterparty                | counterparty_bic | counterparty_address
    2026-03-02 | 5000.00 | FR7630006000011234567890 Ex | AGRIFRPP         | Rue de Monaco 5, 75000 Paris
    2026-03-03 | 0.99    | LB62099900000001 Ex         |                  |
    2026-03-04 | 5000.00 | Nadia Liban                 |                  |
    """
    assert found("high-risk-country", material(moved)) == []
