"""Information records: the code that says whether their communication is structured."""

from __future__ import annotations

from collections.abc import Iterator

from coda_parser.problem import Problem
from coda_parser.reading import Reading
from coda_parser.records import InformationRecord


def check_structure(reading: Reading) -> Iterator[Problem]:
    """Check that the code is 0 or 1; any other leaves the communication free."""
    for booking in reading.bookings:
        for parts in booking.information:
            if parts.first.structure not in ("0", "1"):
                value = parts.first.structure
                yield InformationRecord.problem("communication-structure", "warning", parts.line, "structure", value, "0 or 1")
