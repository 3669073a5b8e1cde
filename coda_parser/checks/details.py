"""Details: a total by customer is the sum of its details 5, one by bank of its 6 and 7, a simple amount of its 8.

Details 9 explain a detail 7. When the sum differs, the movement's own amount counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from coda_parser.money import written
from coda_parser.problem import Problem
from coda_parser.reading import Booking, Reading
from coda_parser.records import MovementRecord

DETAIL_TYPES = {"1": ("5",), "2": ("6", "7"), "3": ("8",), "7": ("9",)}


def check_details(reading: Reading) -> Iterator[Problem]:
    """Compare each globalised amount with the sum of its details."""
    parent: Booking | None = None
    details: list[Booking] = []
    for booking in reading.bookings:
        if booking.movement.detail == 0:
            yield from _compare(parent, details)
            parent, details = booking, []
        else:
            details.append(booking)
    yield from _compare(parent, details)


def _compare(parent: Booking | None, details: list[Booking]) -> Iterator[Problem]:
    if parent is None or not details:
        return
    yield from _sum(parent, details)
    for index, detail in enumerate(details):
        if detail.movement.code_8[:1] == "7":
            yield from _sum(detail, _own(details[index + 1 :]))


def _own(following: list[Booking]) -> list[Booking]:
    """Give the details 9 straight behind a detail 7."""
    for index, booking in enumerate(following):
        if booking.movement.code_8[:1] != "9":
            return following[:index]
    return following


def _sum(parent: Booking, details: list[Booking]) -> Iterator[Problem]:
    types = DETAIL_TYPES.get(parent.movement.code_8[:1], ())
    amounts = [_signed(detail) for detail in details if detail.movement.code_8[:1] in types]
    if amounts and sum(amounts) != _signed(parent):
        value = written(_signed(parent))
        expected = f"{written(sum(amounts))}, the sum of its {len(amounts)} details"
        yield MovementRecord.problem("detail-sum", "warning", parent.line, "amount", value, expected)


def _signed(booking: Booking) -> int:
    return -booking.movement.amount if booking.movement.debit else booking.movement.amount
