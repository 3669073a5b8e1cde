"""By when an alert should have been decided on, and how old the open ones are: the buckets that the queue counts.

The days are the house's own, to calibrate: the law says only that money goes on as soon as possible (art. 446quater §4) and
that proceedings must open within twelve months of knowing (art. 474 of the Judicial Code), so the gravest are read soonest.

>>> due_on("critical", date(2026, 11, 20)), due_bucket(date(2026, 11, 19), on=date(2026, 11, 20))
(datetime.date(2026, 11, 23), 'overdue')
>>> [age_bucket(days) for days in (0, 7, 8, 30, 31, 91)]
['week', 'week', 'month', 'month', 'quarter', 'older']
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

DAYS: Mapping[str, int] = MappingProxyType({"critical": 3, "high": 10, "medium": 30, "low": 60, "info": 90})
"""Calendar days from its raising until an alert of this severity should have been decided on; house default, to calibrate."""
AGES: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {"week": (0, 7), "month": (8, 30), "quarter": (31, 90), "older": (91, None)}
)
"""Bucket → the fewest and the most days since the raising, both included."""
DUE: Mapping[str, tuple[int | None, int | None]] = MappingProxyType({"overdue": (None, -1), "soon": (0, 7), "later": (8, None)})
"""Bucket → the fewest and the most days until the deadline, both included."""


def due_on(severity: str, raised: date) -> date:
    """Give the day on which an alert should have been decided on."""
    return raised + timedelta(days=DAYS[severity])


def age_bucket(days: int) -> str:
    """Give the bucket of an age in days; what was raised after the day counts as raised on it."""
    return next(name for name, (_, most) in AGES.items() if most is None or days <= most)


def due_bucket(due: date, *, on: date) -> str:
    """Give the bucket of a deadline on a day."""
    left = (due - on).days
    return next(name for name, (_, most) in DUE.items() if most is None or left <= most)


def raised_between(low: int | None, high: int | None, *, on: date, days: int) -> tuple[date | None, date | None]:
    """Give the first and last day of raising of what has `low` to `high` days left on a day, with `days` in all."""
    first = None if low is None else on + timedelta(days=low - days)
    last = None if high is None else on + timedelta(days=high - days)
    return first, last
