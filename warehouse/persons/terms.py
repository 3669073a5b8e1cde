"""The terms of an answer: one month from the receipt of a request, by two more where it is complex (GDPR, art. 12 §3).

A month ends on the day of the same number; where the month has no such day, on its last (regulation 1182/71, art. 3 §2 c).
That a term which ends on a Saturday, a Sunday or a holiday would end later is left out: the day here is never too late.

>>> due_on(date(2027, 1, 31)), due_on(date(2027, 1, 31), extended=True)
(datetime.date(2027, 2, 28), datetime.date(2027, 4, 30))
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS, EXTENDED = 1, 3


def due_on(received_on: date, *, extended: bool = False) -> date:
    """Give the last day on which a request is answered in time."""
    months = received_on.month - 1 + (EXTENDED if extended else MONTHS)
    year, month = received_on.year + months // 12, months % 12 + 1
    return date(year, month, min(received_on.day, monthrange(year, month)[1]))
