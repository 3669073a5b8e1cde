"""Sequence and detail numbers: the identity of a movement, and its place in the count."""

from __future__ import annotations

from collections.abc import Iterator

from coda_parser.booking import sequences
from coda_parser.problem import Problem
from coda_parser.reading import Booking, Reading
from coda_parser.records import InformationRecord, MovementRecord

LAST_SEQUENCE = 9999


def check_identity(reading: Reading) -> Iterator[Problem]:
    """Refuse two movements of one sequence and detail number: nothing could tell them apart."""
    lines: dict[tuple[int, int], int] = {}
    for booking, sequence in zip(reading.bookings, sequences(reading.bookings), strict=True):
        key = (sequence, booking.movement.detail)
        if key in lines:
            expected = f"a number of its own; line {lines[key]} has the same"
            value = _numbers(booking)
            yield MovementRecord.problem("movement-twice", "hard", booking.line, "sequence", value, expected)
        lines[key] = booking.line


def check_numbering(reading: Reading) -> Iterator[Problem]:
    """Check that sequence numbers count the movements and detail numbers what belongs to one of them."""
    sequence, detail = 0, 0
    for booking in reading.bookings:
        record = booking.movement
        if record.detail == 0:
            allowed = (0, 1) if sequence == LAST_SEQUENCE else (sequence + 1,)
            if record.sequence not in allowed:
                yield _unexpected(booking, "sequence", f"{record.sequence:04d}", f"{allowed[0]:04d}")
            sequence = record.sequence
        elif record.sequence != sequence:
            yield _unexpected(booking, "sequence", f"{record.sequence:04d}", f"{sequence:04d}, that of the movement before")
            sequence = record.sequence
        elif record.detail != detail + 1:
            yield _unexpected(booking, "detail", f"{record.detail:04d}", f"{detail + 1:04d}")
        detail = record.detail
        for parts in booking.information:
            found = parts.first.detail
            if found != detail + 1:
                yield InformationRecord.problem(
                    "numbering", "warning", parts.line, "detail", f"{found:04d}", f"{detail + 1:04d}"
                )
            detail = found


def _numbers(booking: Booking) -> str:
    return f"{booking.movement.sequence:04d}{booking.movement.detail:04d}"


def _unexpected(booking: Booking, name: str, value: str, expected: str) -> Problem:
    return MovementRecord.problem("numbering", "warning", booking.line, name, value, expected)
