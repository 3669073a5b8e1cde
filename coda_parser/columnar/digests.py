"""Kernel: what makes two statements the same, as bytes to be hashed; `digest.py` says what is left out."""

from __future__ import annotations

from coda_parser.columnar.index import NEWLINE, Flags
from coda_parser.columnar.octets import Codes, Octets, code_of
from coda_parser.columnar.spans import BANK_REFERENCE, CREDIT, NEXT, RECORD, SEPARATE, VERSION
from coda_parser.columnar.texts import copy, trimmed_end

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
            rest = place
            if code == 21 or code == 31:
                cursor = copy(data, place, place + BANK_REFERENCE[0], False, out, cursor)
                rest = place + BANK_REFERENCE[1]
            cursor = copy(data, rest, trimmed_end(data, rest, place + NEXT), any_high, out, cursor)
        ends[written] = cursor
        written += 1
