"""First kernel: where the statements of a stretch begin, and which of them have plain lines only.

A plain line is a record of 128 bytes with the delivery's own line end and no control character in it. Every line that
begins with 0000 opens a statement, as in `framing.py`.
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


def is_header(data: Octets, place: int) -> bool:
    """Say whether a line begins a statement."""
    for offset in range(_HEADER):  # noqa: SIM110 - compiled code has no generators
        if place + offset >= len(data) or int(data[place + offset]) != ZERO:
            return False
    return True


def next_line(data: Octets, place: int, newline: int) -> int:
    """Give where the line behind this one begins."""
    if newline == 0:
        return min(place + RECORD, len(data))
    while place < len(data) and int(data[place]) != NEWLINE:
        place += 1
    return min(place + 1, len(data))


def index_statements(
    data: Octets, newline: int, cp1252: bool, number: int, starts: Codes, lines: Codes, plain: Flags, high: Flags
) -> tuple[int, int, int]:
    """Fill one row per statement; give how many there are, how many records 2.1 they hold, and the number of the next line.

    The count is -1 when the stretch does not begin with a record 0 or the arrays are too short. `starts` gets one more
    entry: where the last statement ends. `cp1252` allows bytes above ASCII.
    """
    count, movements, place, end = -1, 0, 0, len(data)
    while place < end:
        if is_header(data, place):
            count += 1
            if count + 1 >= len(starts):
                return -1, 0, number
            starts[count], lines[count], plain[count], high[count] = place, number, True, False
        elif count < 0:
            return -1, 0, number
        found = NOT_PLAIN
        if place + RECORD + newline <= end and ends_line(data, place + RECORD, newline):
            found = survey(data, place)
        if found == NOT_PLAIN or (found == HIGH and not cp1252):
            plain[count] = False
            place = next_line(data, place, newline)
        else:
            high[count] = high[count] or found == HIGH
            movements += int(int(data[place]) == TWO and int(data[place + 1]) == ONE)
            place += RECORD + newline
        number += 1
    starts[count + 1] = end
    return count + 1, movements, number
