"""What goes wrong in the bytes of a file: cuts, wrong totals, short lines, versions that nobody knows.

Each takes the bytes of a valid file or statement and gives faulty ones back, in the same way every time.
"""

from __future__ import annotations

from random import Random

VERSION_AT, DUPLICATE_AT, CREDIT_TOTAL = 127, 16, slice(37, 52)
UNKNOWN_VERSION = b"7"
CUT_BYTES = 200
WRONG_BY = 137_110


def lines_of(data: bytes) -> tuple[list[bytes], bytes]:
    """Split into lines; give the lines and their line end."""
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    return data.split(newline), newline


def cut(data: bytes) -> bytes:
    """Lose the end: the last record and a part of the one before."""
    return data[:-CUT_BYTES]


def halved(data: bytes) -> bytes:
    """Keep the first half, as a file looks while it is being written."""
    return data[: len(data) // 2]


def wrong_total(data: bytes) -> bytes:
    """Let the trailer name a credit total that the movements do not make."""
    lines, newline = lines_of(data)
    for index, line in enumerate(lines):
        if line.startswith(b"9"):
            wrong = int(line[CREDIT_TOTAL]) + WRONG_BY
            lines[index] = line[: CREDIT_TOTAL.start] + b"%015d" % wrong + line[CREDIT_TOTAL.stop :]
    return newline.join(lines)


def short_line(data: bytes) -> bytes:
    """Lose one blank inside the first movement, so that its record is one character short."""
    lines, newline = lines_of(data)
    for index, line in enumerate(lines):
        if line.startswith(b"21"):
            place = line.rfind(b" ")
            lines[index] = line[:place] + line[place + 1 :]
            break
    return newline.join(lines)


def unknown_version(data: bytes) -> bytes:
    """Let every header name a version of the standard that nobody knows."""
    return _in_headers(data, VERSION_AT, UNKNOWN_VERSION)


def marked_duplicate(data: bytes) -> bytes:
    """Let every header say that the bank sends it again."""
    return _in_headers(data, DUPLICATE_AT, b"D")


def _in_headers(data: bytes, position: int, character: bytes) -> bytes:
    lines, newline = lines_of(data)
    return newline.join(line[:position] + character + line[position + 1 :] if line.startswith(b"0") else line for line in lines)


def garbage(rng: Random) -> bytes:
    """Make bytes that are no CODA file at all."""
    return b"PK\x03\x04" + rng.randbytes(4_096)
