"""The day in Belgium: the law counts in its days, while moments are kept in UTC.

>>> from datetime import UTC, datetime
>>> day_of(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)), day_of(datetime(2026, 7, 1, 21, 59, tzinfo=UTC))
(datetime.date(2026, 12, 1), datetime.date(2026, 7, 1))
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def day_of(moment: datetime) -> date:
    """Give the day that it is in Brussels at a moment; the moment has a time zone."""
    return moment.astimezone(BRUSSELS).date()
