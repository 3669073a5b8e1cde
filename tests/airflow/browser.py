"""A visit of an analyst in a real headless Chromium: sign in, read the queue, open an alert, decide."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Visit:
    """What the visit showed."""

    alert_id: str
    refused: str
    other_hosts: set[str]


def an_analysts_visit(server: Served) -> Visit:
    """Drive the visit; skips, by name, where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("the visit in a browser needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    others: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(LONG)
        ours = (server.address, "data:", "blob:")
        page.on("request", lambda request: None if request.url.startswith(ours) else others.add(request.url))
        page.goto(f"{server.address}/plugin/alerts")
        page.fill("input[name=username]", "analyst")
        page.fill("input[name=password]", passwords(server.settings)["analyst"])
        page.keyboard.press("Enter")
        desk = page.frame_locator("iframe")
        first = desk.locator("table.queue tbody tr").first
        first.wait_for()
        _picture(page, "alerts.png")
        alert_id = first.locator("td code").inner_text()
        first.locator("th a").click()
        desk.locator("h2#why").wait_for()
        assert desk.locator("table.movements tbody tr").count() >= 1
        _picture(page, "alert.png")
        desk.locator("input[value=reported]").check()
        desk.locator("textarea").fill("   ")
        desk.get_by_role("button", name="Record the decision").click()
        refused = desk.get_by_role("alert").inner_text()
        assert desk.locator("input[value=reported]").is_checked()
        desk.locator("textarea").fill("The holder was asked on the telephone and had no explanation.")
        desk.get_by_role("button", name="Record the decision").click()
        desk.get_by_role("status").wait_for()
        assert desk.locator(".history").inner_text().count("had no explanation") == 1
        browser.close()
    return Visit(alert_id, refused.removeprefix("Not recorded:").strip(), others)


def _picture(page: object, name: str) -> None:
    """Save a picture for the documentation, when it is asked for."""
    if os.environ.get("QUATER_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURES / name))  # type: ignore[attr-defined]
