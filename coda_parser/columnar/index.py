"""First kernel: where the statements of one or of many deliveries begin, and which of them have plain lines only.

A plain line is a record of 128 bytes with the delivery's own line end and no control character in it. Every line that
begins with 0000 opens a statement, as in `framing.py`. Deliveries that lie behind each other are told apart by their limits,
and no statement reaches beyond its own; one that does not begin with a record 0 is one statement that is not plain.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from coda_parser.columnar.octets import BLANK, DELETE, FIRST_HIGH, ONE, ZERO, Codes, Octets
from coda_parser.columnar.spans import RECORD

Flags = npt.NDArray[np.bool_]

PLAIN, HIGH, NOT_PLAIN = 0, 1, 2
NEWLINE, RETURN, TWO = 10, 13, 50
_HEADER = 4
_HOLES = np.array([octet in (0x81, 0x8D, 0x8F, 0x90, 0x9D) for octet in range(256)], dtype=np.bool_)


def survey(data: Octets, start: int) -> int:
    """Say what a line of 128 bytes holds: ASCII, cp1252, or something that must be explained."""
    if start < 0:
        return NOT_PLAIN
    control, any_high = 0, 0
    for offset in range(RECORD):
        octet = int(data[start + offset])
        control |= int(octet < BLANK) | int(octet == DELETE)
        any_high |= octet & FIRST_HIGH
    if control:
        return NOT_PLAIN
    if not any_high:
        return PLAIN
    for place in range(start, start + RECORD):
        if _HOLES[data[place]]:
            return NOT_PLAIN
    return HIGH


def ends_line(data: Octets, place: int, newline: int) -> bool:
    """Say whether a line end of this many bytes stands here."""
    if newline == 2:
        return int(data[place]) == RETURN and int(data[place + 1]) == NEWLINE
    return newline == 0 or int(data[place]) == NEWLINE


def is_header(data: Octets, place: int, end: int) -> bool:
    """Say whether a line begins a statement."""
    for offset in range(_HEADER):  # noqa: SIM110 - compiled code has no generators
        if place + offset >= end or int(data[place + offset]) != ZERO:
            return False
    return True


def next_line(data: Octets, place: int, end: int, newline: int) -> int:
    """Give where the line behind this one begins."""
    if newline == 0:
        return min(place + RECORD, end)
    while place < end and int(data[place]) != NEWLINE:
        place += 1
    return min(place + 1, end)


def index_deliveries(
    data: Octets,
    limits: Codes,
    newline: int,
    cp1252: bool,
    number: int,
    firsts: Codes,
    starts: Codes,
    lines: Codes,
    plain: Flags,
    high: Flags,
) -> tuple[int, int, int]:
    """Fill one row per statement; give how many there are, how many records 2.1 they hold, and the number of the next line.

    Delivery d lies between `limits` d and d + 1, its first line has this `number` and its statements are the rows from `firsts`
    d on; `firsts` and `starts` get one more entry: behind the last. The next line is that behind the last delivery, 0 when that
    one does not begin with a record 0. `cp1252` allows bytes above ASCII.
    """
    count, movements, following = 0, 0, number
    for delivery in range(len(limits) - 1):
        begin, end = int(limits[delivery]), int(limits[delivery + 1])
        firsts[delivery] = count
        room = len(starts) - count - (len(limits) - 1 - delivery)
        found, moved, following = _index(data, begin, end, newline, cp1252, number, count, room, starts, lines, plain, high)
        if found == 0:
            starts[count], lines[count], plain[count], high[count] = begin, number, False, False
            found = 1
        count += found
        movements += moved
    firsts[len(limits) - 1] = count
    starts[count] = limits[len(limits) - 1]
    return count, movements, following


def _index(
    data: Octets,
    place: int,
    end: int,
    newline: int,
    cp1252: bool,
    number: int,
    first: int,
    room: int,
    starts: Codes,
    lines: Codes,
    plain: Flags,
    high: Flags,
) -> tuple[int, int, int]:
    """Index one delivery from row `first` on; no statement when it does not begin with one, or there are more than `room`."""
    at, movements = first - 1, 0
    while place < end:
        if is_header(data, place, end):
            at += 1
            if at - first >= room:
                return 0, 0, 0
            starts[at], lines[at], plain[at], high[at] = place, number, True, False
        elif at < first:
            return 0, 0, 0
        found = NOT_PLAIN
        if place + RECORD + newline <= end and ends_line(data, place + RECORD, newline):
            found = survey(data, place)
        if found == NOT_PLAIN or (found == HIGH and not cp1252):
            plain[at] = False
            place = next_line(data, place, end, newline)
        else:
            high[at] = high[at] or found == HIGH
            movements += int(int(data[place]) == TWO and int(data[place + 1]) == ONE)
            place += RECORD + newline
        number += 1
    return at - first + 1, movements, number
