"""What a bank's file, a register or a colleague's text holds is shown as text on every page, and does nothing.

A bank's client types the communication; a counterparty chooses its name; colleagues type reasons. 24 pieces of active HTML
after each of 9 ways out of where a text stands make 216 payloads. A real Chromium looks: nothing ran, opened a dialog, asked
another host, was refused by the policy, or became an element that it is not.

| where the payload stands | pages that show it |
|---|---|
| communication and counterparty of 216 movements | alert, account, links, raw lines |
| holder's name and street | alert, account, links |
| notes, reasons, names of filters, requests, holds, files | alert, queue, accounts, holds, deliveries, quarantine |
"""

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from coda_parser.writer import MovementDraft, StatementDraft
from tests.airflow.browser import chromium
from tests.console.pages import worked
from tests.console.pages.house import ALINE, HOLDERS, NOW, House, deliver, finding, raised, register
from tests.console.pages.served import serving
from tests.console.pages.watched import Watched
from warehouse.alerts import decide
from warehouse.casework import add_note, save_filter
from warehouse.database import open_warehouse
from warehouse.holds import place
from warehouse.lake import movements
from warehouse.openings import record_request
from warehouse.settings import load_settings

pytestmark = pytest.mark.browser

OUT = ("", '">', "'>", "</pre>", "</textarea>", "</title>", "</svg>", "-->", "]]>")
ACTIVE = (
    "<script>hit=1</script>",
    "<script src=//x.example></script>",
    "<img src=x onerror=hit=1>",
    "<svg onload=hit=1>",
    "<svg><script>hit=1</script>",
    "<body onload=hit=1>",
    "<iframe src=javascript:hit=1>",
    "<iframe srcdoc='<b>'>",
    "<details open ontoggle=hit=1>",
    "<input autofocus onfocus=hit=1>",
    "<video src=x onerror=hit=1>",
    "<audio src=x onerror=hit=1>",
    "<object data=//x.example>",
    "<embed src=//x.example>",
    "<a href=javascript:hit=1>x</a>",
    "<form action=//x.example><button>",
    "<base href=//x.example>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//x.example>",
    "<style>*{display:none}</style>",
    "<math><mtext><img src=x onerror=hit=1>",
    "<marquee onstart=hit=1>",
    "{{ hit }}{% raw %}${hit}",
    "&#60;script&#62;hit=1&#60;/script&#62;",
)
PAYLOADS = tuple(out + active for out, active in product(OUT, ACTIVE))
DAY = date(2026, 11, 13)
FOREIGN = """() => {
  const all = [...document.querySelectorAll("*")];
  const told = all.filter((one) => one.getAttributeNames().some((name) => name.startsWith("on"))).map((one) => one.outerHTML);
  const kinds = "iframe, object, embed, base, meta[http-equiv], video, audio, marquee, math, style, svg script, body body";
  told.push(...[...document.querySelectorAll(kinds)].map((one) => one.outerHTML));
  told.push(...[...document.links].filter((one) => !one.href.startsWith(location.origin)).map((one) => one.outerHTML));
  for (const one of document.scripts) if (!one.src.startsWith(location.origin)) told.push(one.outerHTML);
  for (const one of document.forms) if (!one.action.startsWith(location.origin)) told.push(one.outerHTML);
  if (window.hit) told.push("it ran");
  return told.map((one) => one.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def poisoned(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, tuple[str, str]]]]:
    """The worked house, with a payload wherever somebody outside or inside can put a text."""
    folder = tmp_path_factory.mktemp("poisoned")
    shutil.copytree(built, folder / "home")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    house = House(warehouse)
    pages = worked.work(house)
    name = PAYLOADS[74]
    register(warehouse, folder, HOLDERS.replace("Aline Corbeau", f"Aline {name}").replace("Rue du Pont", name), {ALINE: "H1"})
    moved = [MovementDraft(-1_000, DAY, DAY, "00101000", communication=text, counterparty_name=text[:30]) for text in PAYLOADS]
    file = "<img src=x onerror=hit=1>.cod"
    deliver(warehouse, file, StatementDraft(ALINE, "EUR", 11, DAY, 17_800_000, movements=moved), on=DAY)
    proofs = movements(warehouse, accounts=[ALINE], since=DAY).collect()["movement_id"]
    for key, half in (("x", proofs[:108]), ("y", proofs[108:])):
        raised(warehouse, finding(key, ALINE, "H1", "LIEGE-HUY", half, reason=PAYLOADS[26], detector="gone"))
    for text in PAYLOADS[24:48]:
        add_note(warehouse, "A-000006", text=text, by="anna", at=NOW)
    decide(warehouse, "A-000006", outcome="watch", reason=PAYLOADS[50], by="anna", at=NOW)
    save_filter(warehouse, owner="odile", name=PAYLOADS[26][:40], query="severity=low", at=NOW)
    record_request(warehouse, iban=ALINE, reference=PAYLOADS[74], received_on=NOW.date(), by="anna", at=NOW)
    told = {"opening_act": PAYLOADS[26], "authority": PAYLOADS[50], "act_date": DAY, "review_on": date(2027, 1, 10)}
    place(
        warehouse,
        scope="dossier",
        subject=PAYLOADS[26],
        within=ALINE,
        ground="disciplinary_enquiry",
        by="odile",
        at=NOW,
        **told,
    )
    more = {
        "poisoned alert": ("anna", "/alerts/A-000006"),
        "other poisoned alert": ("anna", "/alerts/A-000007"),
        "poisoned account": ("anna", "/alerts/A-000006/accounts/1"),
        "poisoned links": ("odile", "/alerts/A-000006/links"),
        "poisoned hold": ("odile", "/holds/H-0002"),
        "poisoned queue": ("odile", "/alerts?status=all"),
    }
    yield house, pages | more
    warehouse.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def test_216_payloads_in_names_and_communications_are_text_on_every_page(
    browser: Any, poisoned: tuple[House, dict[str, tuple[str, str]]], record_property
) -> None:
    assert len(set(PAYLOADS)) == 216
    house, pages = poisoned
    active: dict[str, list[str]] = {}
    shown: dict[str, set[str]] = {}
    with serving(house) as address:
        for name, (who, path) in pages.items():
            visit = Watched(browser, address, who)
            page = visit.open(path)
            text = page.evaluate("document.body.textContent")
            shown[name] = {payload for payload in PAYLOADS if payload in text}
            if found := [*page.evaluate(FOREIGN), *visit.faults]:
                active[name] = found
            visit.close()
    assert active == {}
    assert shown["poisoned alert"] | shown["other poisoned alert"] == set(PAYLOADS), "every payload is there to be read"
    assert all(shown[name] for name in ("poisoned account", "poisoned hold", "poisoned queue", "accounts", "alerts"))
    record_property("R19", f"HTML, in Chromium: {len(PAYLOADS)} payloads on {len(pages)} pages, 0 active")


def test_the_same_payloads_are_text_in_what_is_handed_out(poisoned: tuple[House, dict[str, tuple[str, str]]]) -> None:
    house, _ = poisoned
    cells: set[str] = set()
    for alert in ("A-000006", "A-000007"):
        answer = house.browser("anna").get(f"/quater/alerts/{alert}/movements.csv")
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"].startswith("attachment")
        lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        cells |= {text for line in lines for cell in line for text in (cell, cell.removeprefix("'"))}
    assert set(PAYLOADS) <= cells
