"""Kernel pieces: single fields of a line, read from bytes.

A number, date or flag that does not hold gives a negative value; whether blanks stand for nothing depends on the field.

Places are never negative, and every loop says so before it begins: the compiler then leaves out what Python does with
negative indices, and copies and compares many bytes at once (measured: ten times as fast).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from coda_parser.kinds import PIVOT_YEAR

Octets = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.int64]

BAD, UNKNOWN = -1, -2
"""What a field gives that does not hold, and what a date of zeros gives."""

BLANK, ZERO, ONE, NINE, UPPER_A, UPPER_Z = 32, 48, 49, 57, 65, 90
FIRST_HIGH, DELETE = 128, 127
_MONTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)
_BEFORE_MONTH = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334], dtype=np.int64)
_EPOCH = 1970
_LEAPS_BEFORE_EPOCH = date(_EPOCH, 1, 1).toordinal() - 1 - 365 * (_EPOCH - 1)


def number(data: Octets, first: int, last: int) -> int:
    """Read digits, and nothing else."""
    if first < 0:
        return BAD
    value, wrong = 0, 0
    for offset in range(last - first):
        digit = int(data[first + offset]) - ZERO
        wrong |= digit | 9 - digit
        value = value * 10 + digit
    return value if wrong >= 0 else BAD


def optional_number(data: Octets, first: int, last: int) -> int:
    """Read digits, or blanks as 0."""
    return 0 if is_blank(data, first, last) else number(data, first, last)


def is_blank(data: Octets, first: int, last: int) -> bool:
    """Say whether nothing stands here."""
    if first < 0:
        return False
    differing = 0
    for offset in range(last - first):
        differing |= int(data[first + offset]) ^ BLANK
    return differing == 0


def flag(data: Octets, place: int) -> int:
    """Read 0 or 1."""
    value = int(data[place]) - ZERO if place >= 0 else BAD
    return value if value == 0 or value == 1 else BAD


def day(data: Octets, first: int) -> int:
    """Read DDMMYY as days since 1970."""
    written = number(data, first, first + 6)
    if written < 0:
        return BAD
    in_month, month, year = written // 10000, written // 100 % 100, written % 100
    year += _EPOCH // 100 * 100 if year >= PIVOT_YEAR else 2000
    leap = year % 4 == 0  # 2000 is one; 1900 and 2100 cannot be written
    if month < 1 or month > 12 or in_month < 1 or in_month > int(_MONTHS[month]) + int(month == 2 and leap):
        return BAD
    days = (year - _EPOCH) * 365 + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 - _LEAPS_BEFORE_EPOCH
    return days + int(_BEFORE_MONTH[month]) + int(month > 2 and leap) + in_month - 1


def known_day(data: Octets, first: int) -> int:
    """Read DDMMYY as days since 1970, zeros as unknown."""
    found = day(data, first)
    return UNKNOWN if found == BAD and number(data, first, first + 6) == 0 else found


def code_of(data: Octets, start: int) -> int:
    """Give a record's identification as a number: 0, 1, 21 to 23, 31 to 33, 8, 4, 9."""
    if start < 0:
        return BAD
    first = int(data[start]) - ZERO
    return first * 10 + int(data[start + 1]) - ZERO if first == 2 or first == 3 else first


def is_alphanumeric(octet: int) -> bool:
    """Say whether a byte is a capital letter or a digit."""
    return ZERO <= octet <= NINE or UPPER_A <= octet <= UPPER_Z


def token_end(data: Octets, first: int, last: int) -> int:
    """Give where a token of capitals and digits ends that stands at the start of its zone; BAD when more stands behind it."""
    end = first
    while end < last and is_alphanumeric(int(data[end])):
        end += 1
    return end if end > first and is_blank(data, end, last) else BAD


def same(data: Octets, left: int, right: int, width: int) -> bool:
    """Say whether two stretches of bytes are equal."""
    if left < 0 or right < 0:
        return False
    differing = 0
    for offset in range(width):
        differing |= int(data[left + offset]) ^ int(data[right + offset])
    return differing == 0
