"""Account numbers against vectors of the standards and against an independent library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban as independent

from coda_parser.iban import belgian_iban, checked, country_of, is_valid_bban, is_valid_creditor_reference, is_valid_iban

VALID = [
    "BE71096123456769",
    "NL91ABNA0417164300",
    "FR1420041010050500013M02606",
    "DE89370400440532013000",
    "LU280019400644750000",
    "GB29NWBK60161331926819",
    "MT84MALT011000012345MTLCAST001S",
]


@pytest.mark.parametrize("iban", VALID)
def test_an_iban_of_the_registry_is_valid_and_no_longer_with_a_digit_changed(iban: str) -> None:
    assert is_valid_iban(iban)
    assert not is_valid_iban(iban[:-1] + ("1" if iban[-1] == "0" else "0"))
    assert country_of(iban) == iban[:2]


@pytest.mark.parametrize("account", ["", "BE", "be71096123456769", "BE7109612345676", "096123456769", "BE71-0961-2345-6769"])
def test_what_is_no_iban_is_not_valid(account: str) -> None:
    assert not is_valid_iban(account)


def test_a_belgian_iban_around_a_wrong_account_number_is_not_valid() -> None:
    # 98 - (123456789012 111400 mod 97): the IBAN's own check digits hold, the account number's do not
    number = "123456789012"
    check = 98 - int(number + "111400") % 97
    assert not is_valid_iban(f"BE{check:02d}{number}")


@given(st.integers(0, 10**10 - 1))
@settings(derandomize=True, deadline=None)
def test_every_belgian_account_number_becomes_an_iban_that_others_accept(number: int) -> None:
    bban = checked(f"{number:010d}")
    iban = belgian_iban(bban)
    assert is_valid_bban(bban)
    assert is_valid_iban(iban)
    assert independent.is_valid(iban, check_country=False)


def test_a_belgian_account_number_with_wrong_check_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="valid check digits, got '096123456768'"):
        belgian_iban("096123456768")


def test_check_digits_are_97_where_the_remainder_is_0() -> None:
    assert checked("0000000097") == "000000009797"


@pytest.mark.parametrize("reference", ["RF18539007547034", "RF18 5390 0754 7034", "RF952026000114"])
def test_a_creditor_reference_with_its_check_digits_is_valid(reference: str) -> None:
    assert is_valid_creditor_reference(reference)


@pytest.mark.parametrize("reference", ["", "RF18", "RF19539007547034", "RG18539007547034", "RF18" + "5" * 22])
def test_any_other_creditor_reference_is_not(reference: str) -> None:
    assert not is_valid_creditor_reference(reference)
