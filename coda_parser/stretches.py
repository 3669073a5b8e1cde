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

from coda_parser.framing import HEADER
from coda_parser.lines import BLOCK, Encoding, Newline

SIZE = 4 << 20
"""Bytes of a stretch: small enough for a processor's cache, large enough for columns to pay."""
LONGEST_STATEMENT = 64 << 20
"""Bytes without a new statement after which a delivery is no CODA; a bank's longest statement has some ten thousand lines."""
_OPENING = HEADER.encode()
_UTF8_BOM = codecs.BOM_UTF8


class TooLongError(ValueError):
    """A delivery goes on for too long without a statement that begins."""


@dataclass(frozen=True)
class Stretch:
    """Bytes that begin with a statement, unless they are the first; `last` says that nothing follows."""

    data: bytes
    last: bool


class Survey:
    """Encoding and line ends of a delivery, found piece by piece."""

    def __init__(self) -> None:
        self._ascii = True
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._newline: Newline = ""
        self._head = b""
        self._tail = b""

    def feed(self, piece: bytes) -> Survey:
        """Look at the next bytes."""
        if len(self._head) < 2 * BLOCK:
            self._head += piece[: 2 * BLOCK]
        joined = self._tail + piece
        if self._newline != "\r\n" and b"\n" in piece:
            self._newline = "\r\n" if b"\r\n" in joined else "\n"
        self._tail = piece[-1:] or self._tail
        self._decode(piece)
        return self

    def _decode(self, piece: bytes) -> None:
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
    while piece := file.read(SIZE):
        found.feed(piece)
    return found.told()


def stretches(file: BinaryIO, newline: Newline, encoding: Encoding) -> Iterator[Stretch]:
    """Cut a delivery into stretches; TooLongError when there is nowhere to cut."""
    held, wanted = b"", SIZE
    while True:
        piece = file.read(wanted)
        if len(piece) < wanted:
            yield Stretch(held + piece, last=True)
            return
        cut = _last_opening(piece, newline, encoding) if not len(held) % BLOCK or newline else 0
        if cut > 0:
            view = memoryview(piece)
            yield Stretch(b"".join((held, view[:cut])), last=False)
            held, wanted = bytes(view[cut:]), SIZE
            continue
        held += piece
        cut = _last_opening(held, newline, encoding)
        if cut > 0:
            yield Stretch(held[:cut], last=False)
            held, wanted = held[cut:], SIZE
        elif len(held) >= LONGEST_STATEMENT:
            raise TooLongError
        else:
            wanted = len(held)  # doubles what is held, so that long statements are not searched again and again


def _last_opening(data: bytes, newline: Newline, encoding: Encoding) -> int:
    """Give where the last line that opens a statement begins; 0 or less when that is the beginning, or nowhere."""
    if newline:
        return data.rfind(newline[-1].encode() + _OPENING) + 1
    if encoding == "utf-8":
        return 0  # records are 128 characters, and where they begin depends on all before
    place = len(data)
    while (place := data.rfind(_OPENING, 0, place + len(_OPENING) - 1)) > 0:
        if place % BLOCK == 0:
            return place
    return 0


def count_lines(data: bytes, newline: Newline) -> int:
    """Count the lines of a stretch that ends behind one."""
    return data.count(newline[-1].encode()) if newline else len(data) // BLOCK
