"""Kernel pieces: texts into column buffers, as UTF-8."""

from __future__ import annotations

import codecs

import numpy as np

from coda_parser.columnar.octets import BLANK, FIRST_HIGH, ZERO, Octets

_POINTS = np.array(
    [ord(codecs.decode(bytes([octet]), "cp1252", "ignore") or chr(octet)) for octet in range(256)], dtype=np.int64
)
_HIGH = 0x80
_AT_ONCE = 8
_TWO_BYTES = 0x800


def copy(data: Octets, first: int, last: int, high: bool, out: Octets, cursor: int) -> int:
    """Append bytes of cp1252 as they stand; give the place behind them. `high` says whether any may be above ASCII."""
    if first < 0 or cursor < 0:
        return cursor
    if not high:
        for offset in range(last - first):
            out[cursor + offset] = data[first + offset]
        return cursor + last - first
    for place in range(first, last):
        octet = int(data[place])
        if octet < FIRST_HIGH:
            out[cursor] = octet
            cursor += 1
            continue
        point = int(_POINTS[octet])
        if point < _TWO_BYTES:
            out[cursor] = 0xC0 | point >> 6
            cursor += 1
        else:
            out[cursor] = 0xE0 | point >> 12
            out[cursor + 1] = _HIGH | (point >> 6 & 0x3F)
            cursor += 2
        out[cursor] = _HIGH | (point & 0x3F)
        cursor += 1
    return cursor


def trimmed_end(data: Octets, first: int, last: int) -> int:
    """Give where a text ends without the blanks behind it."""
    width = last - first if first >= 0 else 0
    while width >= _AT_ONCE and _blank_before(data, first + width):
        width -= _AT_ONCE
    while width > 0 and int(data[first + width - 1]) == BLANK:
        width -= 1
    return first + width


def _blank_before(data: Octets, place: int) -> bool:
    """Say whether the bytes before this place are all blank, as many as are looked at together."""
    if place < _AT_ONCE:
        return False
    differing = 0
    for offset in range(1, _AT_ONCE + 1):
        differing |= int(data[place - offset]) ^ BLANK
    return differing == 0


def put(data: Octets, first: int, last: int, high: bool, out: Octets, cursor: int) -> int:
    """Append a text without the blanks around it; the room behind the place takes the whole field."""
    if first < 0:
        return cursor
    end = trimmed_end(data, first, last)
    if end == first:
        return cursor
    if high or int(data[first]) == BLANK:
        while first < end and int(data[first]) == BLANK:
            first += 1
        return copy(data, first, end, high, out, cursor)
    return put_whole(data, first, last, end - first, out, cursor)


def put_whole(data: Octets, first: int, last: int, width: int, out: Octets, cursor: int) -> int:
    """Append the first `width` bytes of a field by copying all of it: where its limits are constants, that is a few moves."""
    move(data, first, last - first, out, cursor)
    return cursor + width


def move(data: Octets, first: int, width: int, out: Octets, cursor: int) -> None:
    """Copy so many bytes; compiled, this is the processor's own copy (`moves.py`)."""
    out[cursor : cursor + width] = data[first : first + width]


def put_number(value: int, width: int, out: Octets, cursor: int) -> int:
    """Append a number with at least `width` digits."""
    digits, rest = 1, value // 10
    while rest:
        digits, rest = digits + 1, rest // 10
    digits = max(digits, width)
    for place in range(cursor + digits - 1, cursor - 1, -1):
        out[place] = ZERO + value % 10
        value //= 10
    return cursor + digits


def put_single_spaced(data: Octets, first: int, last: int, out: Octets, cursor: int) -> int:
    """Append the words of a text, one blank between them; bytes are not translated."""
    begun = cursor
    blank = False
    for place in range(first, last):
        if int(data[place]) == BLANK:
            blank = True
            continue
        if blank and cursor > begun:
            out[cursor] = BLANK
            cursor += 1
        blank = False
        out[cursor] = data[place]
        cursor += 1
    return cursor
