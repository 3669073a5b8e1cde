"""The house of the page tests: built once, copied for each test."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.console.pages import house as building
from tests.console.pages.house import OURS, House
from warehouse.database import open_warehouse
from warehouse.settings import load_settings

Send = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house as it was built; nobody opens it."""
    folder = tmp_path_factory.mktemp("house")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    building.build(warehouse, folder)
    warehouse.close()
    return folder / "home"


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the house, for one test."""
    shutil.copytree(built, tmp_path / "home")
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    yield House(warehouse)
    warehouse.close()


@pytest.fixture
def send() -> Send:
    """Send a form of a page as a person does: the page first, with its token and version, then the form."""

    def sent(browser: TestClient, page: str, form: str, **fields: object) -> httpx.Response:
        shown = browser.get(page).text
        hidden = {"token": token_in(shown)}
        if version := re.search(r'name="version" value="(\d+)"', shown):
            hidden["version"] = version[1]
        return browser.post(form, data={**hidden, **fields}, headers=OURS)

    return sent


def token_in(page: str) -> str:
    """The token of the page's own forms; that of the preferences comes first and is another."""
    found = re.findall(r'name="token" value="([^"]+)"', page)
    assert found
    return str(found[-1])
