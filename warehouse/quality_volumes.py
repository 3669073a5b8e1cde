"""How much each bank sends on a bank day, against its own past.

A bank that suddenly sends a tenth of its statements, or twice all of them, has a fault that no single file shows. The day
judged is the last one before the bank's newest: on the newest it may still be sending. It is compared with the bank's days of
half a year before it of the same kind (the last before a weekend or holiday carries weekly statements, the first after it more
movements) by the median and the median absolute deviation, which a single bad day does not move. A bank that sends nothing at
all is the coverage's matter.

>>> bounds([100] * 10 + [130, 70])
(50, 150)
>>> bounds([4] * 12)
(0, 14)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import polars as pl

from warehouse.coverage.bank_days import is_bank_day
from warehouse.database import Warehouse
from warehouse.deliveries import deliveries_frame
from warehouse.lake import statements

PAST = timedelta(days=182)
LEAST_DAYS = 8
"""Fewer days of the same kind say nothing of a bank's custom."""
LEAST_A_DAY = 20
"""A bank that sends fewer is too small for its volume to say anything: one client's week would be an alarm."""
LATE = timedelta(days=14)
WIDTH = 5
"""Standard deviations on each side: a false alarm in years, a halved delivery of a large bank at once."""
SIGMA = 1.4826
"""What a median absolute deviation is multiplied by to stand for a standard deviation of a normal distribution."""
MEASURES = ("statements", "movements")


@dataclass(frozen=True)
class Volume:
    """What a bank sent for one bank day, and between which numbers it was expected (both included), from how many days."""

    bank: str
    day: date
    measure: str
    found: int
    lowest: int
    highest: int
    days: int

    @property
    def success(self) -> bool:
        """Whether it lies between the bounds."""
        return self.lowest <= self.found <= self.highest


def volumes(warehouse: Warehouse, on: date) -> list[Volume]:
    """Give the volumes of every bank that can be judged on a day, banks by code."""
    since = on - LATE - PAST
    by = deliveries_frame(warehouse).select("delivery", "bank").lazy()
    columns = ("delivery", "statement_date", "movement_count")
    sent = statements(warehouse, since=since, until=on, columns=columns).join(by, on="delivery")
    daily = (
        sent.group_by("bank", pl.col("statement_date").alias("day"))
        .agg(pl.len().cast(pl.Int64).alias("statements"), pl.col("movement_count").sum().alias("movements"))
        .sort("bank", "day")
        .collect()
    )
    return [volume for (_,), part in daily.group_by("bank", maintain_order=True) for volume in _of_bank(part, on)]


def _of_bank(daily: pl.DataFrame, on: date) -> list[Volume]:
    days = [row for row in daily.iter_rows(named=True) if is_bank_day(row["day"])]
    if len(days) < 2 or days[-2]["day"] <= on - LATE:
        return []
    judged = days[-2]
    past = [row for row in days[:-2] if row["day"] >= judged["day"] - PAST and _kind(row["day"]) == _kind(judged["day"])]
    if len(past) < LEAST_DAYS:
        return []
    custom = {name: [row[name] for row in past] for name in MEASURES}
    return [
        Volume(judged["bank"], judged["day"], name, judged[name], *bounds(custom[name]), len(past))
        for name in MEASURES
        if median(custom[name]) >= LEAST_A_DAY
    ]


def _kind(day: date) -> tuple[bool, bool, int]:
    """Give what two alike bank days share: closed before, closed after, else the weekday.

    >>> _kind(date(2026, 4, 30)) == _kind(date(2026, 4, 24)), _kind(date(2026, 4, 28)) == _kind(date(2026, 4, 29))
    (True, False)
    """
    one = timedelta(days=1)
    opens, closes = not is_bank_day(day - one), not is_bank_day(day + one)
    return opens, closes, -1 if opens or closes else day.weekday()


def bounds(past: Sequence[int]) -> tuple[int, int]:
    """Give the least and the most to expect; never narrower than chance among independent movements makes it."""
    middle = median(past)
    spread = SIGMA * median(abs(value - middle) for value in past)
    margin = WIDTH * max(spread, math.sqrt(middle))
    return max(0, math.ceil(middle - margin)), math.floor(middle + margin)
