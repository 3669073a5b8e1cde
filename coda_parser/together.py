"""Many deliveries read at once into outlines, whose movements stay rows of tables that they share.

Deliveries of one encoding and one line end are laid behind each other and go through the kernels as one: forty thousand small
files are then no more work than four large ones. What the kernels do not vouch for the diagnosing parser reads, and a delivery
whose framing does not hold it reads whole, so that what is told of a delivery is always what `parse` tells. Only notes are
left out: they change nothing about what is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise, repeat

import numpy as np
import numpy.typing as npt

from coda_parser.columnar.compiled import Kernels, kernels_for
from coda_parser.columnar.tables import Room, Vouched, vouched_together
from coda_parser.lines import Encoding, Newline, stretch_lines
from coda_parser.outline import OF_ROW, DeliveryOutline, Outline, Sheet, StatementRow, outline_of
from coda_parser.parser import parse, parse_stretch
from coda_parser.stretches import SIZE, Survey

__all__ = ["Kernels", "kernels_for", "read_together"]


def read_together(deliveries: Sequence[bytes], kernels: Kernels | None) -> list[DeliveryOutline]:
    """Read deliveries, in their order; without kernels one after the other by the diagnosing parser."""
    if kernels is None:
        return [outline_of(parse(data)) for data in deliveries]
    room = Room()
    found: dict[int, DeliveryOutline] = {}
    for encoding, newline, places in _lots(deliveries):
        lot = [deliveries[place] for place in places]
        found.update(zip(places, _read(lot, encoding, newline, kernels, room), strict=True))
    return [found[place] for place in range(len(deliveries))]


def _lots(deliveries: Sequence[bytes]) -> Iterator[tuple[Encoding, Newline, list[int]]]:
    """Give which deliveries are read as one: alike in encoding and line ends, and no more than a stretch of bytes."""
    waiting: dict[tuple[Encoding, Newline], tuple[list[int], int]] = {}
    for place, data in enumerate(deliveries):
        kind = Survey().feed(data).told()
        lot, size = waiting.get(kind, ([], 0))
        if lot and size + len(data) > SIZE:
            yield (*kind, lot)
            lot, size = [], 0
        lot.append(place)
        waiting[kind] = lot, size + len(data)
    for kind, (lot, _) in waiting.items():
        yield (*kind, lot)


def _read(
    lot: Sequence[bytes], encoding: Encoding, newline: Newline, kernels: Kernels, room: Room
) -> Iterator[DeliveryOutline]:
    if newline == "\r":
        yield from (outline_of(parse(data)) for data in lot)
        return
    data = memoryview(bytearray().join(lot))  # kernels are compiled for memory that can be written
    limits = np.cumsum([0, *map(len, lot)], dtype=np.int64)
    read = vouched_together(data, limits, kernels, room, encoding=encoding, newline=len(newline))
    sheet = Sheet(read.statements, read.movements, _limits(read.rows[read.good]), encoding, newline)
    vouched = _Read(data, read, sheet, _rows(read, sheet), _limits(read.good))
    for place, delivery in enumerate(lot):
        first, end = int(read.firsts[place]), int(read.firsts[place + 1])
        yield vouched.delivery(first, end) or outline_of(parse(delivery))


@dataclass(frozen=True)
class _Read:
    """What the kernels read of a lot: `rows` of the statements that they vouch for, `before` says how many of each one."""

    data: memoryview
    read: Vouched
    sheet: Sheet
    rows: Sequence[StatementRow]
    before: npt.NDArray[np.int64]

    def delivery(self, first: int, end: int) -> DeliveryOutline | None:
        """Give the delivery of these statements; None when it must be read whole."""
        good = self.before[end] - self.before[first]
        if good == end - first:
            return self._outline(tuple(self.rows[self.before[first] : self.before[end]]))
        return self._mended(first, end) if good else None

    def _mended(self, first: int, end: int) -> DeliveryOutline | None:
        """Read again what the kernels did not vouch for, and put it in its place."""
        good = self.read.good[first:end]
        turns = [first, *(np.flatnonzero(np.diff(good)) + first + 1).tolist(), end]
        outlines: list[Outline] = []
        for at, until in pairwise(turns):
            if self.read.good[at]:
                outlines.extend(self.rows[self.before[at] : self.before[until]])
                continue
            lines = stretch_lines(
                bytes(self.data[self.read.starts[at] : self.read.starts[until]]),
                self.sheet.encoding,
                self.sheet.newline,
                number=int(self.read.lines[at]),
                last=until == end,
            )
            statements, framed = parse_stretch(lines)
            if not framed:
                return None
            outlines.extend(statements)
        return self._outline(tuple(outlines))

    def _outline(self, statements: tuple[Outline, ...]) -> DeliveryOutline:
        problems = tuple(problem for statement in statements for problem in statement.problems)
        return DeliveryOutline(self.sheet.encoding, self.sheet.newline, statements, problems, framed=True, complete=True)


def _rows(read: Vouched, sheet: Sheet) -> list[StatementRow]:
    closes = np.zeros(len(read.good), dtype=np.bool_)
    closes[read.firsts[1:] - 1] = True
    columns = [sheet.statements[name].to_pylist() for name in OF_ROW]
    return list(map(StatementRow, *columns, repeat(sheet), count(), closes[read.good].tolist()))


def _limits(counts: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Give where each of so many begins when they stand behind each other, and where the last ends."""
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))
