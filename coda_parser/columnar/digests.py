"""Kernel: what makes two statements the same, as bytes to be hashed; `digest.py` says what is left out."""

from __future__ import annotations

from coda_parser.columnar.index import NEWLINE, Flags
from coda_parser.columnar.octets import Codes, Octets, code_of
from coda_parser.columnar.spans import BANK_REFERENCE, CREDIT, NEXT, RECORD, SEPARATE, VERSION
from coda_parser.columnar.texts import copy, put_whole, trimmed_end

_TRAILER = 9


def write_digested(
    data: Octets, starts: Codes, good: Flags, high: Flags, count: int, newline: int, out: Octets, ends: Codes
) -> None:
    """Write each good statement's content behind the other; `ends` gets where each of them ends."""
    cursor, written, stride = 0, 0, RECORD + newline
    for at in range(count):
        if not good[at]:
            continue
        start, last, any_high = int(starts[at]), int(starts[at + 1]), bool(high[at])
        cursor = copy(data, start + VERSION[0], start + VERSION[1], False, out, cursor)
        cursor = copy(data, start + SEPARATE[0], start + SEPARATE[1], False, out, cursor)
        for place in range(start + stride, last, stride):
            out[cursor] = NEWLINE
            code = code_of(data, place)
            if code == _TRAILER:
                cursor = copy(data, place, place + CREDIT[1], any_high, out, cursor + 1)
                continue
            cursor = copy(data, place + NEXT, place + RECORD, any_high, out, cursor + 1)
            if code == 21 or code == 31:
                cursor = copy(data, place, place + BANK_REFERENCE[0], False, out, cursor)
                cursor = _put_rest(data, place + BANK_REFERENCE[1], place + NEXT, any_high, out, cursor)
            else:
                cursor = _put_rest(data, place, place + NEXT, any_high, out, cursor)
        ends[written] = cursor
        written += 1


def _put_rest(data: Octets, first: int, last: int, high: bool, out: Octets, cursor: int) -> int:
    """Append the rest of a line without the blanks behind it."""
    end = trimmed_end(data, first, last)
    if high:
        return copy(data, first, end, high, out, cursor)
    return put_whole(data, first, last, end - first, out, cursor)
