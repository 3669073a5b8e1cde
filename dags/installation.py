"""The installation that a task works on: opened for one task, closed with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.database import Warehouse


@contextmanager
def opened() -> Iterator[Warehouse]:
    """Open the installation that QUATER_HOME names; the room is imported here, because Airflow reads this file every minute."""
    from warehouse.database import open_warehouse

    warehouse = open_warehouse()
    try:
        yield warehouse
    finally:
        warehouse.close()
