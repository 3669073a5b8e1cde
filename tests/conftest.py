"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.marks import pytest_terminal_summary
from warehouse.database import Warehouse, open_warehouse
from warehouse.settings import load_settings

__all__ = ["pytest_terminal_summary"]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An empty installation on SQLite, with its schema at the newest migration."""
    opened = open_warehouse(load_settings(tmp_path / "home", environ={}))
    yield opened
    opened.close()
