"""By when a daily run must be done, and what happens when it is not.

The scheduler looks at the clock of every run that it has taken up. When the hours are over and the run is not done, a worker
writes the notice `run-late`: an alert of nature governance, in the queue of the people, whatever the run itself is doing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

from dags.days import moment
from dags.installation import opened


def tell_of_late_run(hours: int, context: dict[str, Any]) -> None:
    """Write the notice of the run of the context, in which its moments are ISO texts."""
    from detection.late_run import tell

    run = context["dag_run"]
    with opened() as warehouse:
        tell(warehouse, run["dag_id"], datetime.fromisoformat(run["queued_at"]), timedelta(hours=hours), at=moment())


def within(hours: int) -> DeadlineAlert:
    """Ask that a run be done so many hours after the scheduler took it up."""
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(hours=hours),
        callback=SyncCallback(tell_of_late_run, kwargs={"hours": hours}),
    )
