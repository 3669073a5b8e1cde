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
from coda_parser.columnar.tables import Vouched, vouched
from coda_parser.lines import stretch_lines
from coda_parser.parser import parse_stretch
from coda_parser.problem import Problem
from coda_parser.statement import Statement
from coda_parser.stretches import Stretch, TooLongError, line_counter, stretches, survey


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

    def __iter__(self) -> Iterator[Piece]:
        try:
            for stretch in stretches(self._file, self.newline, self.encoding, line_counter(self.newline)):
                piece = self._read(stretch)
                yield piece
                if not piece.framed:
                    return
        except TooLongError as error:
            yield self._piece((), (_too_long(error),), framed=False)

    def _read(self, stretch: Stretch) -> Piece:
        fast = self._vouched(stretch) if self._kernels is not None else None
        if fast is None:
            statements, framed = self._diagnosed(stretch)
            return self._piece(statements, (), framed=framed)
        if fast.good.all():
            return Piece(fast.statements, fast.movements, (), (), framed=True)
        return self._mended(stretch, fast)

    def _vouched(self, stretch: Stretch) -> Vouched | None:
        if self._kernels is None:
            return None
        return vouched(
            stretch.data,
            self._kernels,
            encoding=self.encoding,
            newline=len(self.newline),
            number=stretch.number,
            last=stretch.last,
            delivery=self._delivery,
        )

    def _diagnosed(self, stretch: Stretch) -> tuple[tuple[Statement, ...], bool]:
        lines = stretch_lines(stretch.data, self.encoding, self.newline, number=stretch.number, last=stretch.last)
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
            statements, holds = self._diagnosed(Stretch(data, int(fast.lines[first]), last))
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


def _too_long(error: TooLongError) -> Problem:
    message = f"{error}, which opens a statement, got none behind line {error.line}: no CODA, or beyond help"
    return Problem("too-long", "hard", error.line, "", "delivery", message)
