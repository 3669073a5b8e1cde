"""An installation that has received a simulated world: its register imported, its deliveries taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from console.simulator.world import World
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import ingest_paths
from warehouse.register import import_register
from warehouse.settings import load_settings


@contextmanager
def received(world: World, home: Path, *, at: datetime) -> Iterator[Warehouse]:
    """Give a new installation in the folder `home` that has received the world; closed at the end of the block."""
    warehouse = open_warehouse(load_settings(home, environ={}))
    holders, accounts, own = (world.register / f"{name}.csv" for name in ("holders", "accounts", "own_accounts"))
    try:
        import_register(warehouse, holders=holders, accounts=accounts, own_accounts=own, at=at)
        ingest_paths(warehouse, [world.drop], at=at)
        yield warehouse
    finally:
        warehouse.close()
