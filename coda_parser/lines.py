r"""Bytes into lines: encoding, line ends, and where each line stands in the delivery.

The standard is silent on all of it. Real deliveries are ASCII, cp1252, or UTF-8 where somebody saved them again; lines end
in CRLF, LF or nothing at all (then a record is every 128 characters). So: strict UTF-8, else cp1252; a byte order mark, a
DOS end of file (0x1A) and a missing last line end are tolerated. Records are counted in characters, never in bytes.

>>> lines = read_lines("0…é".encode("cp1252") + b"\r\n9")
>>> lines.encoding, lines.newline, lines.texts
('cp1252', '\r\n', ['0…é', '9'])
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

Encoding = Literal["ascii", "utf-8", "cp1252"]
Newline = Literal["\r\n", "\n", "\r", ""]

BLOCK = 128
_BOM = "\ufeff"
_END = "\x1a\r\n"
_BLANK = " \x1a\r"
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CP1252_HOLES = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CP1252 = "".join(_CP1252_HOLES.get(byte) or bytes([byte]).decode("cp1252") for byte in range(256))
"""cp1252 with its five undefined bytes as the control characters of the same number: reading never fails."""


@dataclass(frozen=True)
class Lines:
    """The lines of a delivery without their ends, and the character at which each begins (one more: where they end).

    They can be a stretch of it: `number` is then that of the first line, `last` says whether the delivery ends with it.
    """

    data: bytes
    text: str
    encoding: Encoding
    newline: Newline
    texts: list[str]
    starts: list[int]
    terminated: bool
    suspicious: bool
    number: int = 1
    last: bool = True

    def raw(self, first: int, end: int) -> bytes:
        """Give the exact bytes of lines `first` to `end` (excluded, from 0), line ends included."""
        return self.bytes_between(self.starts[first], self.starts[end])

    def bytes_between(self, first: int, end: int) -> bytes:
        """Give the exact bytes of the characters from `first` to `end` (excluded)."""
        return self.text[first:end].encode("utf-8") if self.encoding == "utf-8" else self.data[first:end]


def decode(data: bytes) -> tuple[str, Encoding]:
    """Decode without ever failing: ASCII, strict UTF-8, else cp1252."""
    if data.isascii():
        return data.decode("ascii"), "ascii"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _CP1252)[0], "cp1252"


def _newline_of(text: str) -> Newline:
    if "\n" in text:
        return "\r\n" if "\r\n" in text else "\n"
    return "\r" if text[BLOCK : BLOCK + 1] == "\r" else ""


def _after_line_end(text: str, place: int) -> int:
    if text.startswith("\r\n", place):
        return place + 2
    return place + 1 if text[place : place + 1] in ("\r", "\n") else place


def read_lines(data: bytes) -> Lines:
    """Split a delivery into lines; blank lines at its end are left out."""
    text, encoding = decode(data)
    return _lines(data, text, encoding, _newline_of(text), number=1, last=True)


def stretch_lines(data: bytes, encoding: Encoding, newline: Newline, *, number: int, last: bool) -> Lines:
    """Split a stretch of a delivery whose encoding and line ends are known; it begins at a line and ends behind one."""
    text = data.decode(encoding) if encoding != "cp1252" else codecs.charmap_decode(data, "strict", _CP1252)[0]
    return _lines(data, text, encoding, newline, number=number, last=last)


def _lines(data: bytes, text: str, encoding: Encoding, newline: Newline, *, number: int, last: bool) -> Lines:
    first = 1 if number == 1 and text.startswith(_BOM) else 0
    body = text[first:] if first else text
    if last:
        body = body.rstrip(_END)
    if newline:
        texts = body.split("\r" if newline == "\r" else "\n")
        if not last:
            texts.pop()
        while last and len(texts) > 1 and not texts[-1].strip(_BLANK):
            texts.pop()
        starts = list(accumulate((len(line) + 1 for line in texts), initial=first))
        starts[-1] = _after_line_end(text, starts[-1] - 1)
        if newline == "\r\n":
            texts = [line.removesuffix("\r") for line in texts]
    else:
        texts = [body[start : start + BLOCK] for start in range(0, len(body), BLOCK)] or [""]
        starts = list(accumulate((len(line) for line in texts), initial=first))
    terminated = text[starts[-1] - 1 : starts[-1]] in ("\r", "\n")
    suspicious = _CONTROL.search(body) is not None or any("\r" in line for line in texts)
    return Lines(data, text, encoding, newline, texts, starts, terminated, suspicious, number, last)
