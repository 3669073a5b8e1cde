"""Every page of the desk in a real headless Chromium: accessible in both themes, drawn without a fault, worked by keyboard.

The pictures of `docs/pictures` are taken here, of exactly these pages.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.airflow.browser import chromium
from tests.console.pages import worked
from tests.console.pages.house import NOW, House
from tests.console.pages.served import serving
from tests.console.pages.watched import Watched
from warehouse.alerts import get_alert
from warehouse.blocking import block
from warehouse.database import open_warehouse
from warehouse.settings import load_settings

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[3] / "docs" / "pictures"
GRAVE = ("serious", "critical")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
TAKEN = os.environ.get("QUATER_PICTURES") == "1"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(scope="module")
def looked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, tuple[str, str]], House]]:
    """The worked house on a port: its address, its pages."""
    import shutil

    home = tmp_path_factory.mktemp("looked") / "home"
    shutil.copytree(built, home)
    warehouse = open_warehouse(load_settings(home, environ={}))
    house = House(warehouse)
    pages = worked.work(house)
    with serving(house) as address:
        yield address, pages, house
    warehouse.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def test_no_page_has_a_serious_fault_of_accessibility_in_either_theme_and_none_breaks_its_own_policy(
    browser: Any, looked: tuple[str, dict[str, tuple[str, str]], House]
) -> None:
    """In the light theme every rule, one heading of the first order, and no scrolling sideways; in the dark one its colours."""
    address, pages, _ = looked
    found: dict[str, list[str]] = {}
    for name, (who, path) in pages.items():
        visit = Watched(browser, address, who)
        page = visit.open(path)
        if TAKEN:
            page.screenshot(path=str(PICTURES / f"desk-{name}.png"), full_page=True)
        faults = [*_grave(page, RULES)]
        faults += [] if page.locator("h1").count() == 1 else ["not one h1"]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # else colours are seen on their way
        assert _is_dark(page), name
        faults += [f"dark: {fault}" for fault in _grave(page, ONLY_COLOURS)]
        page.set_viewport_size({"width": 640, "height": 900})
        faults += ["wider than a narrow window"] if page.evaluate(WIDER) else []
        if faults or visit.faults:
            found[name] = [*faults, *visit.faults]
        visit.close()
    assert found == {}


def _is_dark(page: Any) -> bool:
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).map(Number)")
    return bool(sum(shade) < 384)


def _grave(page: Any, options: dict[str, Any]) -> list[str]:
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations if one["impact"] in GRAVE]


def test_the_queue_and_an_alert_are_worked_by_keyboard_alone(
    browser: Any, looked: tuple[str, dict[str, tuple[str, str]], House]
) -> None:
    address, _, house = looked
    visit = Watched(browser, address, "odile")
    page, keys = visit.open("/alerts"), visit.page.keyboard
    keys.press("?")
    assert page.locator("#keys").is_visible()
    keys.press("Escape")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    assert page.evaluate("document.activeElement.closest('tr').querySelector('input').value") == "A-000001"
    keys.press("x")
    assert page.locator("[data-counts=alert]").inner_text() == "1"
    assert page.locator("#bulk").is_visible()
    keys.press("j")
    keys.press("j")
    keys.press("o")
    page.wait_for_url("**/alerts/A-000004?*")
    keys.press("e")
    assert page.locator("details.raw[open]").count() >= 1
    keys.press("d")
    assert page.evaluate("document.activeElement.name") == "outcome"
    keys.press("3")
    keys.type("seen: d, j and 1 are letters here")
    keys.press("Control+Enter")
    page.get_by_role("status").wait_for()
    assert get_alert(house.warehouse, "A-000004").status == "watch"
    keys.press("u")
    page.wait_for_url("**/alerts?*")
    assert visit.faults == []
    visit.close()


def test_jr_16_a_page_that_is_open_goes_away_within_five_seconds_of_a_block(
    browser: Any, looked: tuple[str, dict[str, tuple[str, str]], House]
) -> None:
    address, _, house = looked
    visit = Watched(browser, address, "arno")
    page = visit.open("/alerts/A-000001")
    page.locator("textarea").first.fill("what he was writing does not keep the page open")
    block(house.warehouse, "arno", risk="attack", reason="r", by="dora", at=NOW)
    page.get_by_text("blocked while a security risk lasts").wait_for(timeout=5_000)
    assert "A-000001" not in page.locator("main").inner_text()
    assert visit.faults == []
    visit.close()


@pytest.mark.parametrize(
    ("name", "who", "path", "theme", "language", "heading"),
    [
        ("alert-dark-fr", "anna", "/alerts/A-000001", "dark", "fr", "Retrait d'espèces"),
        ("alerts-nl", "bert", "/alerts?status=all", "light", "nl", "Meldingen"),
    ],
)
def test_a_page_is_drawn_in_the_language_and_theme_that_were_chosen(
    browser: Any, looked: tuple[str, dict[str, tuple[str, str]], House], name, who, path, theme, language, heading
) -> None:
    visit = Watched(browser, looked[0], who, theme=theme, language=language)
    page = visit.open(path)
    assert page.locator("h1").inner_text() == heading
    assert _is_dark(page) == (theme == "dark")
    if TAKEN:
        page.screenshot(path=str(PICTURES / f"desk-{name}.png"))
    assert visit.faults == []
    visit.close()
