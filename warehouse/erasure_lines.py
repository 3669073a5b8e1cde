r"""Blanking the raw lines of destroyed movements in a statement that stays: no raw line outlives its transaction.

A movement's lines are its record 2.1 and the records 2.2, 2.3 and 3.x behind it. They become blanks of the same length, so that
every other line keeps its place and its number. Source: royal decree of 9 June 2024, art. 5; CODA 2.6, records 2 and 3.

>>> raw = b"0..\r\n1..\r\n2100 A\r\n2200 A\r\n2100 B\r\n3100 B\r\n8..\r\n9..\r\n"
>>> blanked(raw, {2})
b'0..\r\n1..\r\n      \r\n      \r\n2100 B\r\n3100 B\r\n8..\r\n9..\r\n'
>>> blanked(raw, {4}).count(b"B"), blanked(raw, {1}) is None
(0, True)
"""

from __future__ import annotations

from collections.abc import Collection

FIRST, BEHIND = b"21", (b"22", b"23", b"31", b"32", b"33")


def blanked(raw: bytes, places: Collection[int]) -> bytes | None:
    """Blank the movements that begin at these lines, counted from 0; None when one of them is no movement's first line."""
    lines = raw.splitlines(keepends=True)
    for place in sorted(places):
        if not 0 <= place < len(lines) or not lines[place].startswith((FIRST, b"  ")):
            return None
        lines[place] = _blank(lines[place])
        behind = place + 1
        while behind < len(lines) and lines[behind].startswith(BEHIND):
            lines[behind] = _blank(lines[behind])
            behind += 1
    return b"".join(lines)


def _blank(line: bytes) -> bytes:
    text = line.rstrip(b"\r\n")
    return b" " * len(text) + line[len(text) :]
