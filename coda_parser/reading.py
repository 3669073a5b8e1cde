"""The records of one statement, still as the bank wrote them.

Records 2.1, 2.2 and 2.3 that belong together are one booking, with the information records behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coda_parser.problem import Problem
from coda_parser.records import (
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


@dataclass(slots=True)
class InformationParts:
    """Records 3.1 to 3.3 that belong together."""

    line: int
    first: InformationRecord
    second: InformationSecond | None = None
    third: InformationThird | None = None


@dataclass(slots=True)
class Booking:
    """Records 2.1 to 2.3 that belong together, and the information behind them."""

    line: int
    movement: MovementRecord
    reference: MovementReference | None = None
    counterparty: MovementCounterparty | MovementCounterparty1 | None = None
    information: list[InformationParts] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A statement's records, in the order of the file, and what is wrong with its lines.

    `records` counts what the trailer counts: 1, 2, 3 and 8. `sums_hold` is False when a line that enters the sums could
    not be read for certain: the sums are then not compared with the bank's totals, the line is already a hard problem.
    """

    first_line: int
    lines: list[str]
    header: Header
    old: OldBalance | None = None
    old_line: int = 0
    bookings: list[Booking] = field(default_factory=list)
    new: NewBalance | None = None
    new_line: int = 0
    messages: list[Message] = field(default_factory=list)
    trailer: Trailer | None = None
    trailer_line: int = 0
    records: int = 0
    sums_hold: bool = True
    problems: list[Problem] = field(default_factory=list)

    @property
    def version(self) -> int:
        """Version of the layout; 2 when it cannot be read."""
        return 1 if self.header.version == "1" else 2

    @property
    def movements(self) -> list[Booking]:
        """Bookings that move the account: detail number 0."""
        return [booking for booking in self.bookings if booking.movement.detail == 0]
