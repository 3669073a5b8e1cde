"""The databases of the warehouse's tests, and a small installation that knows the accounts of the trials."""

import shutil
from pathlib import Path

import pytest

from tests.reliability.material import register
from tests.warehouse.conftest import migrated_postgresql, migrated_sqlite, postgresql_server, warehouse
from warehouse.database import Warehouse, open_warehouse
from warehouse.settings import load_settings

__all__ = ["migrated_postgresql", "migrated_sqlite", "postgresql_server", "warehouse"]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed installation on SQLite with the register of the trials; copied, never opened."""
    home = tmp_path_factory.mktemp("installation") / "home"
    opened = open_warehouse(load_settings(home, environ={}))
    register(opened, home)
    opened.close()
    return home


@pytest.fixture
def copies(installation: Path, tmp_path: Path):
    """Makes copies of the installation: each call gives the folder of a new one."""
    made = iter(range(10_000))

    def copy() -> Path:
        home = tmp_path / f"home{next(made)}"
        shutil.copytree(installation, home)
        return home

    return copy


def opened(home: Path) -> Warehouse:
    """Open a copy."""
    return open_warehouse(load_settings(home, environ={}))
