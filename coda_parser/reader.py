"""The lines of one statement into records, with every problem of a line and of the order of lines.

A line of the wrong length is reported once and read as far as it goes; what it may have shifted is not reported again, and
the sums that it enters are not compared with the bank's totals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from coda_parser.framing import TRAILER_FIGURES, Group
from coda_parser.kinds import CONTROL
from coda_parser.layout import LENGTH, Record, amiss
from coda_parser.lines import Lines
from coda_parser.problem import Problem, quoted
from coda_parser.reading import Booking, InformationParts, Reading
from coda_parser.records import (
    RECORDS,
    Header,
    InformationRecord,
    InformationSecond,
    InformationThird,
    Message,
    MovementCounterparty,
    MovementRecord,
    MovementReference,
    NewBalance,
    OldBalance,
    Trailer,
)
from coda_parser.records.version1 import MovementCounterparty1

VERSIONS = ("1", "2")
_AFTER_MOVEMENT = ("21", "31", "8", "9")
FOLLOWERS: dict[str, tuple[str, ...]] = {
    "0": ("1",),
    "1": ("21", "8", "9"),
    "21": ("22", "23", *_AFTER_MOVEMENT),
    "22": ("23", *_AFTER_MOVEMENT),
    "23": _AFTER_MOVEMENT,
    "31": ("32", "33", *_AFTER_MOVEMENT),
    "32": ("33", *_AFTER_MOVEMENT),
    "33": _AFTER_MOVEMENT,
    "8": ("4", "9"),
    "4": ("4", "9"),
}
"""What may follow a record inside a statement; a record 9 behind movements is reported as a missing record 8."""

MOST_PROBLEMS = 1000
_SUMMED = ("1", "21", "8")
_UNCOUNTED = ("4", "9")
_LABELS = {record.code: record.label for record in RECORDS}
_R = TypeVar("_R", bound=Record)
_Continuation = MovementReference | MovementCounterparty | MovementCounterparty1


def read_statement(lines: Lines, group: Group) -> Reading:
    """Read the lines of one statement; never raises."""
    return _Reader(lines, group).read()


class _Reader:
    def __init__(self, lines: Lines, group: Group) -> None:
        self.stray = lines.texts[group.closed : group.stray_end]
        self.suspicious = lines.suspicious
        texts = lines.texts[group.first : group.closed]
        problems: list[Problem] = []
        number = group.first + lines.number
        header = Header.read(texts[0].ljust(LENGTH)[:LENGTH], number, problems)
        self.result = Reading(number, texts, header, problems=problems)
        self.previous = "0"
        self.run = ""
        self.parts: InformationParts | None = None
        self.takers: dict[str, Callable[[str, int], None]] = {
            "1": self._old_balance,
            "21": self._movement,
            "22": self._reference,
            "23": self._counterparty,
            "31": self._information,
            "32": self._second,
            "33": self._third,
            "8": self._new_balance,
            "4": self._message,
            "9": self._trailer,
        }

    def read(self) -> Reading:
        result = self.result
        header = result.lines[0]
        if len(header) != LENGTH:
            result.problems[:] = [_wrong_length(header, result.first_line, "0")]
        elif result.header.version not in VERSIONS:
            result.problems[:] = [Header.problem("version", "hard", result.first_line, "version", header[-1], "version 1 or 2")]
            return result
        if self.suspicious:
            self._refuse_control(header, result.first_line, "0")
        for number, text in enumerate(result.lines[1:], result.first_line + 1):
            self._line(text, number)
            if len(result.problems) >= MOST_PROBLEMS and result.problems[-1].severity == "hard":
                message = f"gave up after {len(result.problems)} problems in this statement"
                result.problems.append(Problem("too-many", "hard", number, "", "statement", message))
                result.sums_hold = False
                return result
        self._stray_lines()
        return result

    def _line(self, text: str, number: int) -> None:
        code = text[:2] if text[:1] in ("2", "3") else text[:1]
        taker = self.takers.get(code)
        if taker is None:
            self._unknown(text, number)
            return
        self.run = ""
        if code not in FOLLOWERS[self.previous]:
            self._out_of_order(code, number)
        if self.suspicious:
            self._refuse_control(text, number, _LABELS[code])
        taker(text, number)
        if code not in _UNCOUNTED:
            self.result.records += 1
        self.previous = "4" if code == "9" else code

    def _read(self, record: type[_R], text: str, number: int) -> _R:
        """Read one record; of a record of the wrong length, only its length is reported."""
        problems = self.result.problems
        if len(text) == LENGTH:
            before = len(problems)
            read = record.read(text, number, problems)
            if any(problem.severity == "hard" for problem in problems[before:]):
                self._doubt(record)
            return read
        problems.append(_wrong_length(text, number, record.label))
        self._doubt(record)
        return record.read(text.ljust(LENGTH)[:LENGTH], number, [])

    def _doubt(self, record: type[Record]) -> None:
        if record.code in _SUMMED:
            self.result.sums_hold = False

    def _old_balance(self, text: str, number: int) -> None:
        self.result.old, self.result.old_line = self._read(OldBalance, text, number), number

    def _movement(self, text: str, number: int) -> None:
        self.result.bookings.append(Booking(number, self._read(MovementRecord, text, number)))
        self.parts = None

    def _reference(self, text: str, number: int) -> None:
        record = self._read(MovementReference, text, number)
        if booking := self._booking_of(record, text, number):
            booking.reference = record

    def _counterparty(self, text: str, number: int) -> None:
        record: MovementCounterparty | MovementCounterparty1
        if self.result.version == 1:
            record = self._read(MovementCounterparty1, text, number)
        else:
            record = self._read(MovementCounterparty, text, number)
        if booking := self._booking_of(record, text, number):
            booking.counterparty = record

    def _information(self, text: str, number: int) -> None:
        record = self._read(InformationRecord, text, number)
        self.parts = InformationParts(number, record)
        if not self.result.bookings:
            return
        booking = self.result.bookings[-1]
        booking.information.append(self.parts)
        if record.sequence != booking.movement.sequence and len(text) == LENGTH:
            expected = f"sequence {booking.movement.sequence:04d}, that of the movement on line {booking.line}"
            self._misplaced(InformationRecord, text, number, expected)

    def _second(self, text: str, number: int) -> None:
        record = self._read(InformationSecond, text, number)
        if parts := self._parts_of(record, text, number):
            parts.second = record

    def _third(self, text: str, number: int) -> None:
        record = self._read(InformationThird, text, number)
        if parts := self._parts_of(record, text, number):
            parts.third = record

    def _new_balance(self, text: str, number: int) -> None:
        self.result.new, self.result.new_line = self._read(NewBalance, text, number), number

    def _message(self, text: str, number: int) -> None:
        self.result.messages.append(self._read(Message, text, number))

    def _trailer(self, text: str, number: int) -> None:
        """Read the bank's totals; a trailer that broke off after its figures is reported with the lines behind it."""
        self.result.trailer_line = number
        unreadable: list[Problem] = []
        trailer = Trailer.read(text.ljust(LENGTH)[:LENGTH], number, unreadable)
        if len(text) == LENGTH:
            self.result.problems.extend(unreadable)
        elif not self.stray:
            self.result.problems.append(_wrong_length(text, number, Trailer.label))
        if len(text) >= TRAILER_FIGURES and not unreadable:
            self.result.trailer = trailer

    def _booking_of(self, record: _Continuation, text: str, number: int) -> Booking | None:
        """Give the movement that a record 2.2 or 2.3 continues."""
        if not self.result.bookings:
            return None
        booking = self.result.bookings[-1]
        first = booking.movement
        if (record.sequence, record.detail) != (first.sequence, first.detail) and len(text) == LENGTH:
            expected = f"sequence and detail {first.sequence:04d}{first.detail:04d} of the record 2.1 on line {booking.line}"
            self._misplaced(type(record), text, number, expected, "movement-key")
            return None
        return booking

    def _parts_of(self, record: InformationSecond | InformationThird, text: str, number: int) -> InformationParts | None:
        """Give the information that a record 3.2 or 3.3 continues."""
        if self.parts is None:
            return None
        first = self.parts.first
        if (record.sequence, record.detail) != (first.sequence, first.detail) and len(text) == LENGTH:
            expected = f"sequence and detail {first.sequence:04d}{first.detail:04d} of the record 3.1 on line {self.parts.line}"
            self._misplaced(type(record), text, number, expected)
            return None
        return self.parts

    def _misplaced(self, record: type[Record], text: str, number: int, expected: str, id: str = "information-key") -> None:
        self.result.problems.append(record.problem(id, "hard", number, "sequence", text[2:10], expected))

    def _unknown(self, text: str, number: int) -> None:
        """Report a run of lines that are no records once, at its first line; blank lines apart from others."""
        blank = not text.strip(" \r")
        run = "blank" if blank else "unknown"
        if self.run != run:
            self.result.problems.append(_blank_line(number) if blank else _unknown_record(text, number))
        self.run = run
        self.result.sums_hold = self.result.sums_hold and blank

    def _out_of_order(self, code: str, number: int) -> None:
        wanted = " or ".join(_LABELS[follower] for follower in FOLLOWERS[self.previous])
        message = f"expected a record {wanted} behind a record {_LABELS[self.previous]}, got a record {_LABELS[code]}"
        place = (1, len(code))
        self.result.problems.append(
            Problem("record-order", "hard", number, _LABELS[code], "record identification", message, place, code)
        )

    def _refuse_control(self, text: str, number: int, label: str) -> None:
        found = CONTROL.search(text)
        if found:
            place = (found.start() + 1, found.start() + 1)
            message = f"expected no control character, got {quoted(found[0])}"
            self.result.problems.append(Problem("control-character", "hard", number, label, "text", message, place, found[0]))

    def _stray_lines(self) -> None:
        """Report the lines behind the trailer that are no records: one problem, at the first of them."""
        if not self.stray:
            return
        stray, number = self.stray, self.result.first_line + len(self.result.lines)
        trailer = self.result.lines[-1]
        if not any(line.strip(" ") for line in stray) and len(trailer) == LENGTH:
            self.result.problems.append(_blank_line(number))
            return
        cut = "" if len(trailer) == LENGTH else f"; the record 9 before it breaks off after {len(trailer)} characters"
        lines = "" if len(stray) == 1 else f" (up to line {number + len(stray) - 1})"
        message = f"expected a record of {LENGTH} characters, got {len(stray[0])}{lines}{cut}"
        self.result.problems.append(
            Problem("line-length", "hard", number, "9", "line", message, amiss(stray[0]), stray[0][:LENGTH])
        )


def _blank_line(number: int) -> Problem:
    return Problem("blank-line", "warning", number, "", "line", "expected a record, got a blank line")


def _wrong_length(text: str, number: int, label: str) -> Problem:
    message = f"expected a record of {LENGTH} characters, got {len(text)}"
    return Problem("line-length", "hard", number, label, "line", message, amiss(text), text[:LENGTH])


def _unknown_record(text: str, number: int) -> Problem:
    if len(text) != LENGTH:
        return _wrong_length(text, number, "")
    message = f"expected a record 1, 2.1 to 2.3, 3.1 to 3.3, 8, 4 or 9, got {quoted(text[:2])}"
    return Problem("unknown-record", "hard", number, "", "record identification", message, (1, 2), text[:2])
