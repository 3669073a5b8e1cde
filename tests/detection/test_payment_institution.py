"""The rule payment-institution: a first payment of 5,000 or more to an account at a payment institution."""

from datetime import date

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_count", "amount_milli", "stage")


@pytest.mark.parametrize("account", ["BE11967012345678", "BE11904012345678", "BE11964012345678", "LT1100000"])
def test_a_belgian_prefix_or_a_bic_shows_the_institution(account: str) -> None:
    bic = "EVIULT2VXXX" if account.startswith("LT") else ""
    moved = f"""
    id  | booked     | amount   | counterparty    | counterparty_bic
    out | 2026-03-02 | -5000.00 | {account} Ex An | {bic}
    """
    assert found("payment-institution", material(moved), *FACTS) == [("2026-03", "out", 1, -5_000_000, "")]


def test_a_month_is_one_finding_with_its_first_payments() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-03-02 | -5000.00 | BE11967000000001 Ex
    b  | 2026-03-02 | -6000.00 | BE11967000000001 Ex
    c  | 2026-03-09 | -7000.00 | BE11967000000001 Ex
    d  | 2026-03-20 | -8000.00 | BE11967000000002 Ex
    e  | 2026-04-01 | -9000.00 | BE11967000000003 Ex
    """
    # a and b are of the payee's first day, c is not; d and e are payees of their own
    assert found("payment-institution", material(moved, on=date(2026, 4, 15)), *FACTS) == [
        ("2026-03", "a,b,d", 3, -19_000_000, ""),
        ("2026-04", "e", 1, -9_000_000, "running"),
    ]


def test_small_sums_receipts_other_banks_known_payees_and_own_accounts_are_not_found() -> None:
    moved = """
    booked     | amount   | counterparty
    2026-03-02 | -4999.99 | BE11967000000001 Ex
    2026-03-03 | 9000.00  | BE11967000000002 Ex
    2026-03-04 | -9000.00 | BE11968000000003 Ex
    2026-03-05 | -9000.00 | BE11967000000002 Ex
    2026-03-06 | -9000.00 | BE11967000000004 Jeanne Verstockt
    """
    # the payee of 5 March had paid in on 3 March: known; 968 is a bank
    assert found("payment-institution", material(moved)) == []
