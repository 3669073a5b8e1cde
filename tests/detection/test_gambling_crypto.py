"""The rule gambling-crypto: operators and platforms, both ways."""

from tests.detection.material import found, material

FACTS = ("anchor", "severity", "confidence")


def test_payments_are_critical_receipts_high_and_settlements_of_a_dossier_medium() -> None:
    moved = """
    id | booked     | amount   | counterparty       | communication
    a  | 2026-03-02 | -0.50    | MT11 Unibet Ltd    |
    b  | 2026-03-03 | -900.00  | DE12 Bitpanda GmbH | aankoop
    c  | 2026-03-04 | 90.00    | MT11 Unibet Ltd    | payout
    d  | 2026-03-05 | 5000.00  | MT11 Unibet Ltd    | dossier 2026/12 akkoord
    e  | 2026-03-06 | -5000.00 | MT11 Unibet Ltd    | dossier 2026/13
    """
    assert found("gambling-crypto", material(moved), *FACTS) == [
        ("a", None, 950),
        ("b", None, 950),
        ("c", "high", 950),
        ("d", "medium", 950),
        ("e", "medium", 950),
    ]


def test_a_communication_that_speaks_of_playing_is_high_unless_it_names_a_dossier() -> None:
    moved = """
    id | booked     | amount  | counterparty          | communication
    a  | 2026-03-02 | -75.00  | BE11 Ferre Frooninck  | poker vrijdag
    b  | 2026-03-02 | -75.00  | BE11 Ferre Frooninck  | dossier 2026/12 Casino de Spa
    c  | 2026-03-02 | 75.00   | BE11 Ferre Frooninck  | poker vrijdag
    d  | 2026-03-02 | -75.00  | BE12 Notaris Frooninck| bitcoin
    e  | 2026-03-02 | -75.00  | BE11 Ferre Frooninck  | betaling
    """
    # b names a dossier, c came in, d goes to an institution, e is another word
    assert found("gambling-crypto", material(moved), *FACTS) == [("a", "high", 700)]


def test_a_name_that_says_little_is_low_and_own_accounts_are_left_out() -> None:
    moved = """
    id | booked     | amount  | counterparty
    a  | 2026-03-02 | -75.00  | BE11 Napoleon Coucke
    b  | 2026-03-02 | -75.00  | BE70OFFICE Coinbase
    c  | 2026-03-02 | -75.00  | B Unibet
    """
    assert found("gambling-crypto", material(moved), *FACTS) == [("a", "low", 400)]
