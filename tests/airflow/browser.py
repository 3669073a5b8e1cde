"""Visits in a real headless Chromium to the desk inside a running Airflow."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from console.demo.airflow_home import passwords
from tests.airflow.served import Served

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LONG = 120_000
SIZE = {"width": 1440, "height": 900}


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped, by name, where there is no Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("the visit in a browser needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


class Visitor:
    """A person with a browser of his own, signed in to Airflow; `others` are the requests that went to another host."""

    def __init__(self, browser: Any, server: Served, name: str, *, language: str = "en") -> None:
        self.server, self.name = server, name
        self.others: set[str] = set()
        context = browser.new_context(viewport=SIZE)
        context.add_cookies([{"name": "quater-language", "value": language, "url": server.address}])
        self.page = context.new_page()
        self.page.set_default_timeout(LONG)
        self.page.on("request", lambda request: self._heard(request.url))

    def _heard(self, url: str) -> None:
        if not url.startswith((self.server.address, "data:", "blob:")):
            self.others.add(url)

    def sign_in(self, place: str = "/plugin/alerts") -> Any:
        """Sign in on Airflow's own page, led there by the place asked for; gives the desk in its frame."""
        self.page.goto(f"{self.server.address}{place}")
        self.page.fill("input[name=username]", self.name)
        self.page.fill("input[name=password]", passwords(self.server.settings)[self.name])
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/auth/login" not in url)
        return self.page.frame_locator("iframe")

    def open(self, path: str) -> Any:
        """Open a page of the desk by its address, outside of Airflow's frame; gives the answer."""
        return self.page.goto(f"{self.server.address}/quater{path}")


def picture(page: Any, name: str) -> None:
    """Save a picture for the documentation, when it is asked for."""
    if os.environ.get("QUATER_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURES / name))
