r"""A delivery cut into stretches, so that its size does not decide how much memory it takes.

A line that begins with 0000 always opens a statement (`framing.py`), so a delivery can be cut before any of them and each
stretch be read on its own, once encoding and line ends of the whole are known. They are found in a first pass.

>>> Survey().feed(b"0000\r\n").feed(b"9 \xe9").told()
('cp1252', '\r\n')
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from coda_parser.framing import HEADER
from coda_parser.lines import BLOCK, Encoding, Newline

SURVEYED = 256 << 10
"""Bytes looked at together in the first pass: they stay in the cache nearest to the processor."""
SIZE = 4 << 20
"""Bytes of a stretch: small enough for a processor's cache, large enough for columns to pay."""
LONGEST_STATEMENT = 64 << 20
"""Bytes without a new statement after which a delivery is no CODA; a bank's longest statement has some ten thousand lines."""
_OPENING = HEADER.encode()


class TooLongError(ValueError):
    """A delivery goes on for too long without a statement that begins."""


@dataclass(frozen=True)
class Stretch:
    """Bytes, writable, that begin with a statement unless they are the first; `last` says that nothing follows."""

    data: memoryview
    last: bool


class Survey:
    """Encoding and line ends of a delivery, found piece by piece."""

    def __init__(self) -> None:
        self._ascii = True
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._newline: Newline = ""
        self._head = b""
        self._tail = b""

    def feed(self, piece: bytes | bytearray) -> Survey:
        """Look at the next bytes."""
        if len(self._head) < 2 * BLOCK:
            self._head += piece[: 2 * BLOCK]
        if self._newline != "\r\n" and b"\n" in piece:
            self._newline = "\r\n" if b"\r\n" in self._tail + piece else "\n"
        self._tail = bytes(piece[-1:]) or self._tail
        self._decode(piece)
        return self

    def _decode(self, piece: bytes | bytearray) -> None:
        if self._ascii and piece.isascii():
            return
        self._ascii = False
        if self._utf8 is not None:
            try:
                self._utf8.decode(piece)
            except UnicodeDecodeError:
                self._utf8 = None

    def told(self) -> tuple[Encoding, Newline]:
        """Give encoding and line ends, as `lines.read_lines` finds them in the whole."""
        if self._utf8 is not None and not self._ascii:
            try:
                self._utf8.decode(b"", final=True)
            except UnicodeDecodeError:
                self._utf8 = None
        encoding: Encoding = "ascii" if self._ascii else "utf-8" if self._utf8 is not None else "cp1252"
        if self._newline:
            return encoding, self._newline
        text = self._head.decode("utf-8" if encoding == "utf-8" else "latin-1", "replace")
        return encoding, "\r" if text[BLOCK : BLOCK + 1] == "\r" else ""


def survey(file: BinaryIO) -> tuple[Encoding, Newline]:
    """Read a delivery to its end and say its encoding and line ends."""
    found = Survey()
    room = bytearray(SURVEYED)
    while count := _fill(file, memoryview(room)):
        found.feed(room if count == len(room) else room[:count])
    return found.told()


def stretches(file: BinaryIO, newline: Newline, encoding: Encoding) -> Iterator[Stretch]:
    """Cut a delivery into stretches; TooLongError when there is nowhere to cut."""
    held, wanted = b"", SIZE
    while True:
        room = np.empty(len(held) + wanted, dtype=np.uint8).data  # a bytearray would be filled with zeros first
        room[: len(held)] = held
        end = len(held) + _fill(file, room[len(held) :])
        if end < len(room):
            yield Stretch(room[:end], last=True)
            return
        cut = _last_opening(room, newline, encoding)
        if cut > 0:
            yield Stretch(room[:cut], last=False)
            held, wanted = bytes(room[cut:]), SIZE
        elif len(room) >= LONGEST_STATEMENT:
            raise TooLongError
        else:
            held, wanted = bytes(room), len(room)  # twice as much, so that long statements are not searched again and again
        del room  # or it would be kept while the next is read


def _fill(file: BinaryIO, room: memoryview) -> int:
    """Read until there is no more room or nothing more to read; give the number of bytes."""
    count = 0
    while count < len(room) and (read := file.readinto(room[count:])):  # type: ignore[attr-defined]
        count += read
    return count


def _last_opening(data: memoryview, newline: Newline, encoding: Encoding) -> int:
    """Give where the last line that opens a statement begins; 0 or less when that is the beginning, or nowhere."""
    if newline:
        return _last_place(data, newline[-1].encode() + _OPENING) + 1
    if encoding == "utf-8":
        return 0  # records are 128 characters, and where they begin depends on all before
    for place in range((len(data) - len(_OPENING)) // BLOCK * BLOCK, 0, -BLOCK):
        if data[place : place + len(_OPENING)] == _OPENING:
            return place
    return 0


def _last_place(data: memoryview, wanted: bytes) -> int:
    """Give where these bytes stand last, -1 when nowhere; only as much is copied from the end as must be."""
    width = SURVEYED
    while True:
        first = max(0, len(data) - width)
        found = bytes(data[first:]).rfind(wanted)
        if found >= 0 or first == 0:
            return first + found if found >= 0 else -1
        width *= 2


def count_lines(data: memoryview, newline: Newline) -> int:
    """Count the lines of a stretch that ends behind one."""
    return bytes(data).count(newline[-1].encode()) if newline else len(data) // BLOCK
