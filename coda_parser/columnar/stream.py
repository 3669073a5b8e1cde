"""A delivery of any size, read stretch by stretch into Arrow tables; memory is that of a few stretches.

Each stretch goes through the kernels when there are any; statements that they do not vouch for are read by the diagnosing
parser and put back in their place. Without numba, or in a small delivery, the diagnosing parser reads everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coda_parser.columnar.compiled import Kernels, kernels_for
from coda_parser.columnar.rows import to_arrow
from coda_parser.columnar.tables import Room, Vouched, vouched
from coda_parser.lines import stretch_lines
from coda_parser.parser import parse_stretch
from coda_parser.problem import Problem
from coda_parser.statement import Statement
from coda_parser.stretches import LONGEST_STATEMENT, Stretch, TooLongError, count_lines, stretches, survey


@dataclass(frozen=True)
class Piece:
    """What a stretch says: rows of believed statements, statements with a hard problem, and all problems in line order.

    `framed` is False when the stretch shows that the delivery cannot be trusted: then nothing of it, rows of earlier
    pieces included, is to be believed, and no further piece follows.
    """

    statements: pa.Table
    movements: pa.Table
    refused: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    framed: bool


class TableStream:
    """The pieces of a delivery, once through; `file` must be able to seek, `delivery` is the SHA-256 of its bytes.

    `kernels` is for those who know better than to choose by size: tests, measurements.
    """

    def __init__(self, file: BinaryIO, *, delivery: str, kernels: Kernels | None = None) -> None:
        start = file.tell()
        self.encoding, self.newline = survey(file)
        size = file.tell() - start
        file.seek(start)
        self._file = file
        self._delivery = delivery
        self._kernels = kernels if kernels is not None else kernels_for(size)
        if self.newline == "\r":
            self._kernels = None
        self._room = Room()

    def __iter__(self) -> Iterator[Piece]:
        number = 1
        try:
            for stretch in stretches(self._file, self.newline, self.encoding):
                piece, number = self._read(stretch, number)
                yield piece
                if not piece.framed:
                    return
                del piece, stretch  # or they would be kept while the next are read
        except TooLongError:
            yield self._piece((), (_too_long(number),), framed=False)

    def _read(self, stretch: Stretch, number: int) -> tuple[Piece, int]:
        """Read a stretch that begins with this line; give its piece, and the line that the next begins with."""
        fast = self._vouched(stretch, number) if self._kernels is not None else None
        if fast is None:
            statements, framed = self._diagnosed(stretch.data, number, last=stretch.last)
            return self._piece(statements, (), framed=framed), number + count_lines(stretch.data, self.newline)
        following = int(fast.lines[-1])
        if fast.good.all():
            return Piece(fast.statements, fast.movements, (), (), framed=True), following
        return self._mended(stretch, fast), following

    def _vouched(self, stretch: Stretch, number: int) -> Vouched | None:
        if self._kernels is None:
            return None
        return vouched(
            stretch.data,
            self._kernels,
            self._room,
            encoding=self.encoding,
            newline=len(self.newline),
            number=number,
            last=stretch.last,
            delivery=self._delivery,
        )

    def _diagnosed(self, data: memoryview, number: int, *, last: bool) -> tuple[tuple[Statement, ...], bool]:
        lines = stretch_lines(bytes(data), self.encoding, self.newline, number=number, last=last)
        return parse_stretch(lines)

    def _mended(self, stretch: Stretch, fast: Vouched) -> Piece:
        """Read again what the kernels did not vouch for, and put it in its place."""
        read: list[Statement] = []
        places: list[int] = []
        framed = True
        bad = np.flatnonzero(~fast.good)
        runs = np.split(bad, np.flatnonzero(np.diff(bad) > 1) + 1)
        for first, end in ((int(run[0]), int(run[-1]) + 1) for run in runs):
            data = stretch.data[int(fast.starts[first]) : int(fast.starts[end])]
            last = stretch.last and end == len(fast.good)
            statements, holds = self._diagnosed(data, int(fast.lines[first]), last=last)
            read.extend(statements)
            places.extend(range(first, first + len(statements)))
            framed = framed and holds
        slow = self._piece(read, (), framed=framed)
        if not framed:
            return slow
        sound = [place for place, statement in zip(places, read, strict=True) if not statement.hard]
        widths = [len(statement.movements) for statement in read if not statement.hard]
        order = np.concatenate((np.flatnonzero(fast.good), sound))
        rows = np.repeat(order, np.concatenate((fast.rows[fast.good], widths)).astype(np.int64))
        return Piece(
            _in_order(fast.statements, slow.statements, order),
            _in_order(fast.movements, slow.movements, rows),
            slow.refused,
            slow.problems,
            framed=True,
        )

    def _piece(self, statements: Sequence[Statement], found: tuple[Problem, ...], *, framed: bool) -> Piece:
        problems = (*found, *(problem for statement in statements for problem in statement.problems))
        sound = [statement for statement in statements if framed and not statement.hard]
        tables = to_arrow(sound, delivery=self._delivery, encoding=self.encoding)
        refused = tuple(statement for statement in statements if statement.hard or not framed)
        return Piece(*tables, refused, problems, framed=framed)


def _in_order(left: pa.Table, right: pa.Table, places: npt.NDArray[np.int64]) -> pa.Table:
    return pa.concat_tables((left, right)).take(pa.array(np.argsort(places, kind="stable")))


def _too_long(number: int) -> Problem:
    room = f"{LONGEST_STATEMENT >> 20} MB"
    message = f"expected another record 0 within {room} of the one on line {number}, got none: no CODA, or beyond help"
    return Problem("too-long", "hard", number, "", "delivery", message)
