"""The databases of the warehouse's tests, and a small installation that knows the accounts of the trials."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.material import deliveries, register
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


@pytest.fixture(scope="session")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deliveries as files, each in the folder of its bank."""
    folder = tmp_path_factory.mktemp("brought")
    for one in deliveries()[0]:
        (folder / one.bank).mkdir(exist_ok=True)
        (folder / one.bank / one.name).write_bytes(one.data)
    return folder


@pytest.fixture(scope="session")
def run() -> Iterator[Callable[..., dict[str, Any]]]:
    """Receives a folder in a process of its own, which may be made to fail: see `worker`; gives how it ended."""
    command = [sys.executable, "-m", "tests.reliability.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None

        def ask(home: Path, folder: Path, **more: Any) -> dict[str, Any]:
            nursery.stdin.write(json.dumps({"home": str(home), "folder": str(folder), **more}, default=str) + "\n")
            nursery.stdin.flush()
            return json.loads(nursery.stdout.readline())

        yield ask
        nursery.stdin.close()


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
