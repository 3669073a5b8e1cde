"""The rule neg-client-ledger: more paid for a dossier than was ever received for it."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_paid", "e_received", "e_short", "confidence")
STOLEN = """
id   | booked     | amount   | counterparty   | communication
in   | 2026-03-02 | 1000.00  | BE11 An Klant  | dossier 2026/12
out  | 2026-03-09 | -1600.00 | BE12 Bo Ander  | dossier 2026/12 saldo
"""


def test_a_dossier_paid_beyond_what_it_received_is_found() -> None:
    # 1,600 paid, 1,000 received: 600 is missing, more than 50 and 1 %, and the account held nothing else
    assert found("neg-client-ledger", material(STOLEN), *FACTS) == [("out", "in,out", 1_600_000, 1_000_000, 600_000, 950)]


def test_a_dossier_that_never_received_anything_is_found_once() -> None:
    moved = """
    id | booked     | amount   | counterparty  | communication
    x  | 2026-03-01 | 5000.00  | BE11 An Klant | dossier 2026/13
    a  | 2026-03-09 | -1600.00 | BE12 Bo Ander | dossier 2026/12
    b  | 2026-03-20 | -1000.00 | BE12 Bo Ander | dossier 2026/12
    """
    assert found("neg-client-ledger", material(moved), "anchor", "movement_ids") == [("a", "a")]


def test_below_500_euro_or_one_per_cent_nothing_is_found() -> None:
    # 499.99 is missing; of 60,600 paid, 600 is below 1 % (606)
    assert found("neg-client-ledger", material(STOLEN.replace("-1600.00", "-1499.99"))) == []
    assert found("neg-client-ledger", material(STOLEN.replace("-1600.00", "-1500.00"))) == [("in,out",)]
    assert found("neg-client-ledger", material(STOLEN.replace("-1600.00", "-60600.00").replace("1000.00 ", "60000.00"))) == []


def test_a_receipt_without_a_dossier_that_is_large_enough_explains_it() -> None:
    for amount, day, words, lawful in (
        ("600.00", "2026-03-03", "akkoord", True),
        ("600.00", "2026-03-09", "", True),  # of the same day
        ("599.99", "2026-03-03", "akkoord", False),
        ("600.00", "2026-03-10", "", False),  # after the payment
        ("600.00", "2025-09-10", "", False),  # 181 days: the window of 180 days that ends on 9 March begins on 11 September
        ("600.00", "2025-09-11", "", True),
    ):
        moved = STOLEN + f"y | {day} | {amount} | BE13 Cy Derde | {words}\n"
        assert (found("neg-client-ledger", material(moved)) == []) is lawful, (amount, day)


def test_a_structured_reference_is_no_dossier() -> None:
    moved = """
    id   | booked     | amount   | counterparty   | communication   | communication_type | structured_reference
    in   | 2026-03-02 | 1600.00  | BE11 An Klant  | 123456789012    | 101                | 123456789012
    out  | 2026-03-09 | -1600.00 | BE12 Bo Ander  | dossier 2026/12 |                    |
    """
    assert found("neg-client-ledger", material(moved)) == []


def test_what_another_dossier_has_provably_used_explains_nothing() -> None:
    moved = """
    id | booked     | amount   | counterparty  | communication
    a  | 2026-03-01 | 100.00   | BE13 Cy Derde | dossier 2026/13
    y  | 2026-03-02 | 3000.00  | BE13 Cy Derde | akkoord
    p  | 2026-03-05 | -3100.00 | BE14 Di Vierde | dossier 2026/13
    z  | 2026-03-06 | 9000.00  | BE15 Ed Vijfde | dossier 2026/14
    q  | 2026-03-09 | -2000.00 | BE12 Bo Ander | dossier 2026/12
    """
    # y came from the only payer of dossier 2026/13 and was paid for it: nothing is left that could be 2026/12's
    assert found("neg-client-ledger", material(moved), "anchor", "e_hidden") == [("q", 0)]


def test_what_was_there_before_the_first_statement_explains_it() -> None:
    assert found("neg-client-ledger", material(STOLEN, opening="600.00")) == []
    assert found("neg-client-ledger", material(STOLEN, opening="599.99")) == [("in,out",)]


def test_a_receipt_under_another_reference_of_the_same_sum_or_name_explains_it() -> None:
    for amount, name, lawful in (
        ("612.00", "BE13 Cy Derde", True),  # 600 ± 2 % = 588 to 612
        ("612.01", "BE13 Cy Derde", False),
        ("1632.00", "BE13 Cy Derde", True),  # 1,600 ± 2 %
        ("5000.00", "BE13 Cy Derdemans", True),  # the payer's name stands in the payment
        ("5000.00", "BE13 Cy Vierdemans", False),
    ):
        moved = STOLEN.replace("saldo", "Ander c/ Derdemans") + f"y | 2026-03-03 | {amount} | {name} | uw ref 77/1234\n"
        assert (found("neg-client-ledger", material(moved)) == []) is lawful, (amount, name)


def test_a_reference_under_which_money_was_paid_is_another_dossier() -> None:
    moved = (
        STOLEN
        + "y | 2026-03-03 | 600.00 | BE13 Cy Derde | dossier 2026/13\nz | 2026-03-05 | -600.00 | BE14 Di X | dossier 2026/13\n"
    )
    assert found("neg-client-ledger", material(moved)) == [("in,out",)]


def test_the_other_sides_reference_or_one_of_several_is_not_sure_enough() -> None:
    for words in ("uw ref 2026/12", "dossiers 2026/0120 et 2026/0121", "sinistre 2026/12", "An Klant c/ Bo Ander"):
        moved = STOLEN.replace("dossier 2026/12 saldo", words)
        assert found("neg-client-ledger", material(moved)) == [], words


def test_an_account_that_pays_under_other_references_than_it_receives_is_not_accused() -> None:
    moved = """
    id | booked     | amount   | counterparty  | communication
    a  | 2026-03-01 | 5000.00  | BE11 An Klant | dossier 2026/101
    b  | 2026-03-02 | 5500.00  | BE12 Bo Klant | dossier 2026/102
    p  | 2026-03-09 | -1600.00 | BE13 Cy Eiser | dossier 2026/12
    q  | 2026-03-09 | -1700.00 | BE14 Di Eiser | dossier 2026/13
    r  | 2026-04-09 | -1800.00 | BE13 Cy Eiser | dossier 2026/12
    """
    assert found("neg-client-ledger", material(moved)) == []
