"""The rule payee-iban-change: a known name, a new account."""

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "severity", "amount_milli", "e_known", "e_met")
CHANGED = """
id  | booked     | amount   | counterparty            | counterparty_bic
old | 2026-03-02 | -300.00  | BE11000 Bo Eiser        | GEBABEBB
new | 2026-03-09 | -5000.00 | BE12000 EISER Bo        | KREDBEBB
"""


def test_the_first_large_payment_to_a_new_account_of_a_known_name_is_found() -> None:
    assert found("payee-iban-change", material(CHANGED), *FACTS) == [("new", "medium", -5_000_000, 1, "2026-03-02")]


def test_a_foreign_account_or_one_opened_at_a_distance_is_high() -> None:
    for old, new in (("BE12000", "LT12000"), ("KREDBEBB", "REVOLT21")):
        assert found("payee-iban-change", material(CHANGED.replace(old, new)), "severity") == [("high",)], new
    abroad = CHANGED.replace("BE11000", "LT11000").replace("BE12000", "LT12000")
    assert found("payee-iban-change", material(abroad), "severity") == [("medium",)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-5000.00", "-4999.99"),
        ("EISER Bo", "Eiser"),
        ("EISER Bo", "Bo Anders"),
        ("BE12000", "BE11000"),
        ("BE12000", "BE70OFFICE"),
        ("2026-03-09", "2026-03-02"),  # the same day is not before
        ("2026-03-02", "2024-03-08"),  # 731 days before
    ],
)
def test_a_small_payment_another_name_or_a_known_account_is_not_found(old: str, new: str) -> None:
    assert found("payee-iban-change", material(CHANGED.replace(old, new))) == []


def test_an_account_that_was_used_before_is_not_new_whatever_its_name_was() -> None:
    moved = CHANGED + "x | 2026-03-01 | 20.00 | BE12000 B. Eiser SRL |\n"
    assert found("payee-iban-change", material(moved)) == []


def test_only_the_first_payment_to_the_new_account_is_found() -> None:
    moved = CHANGED + "x | 2026-03-09 | -6000.00 | BE12000 Bo Eiser |\ny | 2026-03-19 | -6000.00 | BE12000 Bo Eiser |\n"
    assert found("payee-iban-change", material(moved), "anchor") == [("new",)]


def test_those_who_have_many_accounts_are_left_out() -> None:
    for name in ("Notaris Ex Ample", "Ethias Verzekeringen", "Derdenrekening Mr. Ex", "Huissier Ex Ample"):
        moved = CHANGED.replace("Bo Eiser", name).replace("EISER Bo", name)
        assert found("payee-iban-change", material(moved)) == [], name
