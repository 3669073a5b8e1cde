"""Kernel pieces: which record may follow which, and what the next and link codes must then say."""

from __future__ import annotations

from coda_parser.columnar.octets import ONE, ZERO, Octets, code_of
from coda_parser.columnar.spans import LINK, NEXT


def continues(code: int, after: int) -> bool:
    """Say whether the record behind this one continues it."""
    if code == 21:
        return after == 22 or after == 23
    if code == 31:
        return after == 32 or after == 33
    return (code == 22 and after == 23) or (code == 32 and after == 33)


def chained(data: Octets, place: int, stride: int) -> bool:
    """Say whether the next and link codes of the record here tell what follows it."""
    if place < 0 or stride < 0:
        return False
    code, after = code_of(data, place), code_of(data, place + stride)
    continued = continues(code, after)
    says_next = int(data[place + NEXT])
    if (code == 21 or code == 22 or code == 31 or code == 32) and says_next != (ONE if continued else ZERO):
        return False
    linked = after == 4 if code == 8 or code == 4 else after == 31
    return continued or int(data[place + LINK]) == (ONE if linked else ZERO)
