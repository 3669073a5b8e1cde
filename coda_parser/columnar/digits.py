"""Kernel pieces: check digits modulo 97 and currencies, as `iban.py` and `currency.py` know them."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase

import numpy as np

from coda_parser.columnar.octets import BLANK, NINE, UPPER_A, UPPER_Z, ZERO, Octets, is_alphanumeric, number
from coda_parser.currency import is_currency

_CURRENCIES = np.array([is_currency("".join(letters)) for letters in product(ascii_uppercase, repeat=3)], dtype=np.bool_)
_BBAN, _BODY = 12, 10
_SHORTEST, _LONGEST = 15, 34
_BELGIAN = 16
_MODULUS = 97
_B, _E, _F, _R = ord("B"), ord("E"), ord("F"), ord("R")
_SHORTEST_RF, _LONGEST_RF = 5, 25


def known_currency(data: Octets, first: int) -> bool:
    """Say whether three bytes are a currency of ISO 4217."""
    index = 0
    for place in range(first, first + 3):
        letter = int(data[place]) - UPPER_A
        if letter < 0 or letter >= 26:
            return False
        index = index * 26 + letter
    return bool(_CURRENCIES[index])


def valid_bban(data: Octets, first: int) -> bool:
    """Say whether twelve bytes are digits, the last two of them the first ten modulo 97."""
    body, check = number(data, first, first + _BODY), number(data, first + _BODY, first + _BBAN)
    if body < 0 or check < 0:
        return False
    rest = body % _MODULUS
    return check == (rest if rest else _MODULUS)


def _add(rest: int, octet: int) -> int:
    """Go on with the remainder: a digit counts as itself, a letter as 10 to 35."""
    if octet <= NINE:
        return (rest * 10 + octet - ZERO) % _MODULUS
    return (rest * 100 + octet - UPPER_A + 10) % _MODULUS


def _remainder(data: Octets, first: int, last: int) -> int:
    """Give the remainder with the first four characters moved to the end; blanks do not count."""
    rest, skipped, body = 0, 0, first
    while skipped < 4 and body < last:
        skipped += int(int(data[body]) != BLANK)
        body += 1
    for place in range(body, last):
        if int(data[place]) != BLANK:
            rest = _add(rest, int(data[place]))
    for place in range(first, body):
        if int(data[place]) != BLANK:
            rest = _add(rest, int(data[place]))
    return rest


def valid_iban(data: Octets, first: int, last: int) -> bool:
    """Say whether capitals and digits, without blanks, are an IBAN whose check digits hold."""
    if last - first < _SHORTEST or last - first > _LONGEST:
        return False
    for place in range(first, first + 2):
        if not UPPER_A <= int(data[place]) <= UPPER_Z:
            return False
    if number(data, first + 2, first + 4) < 0 or _remainder(data, first, last) != 1:
        return False
    belgian = int(data[first]) == _B and int(data[first + 1]) == _E
    return not belgian or (last - first == _BELGIAN and valid_bban(data, first + 4))


def valid_creditor_reference(data: Octets, first: int, last: int) -> bool:
    """Say whether a text, blanks not counted, is an RF reference whose check digits hold."""
    count = 0
    for place in range(first, last):
        octet = int(data[place])
        if octet == BLANK:
            continue
        if not is_alphanumeric(octet):
            return False
        if (count == 0 and octet != _R) or (count == 1 and octet != _F) or (2 <= count <= 3 and octet > NINE):
            return False
        count += 1
    return _SHORTEST_RF <= count <= _LONGEST_RF and _remainder(data, first, last) == 1
