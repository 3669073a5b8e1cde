"""The rule rubrique-to-tiers: money that came back from a rubric account and stayed."""

from datetime import date

import pytest

from detection.material import Material
from tests.detection.material import REGISTER, found, material


def _given(
    *more: str, amount: str = "2500.00", words: str = "dossier 2026/12", payer: str = "R", on: str = "2026-12-31"
) -> Material:
    lines = [f"back | A | 2026-03-02 | {amount} | {payer} Jeanne Verstockt | {words}", *more]
    moved = "\n".join(["id | account | booked | amount | counterparty | communication", *lines])
    return material(moved, opening="50000", on=date.fromisoformat(on))


def test_a_receipt_from_the_holders_rubric_account_that_is_not_paid_on_is_found_after_ten_bank_days() -> None:
    # Monday 2 March: the tenth bank day after it is Monday 16 March
    columns = ("account", "movement_ids", "amount_milli", "first_date", "last_date", "counterparty")
    expected = ("A", "back", 2_500_000, date(2026, 3, 2), date(2026, 3, 16), "R")
    assert found("rubrique-to-tiers", _given(), *columns) == [expected]
    assert found("rubrique-to-tiers", _given(on="2026-03-15")) == []
    assert len(found("rubrique-to-tiers", _given(on="2026-03-16"))) == 1


@pytest.mark.parametrize(
    ("payment", "is_found"),
    [
        ("p | A | 2026-03-16 | -2500.00 | BE12 Bo Klant | akkoord", False),  # the last day
        ("p | A | 2026-03-02 | -2500.00 | BE12 Bo Klant | akkoord", False),  # the same day
        ("p | A | 2026-03-17 | -2500.00 | BE12 Bo Klant | akkoord", True),  # a day too late
        ("p | A | 2026-02-27 | -2500.00 | BE12 Bo Klant | akkoord", True),  # before it came
        ("p | A | 2026-03-03 | -2499.99 | BE12 Bo Klant | akkoord", True),  # another amount
        ("p | A | 2026-03-03 | -2500.00 | BE70OFFICE | akkoord", True),  # to the holder
        ("p | A | 2026-03-03 | -2500.00 | R Jeanne Verstockt | akkoord", True),  # back again
        ("p | A | 2026-03-03 | -2500.00 | B Peeters Advocaten | akkoord", False),  # to a colleague's quality account
    ],
)
def test_a_payment_of_the_same_amount_to_somebody_else_answers_it_within_ten_bank_days(payment: str, *, is_found: bool) -> None:
    assert (found("rubrique-to-tiers", _given(payment)) != []) == is_found


def test_a_dossier_paid_in_parts_answers_it_when_they_sum_to_it() -> None:
    parts = [
        "p | A | 2026-03-03 | -2000.00 | BE12 Bo Klant | dossier 2026/12",
        "q | A | 2026-03-09 | -500.00 | BE13 Cy Klant | Dossier 2026-012",
    ]
    assert found("rubrique-to-tiers", _given(*parts)) == []
    assert len(found("rubrique-to-tiers", _given(parts[0]))) == 1
    assert len(found("rubrique-to-tiers", _given(*parts, words="dossier 2026/99"))) == 1


def test_one_payment_answers_one_receipt() -> None:
    twin = "twin | A | 2026-03-03 | 2500.00 | R Jeanne Verstockt | dossier 2026/12"
    paid = "p | A | 2026-03-04 | -2500.00 | BE12 Bo Klant | akkoord"
    assert found("rubrique-to-tiers", _given(twin, paid)) == [("twin",)]


def test_small_sums_other_holders_and_payments_to_the_rubric_account_are_not_found() -> None:
    assert found("rubrique-to-tiers", _given(amount="2499.99")) == []
    assert found("rubrique-to-tiers", _given(payer="B")) == []
    assert found("rubrique-to-tiers", _given(amount="-2500.00")) == []


def test_from_rubric_to_rubric_nothing_is_mixed() -> None:
    register = REGISTER + "Q | EUR | rubric | H1 | Jeanne Verstockt | LIEGE-HUY | 2020-01-01 | 2020-01-01 | 2020-01-01\n"
    moved = """
    account | booked     | amount  | counterparty
    Q       | 2026-03-02 | 9000.00 | R Jeanne Verstockt
    """
    assert found("rubrique-to-tiers", material(moved, register=register)) == []
