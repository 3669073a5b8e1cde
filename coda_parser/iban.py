"""Account numbers: IBAN (ISO 13616) and the Belgian BBAN, with their check digits.

An IBAN's first four characters moved to the end and letters read as 10 to 35, it leaves 1 when divided by 97 (ISO 7064,
MOD 97-10). A Belgian BBAN is three digits of the bank, seven of the account and two check digits: the first ten modulo
97, written 97 where that is 0.

>>> is_valid_iban("BE71 0961 2345 6769")
True
>>> is_valid_iban("BE72096123456769")
False
>>> belgian_iban("096123456769")
'BE71096123456769'
>>> country_of("NL91ABNA0417164300")
'NL'
>>> country_of("096123456769")
''
"""

from __future__ import annotations

import re

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BELGIAN_LENGTH = 16
_BBAN_LENGTH = 12
_LETTERS = {ord(letter): str(10 + index) for index, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def compact(account: str) -> str:
    """Take the blanks out of an account number as people print it.

    >>> compact("BE71 0961 2345 6769")
    'BE71096123456769'
    """
    return account.replace(" ", "")


def _remainder(text: str) -> int:
    return int((text[4:] + text[:4]).translate(_LETTERS)) % 97


def is_valid_iban(account: str) -> bool:
    """Say whether an account number is an IBAN whose check digits hold; blanks are allowed, lower case is not."""
    text = compact(account)
    if not _IBAN.fullmatch(text) or _remainder(text) != 1:
        return False
    return not text.startswith("BE") or (len(text) == _BELGIAN_LENGTH and is_valid_bban(text[4:]))


def is_valid_bban(bban: str) -> bool:
    """Say whether twelve digits are a Belgian account number whose check digits hold.

    >>> is_valid_bban("096123456769"), is_valid_bban("096123456768")
    (True, False)
    """
    if len(bban) != _BBAN_LENGTH or not (bban.isascii() and bban.isdigit()):
        return False
    return checked(bban[:10]) == bban


def checked(ten_digits: str) -> str:
    """Append the two Belgian check digits to ten digits: an account number, or a structured communication.

    >>> checked("0961234567")
    '096123456769'
    """
    return f"{ten_digits}{int(ten_digits) % 97 or 97:02d}"


def belgian_iban(bban12: str) -> str:
    """Write a Belgian BBAN of twelve digits as an IBAN; ValueError when its check digits do not hold."""
    if not is_valid_bban(bban12):
        raise ValueError(f"expected a Belgian account number of 12 digits with valid check digits, got {bban12!r}")
    return f"BE{98 - _remainder(f'BE00{bban12}'):02d}{bban12}"


def foreign_iban(country: str, bban: str) -> str:
    """Write an account number of another country as an IBAN.

    >>> foreign_iban("NL", "QTRX0000000001"), is_valid_iban(foreign_iban("NL", "QTRX0000000001"))
    ('NL54QTRX0000000001', True)
    """
    return f"{country}{98 - _remainder(f'{country}00{bban}'):02d}{bban}"


def is_valid_creditor_reference(reference: str) -> bool:
    """Say whether a reference is an RF creditor reference of ISO 11649 whose check digits hold.

    >>> is_valid_creditor_reference("RF18539007547034"), is_valid_creditor_reference("RF19539007547034")
    (True, False)
    """
    text = compact(reference)
    return bool(re.fullmatch(r"RF[0-9]{2}[A-Z0-9]{1,21}", text)) and _remainder(text) == 1


def creditor_reference(text: str) -> str:
    """Write capitals and digits, 21 at most, as an RF creditor reference of ISO 11649.

    >>> creditor_reference("539007547034")
    'RF18539007547034'
    """
    return f"RF{98 - _remainder(f'RF00{text}'):02d}{text}"


def country_of(account: str) -> str:
    """Give the ISO country of an IBAN, or '' for an account number that is not shaped like one."""
    text = compact(account)
    return text[:2] if _IBAN.fullmatch(text) else ""
