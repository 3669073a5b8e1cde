"""A delivery of any size as statements with their objects, passage by passage, in bounded memory.

`parse` holds a whole delivery. This reads the same from a file: small deliveries in one passage, larger ones cut before a
record 0, as `stretches` cuts them for the columns. What a passage finds is what `parse` finds there.

>>> from io import BytesIO
>>> [(problem.id, problem.line) for passage in passages(BytesIO(b"no statement")) for problem in passage.problems]
[('not-coda', 1)]
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from coda_parser.foreign import not_coda
from coda_parser.framing import frame
from coda_parser.lines import Encoding, Lines, read_lines, stretch_lines
from coda_parser.parser import parse, parse_stretch
from coda_parser.problem import Problem
from coda_parser.statement import Statement
from coda_parser.stretches import LONGEST_STATEMENT, TooLongError, count_lines, stretches, survey

_HEAD = 1 << 16
WHOLE = 16 << 20
"""Bytes up to which a delivery is read in one passage."""


@dataclass(frozen=True)
class Passage:
    """Statements that follow each other, and every problem found in them, in line order.

    `framed` is False when the delivery cannot be trusted: then nothing of it, earlier passages included, is to be
    believed, and no passage follows.
    """

    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    encoding: Encoding
    framed: bool

    @property
    def believed(self) -> tuple[Statement, ...]:
        """Statements without a hard problem; none when the delivery cannot be trusted."""
        return tuple(statement for statement in self.statements if not statement.hard) if self.framed else ()


def passages(file: BinaryIO, *, whole: int = WHOLE) -> Iterator[Passage]:
    """Read a delivery from a file that can seek; never raises for what stands in it."""
    start = file.tell()
    size = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    if size <= whole:
        read = parse(file.read())
        yield Passage(read.statements, read.problems, read.encoding, read.framed)
        return
    encoding, newline = survey(file)
    file.seek(start)
    number = 1
    try:
        for stretch in stretches(file, newline, encoding):
            lines = stretch_lines(bytes(stretch.data), encoding, newline, number=number, last=stretch.last)
            passage = _read(lines)
            yield passage
            if not passage.framed:
                return
            number += count_lines(stretch.data, newline)
    except TooLongError:
        file.seek(start)
        yield Passage((), (_endless(file.read(_HEAD), number),), encoding, framed=False)


def _read(lines: Lines) -> Passage:
    statements, framed = parse_stretch(lines)
    problems = [problem for statement in statements for problem in statement.problems]
    if not statements:
        return Passage((), (not_coda(lines.data, lines),), lines.encoding, framed=False)
    if not framed:
        problems.extend(frame(lines).problems)
    return Passage(statements, tuple(sorted(problems, key=lambda each: each.line)), lines.encoding, framed)


def _endless(head: bytes, number: int) -> Problem:
    """Say what a delivery is that goes on without another statement from this line."""
    lines = read_lines(head)
    if not frame(lines).groups:
        return not_coda(head, lines)
    room = f"{LONGEST_STATEMENT >> 20} MB"
    message = f"expected another record 0 within {room} of line {number}, got none: no CODA, or beyond help"
    return Problem("too-long", "hard", number, "", "delivery", message)
