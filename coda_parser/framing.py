"""Where one statement ends and the next begins: record 0 opens, record 9 closes, nothing stands between.

A delivery whose framing does not hold is not read statement by statement, because what belongs to whom cannot be told; a
damaged line inside a statement that is framed well is that statement's own problem. A trailer holds its figures in its
first 52 characters: when its line breaks off after them, it still closes the statement, and the stray lines behind it are
reported once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coda_parser.layout import LENGTH, amiss
from coda_parser.lines import Lines
from coda_parser.problem import Problem, quoted

HEADER = "0000"
TRAILER_FIGURES = 52
MOST_BROKEN = 100
"""Statements without an end after which the rest of a delivery is not looked at: it is no CODA, or beyond help."""
_BODY_RECORDS = "123489"


@dataclass
class Group:
    """The lines of one statement, from 0: its records are `first` to `closed`, `closed` to `stray_end` are no records.

    `trailer` is the index of its record 9, None when it was never closed; `end` is where its bytes end, with what stands
    outside of all statements behind it; `problem` says why its framing does not hold.
    """

    first: int
    end: int
    trailer: int | None = None
    stray_end: int = 0
    problem: Problem | None = None

    @property
    def closed(self) -> int:
        """Where its records end."""
        return self.end if self.trailer is None else self.trailer + 1


@dataclass
class Framing:
    """Groups in order, what stands outside of all of them, and whether the last one is closed."""

    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = False


def is_header(line: str) -> bool:
    """Say whether a line opens a statement, even when its length is wrong."""
    return line.startswith(HEADER)


def frame(lines: Lines) -> Framing:
    """Cut a delivery, or a stretch of it that begins with a record 0, into statements."""
    framing = Framing()
    texts = lines.texts
    index, count, broken = 0, len(texts), 0
    while index < count:
        if is_header(texts[index]):
            group = _group(texts, index, last=lines.last)
            framing.groups.append(group)
            index = group.end
            if group.trailer is None and (index < count or not lines.last):
                group.problem = _no_trailer(index + lines.number)
                broken += 1
            if broken == MOST_BROKEN:
                group.end = index = count
        else:
            end = index + 1
            while end < count and not is_header(texts[end]):
                end += 1
            framing.problems.append(_outside(texts, index, end, lines.number))
            index = end
            if framing.groups:
                framing.groups[-1].end = end
    if not lines.last:
        return framing
    framing.complete = _is_complete(framing, lines)
    if framing.groups and not framing.complete:
        framing.groups[-1].problem = _truncated(lines)
    return framing


def _group(texts: list[str], first: int, *, last: bool) -> Group:
    group = Group(first, first + 1)
    for index in range(first + 1, len(texts)):
        line = texts[index]
        if is_header(line):
            break
        group.end = index + 1
        if line.startswith("9") and (len(line) >= TRAILER_FIGURES or _is_last_of_statement(texts, index, last=last)):
            group.trailer = index
            _take_stray_lines(texts, group)
            break
    return group


def _is_last_of_statement(texts: list[str], index: int, *, last: bool) -> bool:
    """Say whether a record 0 follows; behind a stretch that is not the last there always is one."""
    return is_header(texts[index + 1]) if index + 1 < len(texts) else not last


def _take_stray_lines(texts: list[str], group: Group) -> None:
    """Give the group the lines behind its trailer that are no records: blank ones, and pieces of a broken one."""
    while group.end < len(texts):
        line = texts[group.end]
        if is_header(line) or (len(line) == LENGTH and line[0] in _BODY_RECORDS):
            return
        group.end += 1
        group.stray_end = group.end


def _is_complete(framing: Framing, lines: Lines) -> bool:
    if not framing.groups:
        return False
    last = framing.groups[-1]
    if last.trailer is None:
        return False
    if last.stray_end:
        begun = lines.texts[-1]
        return lines.terminated or not begun or not HEADER.startswith(begun)
    return len(lines.texts[last.trailer]) >= LENGTH or lines.terminated


def _no_trailer(number: int) -> Problem:
    message = "expected a record 9 before the next record 0: records are missing or out of order"
    return Problem("trailer-missing", "hard", number, "0", "record identification", message, (1, 1))


def _outside(texts: list[str], first: int, end: int, number: int) -> Problem:
    what = f"got {quoted(texts[first])}" + (f" and {end - first - 1} more lines" if end - first > 1 else "")
    message = f"expected a record 0, which opens a statement, {what}: records are missing or out of order"
    return Problem(
        "record-outside", "hard", first + number, "", "record identification", message, (1, 1), texts[first][:LENGTH]
    )


def _truncated(lines: Lines) -> Problem:
    last = lines.texts[-1]
    message = f"expected a record 9 at the end, got {quoted(last)}: still being uploaded, or cut off"
    number, positions = lines.number + len(lines.texts) - 1, amiss(last) or (1, 1)
    return Problem("truncated", "hard", number, "", "end of the delivery", message, positions, last[:LENGTH])
