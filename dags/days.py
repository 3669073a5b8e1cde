"""The day that a run judges by.

It is the day in Brussels of the moment from which the run may start, so that a run repeated a week later judges as it did
then. An operator may name another day in the run's parameter `on`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from airflow.sdk import Param, get_current_context

BRUSSELS = ZoneInfo("Europe/Brussels")


def day_parameter() -> dict[str, Any]:
    """The parameter `on` of a DAG: empty for the run's own day."""
    hint = "Empty: the run's own day."
    return {"on": Param(None, type=["null", "string"], format="date", title="Day to judge by", description=hint)}


def judged_day() -> date:
    """The day that the current run judges by."""
    context: Any = get_current_context()
    named = context["params"].get("on")
    if named:
        return date.fromisoformat(named)
    run_after: datetime = context["dag_run"].run_after
    return run_after.astimezone(BRUSSELS).date()


def moment() -> datetime:
    """Now, in UTC and whole seconds: when something was done, as documents print it; never what it is judged by."""
    return datetime.now(UTC).replace(microsecond=0)
