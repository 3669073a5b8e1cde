"""The rule colleague-office-account: a colleague's name on an account that is not in the register."""

import pytest

from tests.detection.material import OWN_ACCOUNTS, REGISTER, found, material

COLLEAGUES = (
    REGISTER
    + """
C    | EUR      | third_party | H3        | Me Karel Van den Abricka | GENT    | 2020-01-01 | 2020-01-01 | 2020-01-01
D    | EUR      | third_party | H4        | SRL Boskdon & Lemahieu   | GENT    | 2020-01-01 | 2020-01-01 | 2020-01-01
"""
)


def _found(counterparty: str, amount: str = "-500.00", words: str = "dossier 2026/12") -> bool:
    moved = f"""
    booked     | amount   | counterparty   | communication
    2026-03-02 | {amount} | {counterparty} | {words}
    """
    return found("colleague-office-account", material(moved, register=COLLEAGUES)) != []


@pytest.mark.parametrize("name", ["Karel Van den Abricka", "VAN DEN ABRICKA KAREL", "Mr. Karel Abricka", "Boskdon Lemahieu BV"])
def test_a_colleagues_name_is_known_whatever_its_order_and_titles(name: str) -> None:
    assert _found(f"BE91 {name}")


@pytest.mark.parametrize("name", ["Karel Abricka Derdenrekening", "Koen Abricka", "Abricka", "Karel Abricka Jansen", ""])
def test_quality_accounts_by_name_and_other_people_are_not_found(name: str) -> None:
    assert not _found(f"BE91 {name}")


def test_the_least_amount_counts_and_receipts_do_not() -> None:
    assert _found("BE91 Karel Abricka", "-500.00")
    assert not _found("BE91 Karel Abricka", "-499.99")
    assert not _found("BE91 Karel Abricka", "900.00")


def test_the_colleagues_registered_account_and_a_missing_account_are_not_found() -> None:
    assert not _found("C Karel Van den Abricka")
    assert not _found("Karel Van den Abricka")


@pytest.mark.parametrize("words", ["ereloon tussenkomst dossier 2026/12", "honoraires postulation", "Honorarnote 2026/4"])
def test_fees_of_a_colleague_who_stood_in_are_not_found(words: str) -> None:
    assert not _found("BE91 Karel Abricka", words=words)


def test_the_holder_under_a_colleagues_roof_is_not_a_colleague() -> None:
    register = COLLEAGUES.replace("H3        | Me Karel Van den Abricka", "H1        | Me Karel Van den Abricka")
    moved = """
    booked     | amount   | counterparty       | communication
    2026-03-02 | -5000.00 | BE91 Karel Abricka | dossier 2026/12
    """
    given = material(moved, register=register, own_accounts=OWN_ACCOUNTS)
    assert found("colleague-office-account", given) == []
