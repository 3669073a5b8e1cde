"""The rule debit-interest: what the bank charges for a debit balance."""

from tests.detection.material import found, material


def test_interest_is_found_when_the_account_was_below_zero_in_the_quarter() -> None:
    moved = """
    id       | booked     | amount   | code     | communication
    opened   | 2025-12-01 | 100.00   | 00150000 |
    below    | 2026-02-10 | -500.00  | 00101000 |
    cured    | 2026-02-12 | 900.00   | 00150000 |
    interest | 2026-04-01 | -3.10    | 03501002 | INTERETS DEBITEURS 010126-010426
    """
    # 100 − 500 = −400 from 10 to 12 February, within the 92 days before 1 April
    assert found("debit-interest", material(moved), "movement_ids", "e_category") == [("interest", "002")]


def test_interest_is_not_found_when_the_balance_never_fell_below_zero() -> None:
    moved = """
    booked     | amount  | code     | communication
    2025-12-01 | 100.00  | 00150000 |
    2026-02-10 | -100.00 | 00101000 |
    2026-04-01 | -3.10   | 03501002 | NEGATIEVE RENTE
    """
    # 100, then 0: the negative rate on credit balances. The charge itself takes the account below zero, which is not asked
    assert found("debit-interest", material(moved)) == []


def test_interest_is_found_when_the_balance_of_the_quarter_is_not_known() -> None:
    moved = """
    id       | booked     | amount | code
    opened   | 2026-03-01 | 900.00 | 00150000
    interest | 2026-04-01 | -3.10  | 03501002
    """
    assert found("debit-interest", material(moved)) == [("interest",)]


def test_a_commission_for_credit_is_found_whatever_the_balance() -> None:
    moved = """
    id         | booked     | amount | code
    opened     | 2025-12-01 | 900.00 | 00150000
    commission | 2026-04-01 | -12.00 | 03501003
    """
    assert found("debit-interest", material(moved)) == [("commission",)]


def test_the_words_count_when_the_bank_writes_them_and_not_when_a_client_does() -> None:
    moved = """
    id     | booked     | amount  | code     | communication
    bank   | 2026-03-02 | -4.00   | 08035000 | Sollzinsen 1. Quartal
    client | 2026-03-03 | -400.00 | 00101000 | dossier 2026/12 intérêts débiteurs
    in     | 2026-03-04 | 4.00    | 03550002 | intérêts débiteurs
    """
    assert found("debit-interest", material(moved)) == [("bank",)]
