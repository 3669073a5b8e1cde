"""The run of detection that another looks back to: the tasks of one run agree on it, whenever each of them starts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dags.days import judged_day

if TYPE_CHECKING:
    from detection.news import LastRun
    from warehouse.database import Warehouse


def looked_back_to(near: dict[str, Any], warehouse: Warehouse) -> LastRun | None:
    """The run that this one looks back to, of what the task `around` gave; None when it goes over everything."""
    from detection.last_run import still_looked_back_to

    return still_looked_back_to(warehouse, near["since"], on=judged_day(), at=datetime.fromisoformat(near["begun"]))
