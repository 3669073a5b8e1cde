"""When an alert is told: at once, or with the others of its week or month.

`reports.toml` in the installation's folder says how often a bar is written to: `period = "day"`, `"week"` or `"month"`; without
the file every day. An alert waits until the period in which it was raised is over; a critical one never waits.

>>> friday = date(2026, 11, 20)
>>> is_due("week", raised=friday, on=date(2026, 11, 22)), is_due("week", raised=friday, on=date(2026, 11, 23))
(False, True)
>>> is_due("month", raised=friday, on=date(2026, 11, 30)), is_due("day", raised=friday, on=friday)
(False, True)
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

from warehouse.errors import Refusal
from warehouse.settings import Settings

FILE = "reports.toml"
PERIODS = ("day", "week", "month")


def period_of(settings: Settings) -> str:
    """Give how often a bar is written to; Refusal when the file says something else."""
    path = settings.home / FILE
    if not path.exists():
        return PERIODS[0]
    try:
        period = tomllib.loads(path.read_text(encoding="utf-8")).get("period", PERIODS[0])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refusal(f"{FILE}: expected TOML ({problem}); correct it and run again") from problem
    if period not in PERIODS:
        raise Refusal(f"{FILE}: expected period to be one of {', '.join(PERIODS)}, got {period!r}")
    return str(period)


def is_due(period: str, *, raised: date, on: date) -> bool:
    """Say whether the period in which an alert was raised is over on a day."""
    return period == "day" or _first_day(period, raised) < _first_day(period, on)


def _first_day(period: str, day: date) -> date:
    return day.replace(day=1) if period == "month" else day - timedelta(days=day.weekday())
