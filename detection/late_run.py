"""A daily run is late, says the scheduler: people are told at once, by a notice (`detection.notices`) in the queue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from detection.grouping import settle
from detection.notices import run_late
from warehouse.alerts import store_findings
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse


def tell(warehouse: Warehouse, dag: str, queued: datetime, within: timedelta, *, at: datetime) -> None:
    """Store the notice of a run of a DAG that was not done `within` the hours after the moment `queued`, and raise its alert;
    what else waits to be grouped goes on waiting for its own run.
    """
    on: date = day_of(at)
    late = run_late.notice(dag, queued, within, on=on)
    store_findings(warehouse, [late], on=on, at=at)
    settle(warehouse, on=on, at=at, about=late.account)
