"""The account zone of 37 characters (CODA 2.6, records 1, 8 and 2.3): number and currency, in four layouts.

| structure | layout |
|---|---|
| 0 | Belgian BBAN: 12 digits, a blank, currency, then qualification and country |
| 1 | foreign BBAN: 34, currency 3 |
| 2 | Belgian IBAN: 31, extension 3, currency 3 |
| 3 | foreign IBAN: 34, currency 3 |

>>> read_account("BE35985051416137                  EUR", "2")
('BE35985051416137', 'EUR')
>>> read_account("138536152215 EUR0BE                  ", "0")
('138536152215', 'EUR')
>>> write_account("BE35985051416137", "EUR")
('2', 'BE35985051416137                  EUR')
>>> read_counterparty("BE22 3132 1564 6432                  ")
'BE22313215646432'
"""

from __future__ import annotations

import re

BELGIAN_BBAN, FOREIGN_BBAN, BELGIAN_IBAN, FOREIGN_IBAN = "0", "1", "2", "3"
STRUCTURES = (BELGIAN_BBAN, FOREIGN_BBAN, BELGIAN_IBAN, FOREIGN_IBAN)
WIDTH = 37
NUMBER_WIDTH = 34
DEFAULT_CURRENCY = "EUR"

_BELGIAN_IBAN_WIDTH = 31
_BBAN_WIDTH = 12
_BBAN_CURRENCY = slice(13, 16)
_PRINTED_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4})+(?: [A-Z0-9]{1,4})?")


def read_account(zone: str, structure: str) -> tuple[str, str]:
    """Give account number, without blanks, and currency; a blank structure (seen at one bank) is guessed from the zone."""
    if structure == BELGIAN_BBAN or (structure not in STRUCTURES and not zone[:2].isalpha()):
        return zone[:_BBAN_WIDTH].replace(" ", ""), zone[_BBAN_CURRENCY].strip() or DEFAULT_CURRENCY
    width = _BELGIAN_IBAN_WIDTH if structure == BELGIAN_IBAN else NUMBER_WIDTH
    return zone[:width].replace(" ", ""), zone[NUMBER_WIDTH:].strip() or DEFAULT_CURRENCY


def write_account(account: str, currency: str) -> tuple[str, str]:
    """Give account structure and zone for an account number; ValueError when it does not fit."""
    if len(account) > NUMBER_WIDTH or len(currency) != WIDTH - NUMBER_WIDTH:
        raise ValueError(f"expected at most {NUMBER_WIDTH} characters and a currency of 3, got {account!r} {currency!r}")
    if len(account) == _BBAN_WIDTH and account.isdecimal():
        return BELGIAN_BBAN, f"{account} {currency}".ljust(WIDTH)
    zone = account.ljust(NUMBER_WIDTH) + currency
    if not account[:2].isalpha():
        return FOREIGN_BBAN, zone
    return (BELGIAN_IBAN if account.startswith("BE") else FOREIGN_IBAN), zone


def read_counterparty(zone: str) -> str:
    """Give the counterparty's account number, without blanks and currency; '' when there is none (blanks or zeros)."""
    text = zone.strip(" ")
    printed = _PRINTED_IBAN.match(text)
    account = printed[0].replace(" ", "") if printed else text.split(" ", 1)[0][:NUMBER_WIDTH]
    return account if account.strip("0") else ""


def write_counterparty(account: str, currency: str = DEFAULT_CURRENCY) -> str:
    """Write a counterparty's account number as an account zone; ValueError when it does not fit."""
    return write_account(account, currency)[1] if account else ""
