"""Ways to damage a delivery. Lines and positions count from 1, as the standard prints them; lines end in CR LF.

>>> at(b"abcd\\r\\nefgh\\r\\n", 2, 3, b"X")
b'abcd\\r\\nefXh\\r\\n'
>>> swapped(b"a\\r\\nb\\r\\nc\\r\\n", 2, 3)
b'a\\r\\nc\\r\\nb\\r\\n'
"""

from __future__ import annotations

import re
from collections.abc import Callable

END = b"\r\n"


def at(data: bytes, line: int, first: int, text: bytes) -> bytes:
    """Write other characters over a line, from a position on."""
    return _line(data, line, lambda old: old[: first - 1] + text + old[first - 1 + len(text) :])


def longer(data: bytes, line: int, first: int, text: bytes) -> bytes:
    """Push characters into a line at a position: it becomes longer."""
    return _line(data, line, lambda old: old[: first - 1] + text + old[first - 1 :])


def shorter(data: bytes, line: int, first: int, count: int) -> bytes:
    """Take characters out of a line from a position on: it becomes shorter."""
    return _line(data, line, lambda old: old[: first - 1] + old[first - 1 + count :])


def without(data: bytes, line: int) -> bytes:
    """Lose a line."""
    lines = _lines(data)
    del lines[line - 1]
    return _joined(lines)


def with_line(data: bytes, line: int, text: bytes) -> bytes:
    """Put a line where the given one stood; that one and the others follow it."""
    lines = _lines(data)
    lines.insert(line - 1, text)
    return _joined(lines)


def swapped(data: bytes, one: int, other: int) -> bytes:
    """Exchange two lines."""
    lines = _lines(data)
    lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
    return _joined(lines)


def cut(data: bytes, line: int, kept: int = 0) -> bytes:
    """Break off inside a line, after so many of its characters; with none kept, behind the line before."""
    lines = _lines(data)
    return _joined(lines[: line - 1]) + lines[line - 1][:kept]


def ended(data: bytes, end: bytes) -> bytes:
    """End every line in another way."""
    return data.replace(END, end)


def mixed_ends(data: bytes) -> bytes:
    """End every second line with LF only."""
    return b"".join(line + (END if index % 2 else b"\n") for index, line in enumerate(_lines(data)))


def squeezed(data: bytes) -> bytes:
    """Leave one blank where there were several, as a careless editor does."""
    return re.sub(rb" +", b" ", data)


def _line(data: bytes, line: int, change: Callable[[bytes], bytes]) -> bytes:
    lines = _lines(data)
    lines[line - 1] = change(lines[line - 1])
    return _joined(lines)


def _lines(data: bytes) -> list[bytes]:
    return data.removesuffix(END).split(END)


def _joined(lines: list[bytes]) -> bytes:
    return b"".join(line + END for line in lines)
