"""R15: every route and every command that can show data, listed from the code itself, writes its record first.

The proof is a closed book: while the visitors' book takes no record, no route and no command gives anything away. And what says
of itself that it shows nothing of a person is run, and its words are searched for account numbers and names.
"""

import contextlib
import functools
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from console import command
from console.access import commands_of, guard_doors
from console.doors import DOORS, Shows, Tells
from console.pages import application as desk_application
from console.pages.application import doors_of
from console.pages.assets import Assets
from console.pages.door import Pulse
from tests.console.pages.house import ALINE, BRAM, COLETTE, NOW, OURS, STRANGER, House, pages
from tests.console.pages.test_doors import _EXAMPLE, _routes
from warehouse.database import Warehouse
from warehouse.deliveries import deliveries_frame
from warehouse.evidence import MODALITIES, PURPOSES, Access, list_accesses
from warehouse.openings import draw_sample

Run = Callable[..., tuple[str, str]]
Note = Callable[[str, object], None]

# what a person types behind the words of a command, for the house of the page tests
TYPED = {
    "alerts show": ["A-000001"],
    "alerts export": ["-o", "{out}/alerts.csv"],
    "backup": ["{out}", "--recipient", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"],
    "coverage demand": [ALINE, "--from", "2026-01-01", "--until", "2026-03-31"],
    "coverage remind": ["D-0001"],
    "extract": ["--account", ALINE, "--reason", "letter of the bâtonnier", "-o", "{out}/copy"],
    "incident draft": ["I-0001", "--to", "authority"],
    "incident show": ["I-0001"],
    "ingest": ["{folder}"],
    "model compare": ["M-0001", "--from", "2026-09-01", "--to", "2026-09-30"],
    "quarantine show": ["{delivery}"],
    "recipient keys": ["LIEGE-HUY"],
    "register import": ["--holders", "{folder}/holders.csv", "--dry-run"],
    "register show": [ALINE],
    "register history": [ALINE],
    "report": ["--bar", "LIEGE-HUY"],
    "report recall": ["--list"],
    "report release": ["R-000001"],
    "requests search": ["G-0001"],
    "requests letter": ["G-0001"],
    "retention scan": ["--for", "{folder}/holders.csv"],
    "rules replay": ["cash-limit-3000", "--from", "2026-09-01", "--to", "2026-09-30", "--set", "limit=1"],
    "sample draw": ["--order", "OBFG", "--year", "2026"],
    "sample show": ["Y-0001"],
    "yearly": ["--holder", "H1", "--year", "2025", "--reason", "letter of the bâtonnier", "-o", "{out}/yearly"],
}
ABOUT = {"report": "bar:LIEGE-HUY", "report release": "R-000001", "incident draft": "I-0001", "incident show": "I-0001"}
ABOUT |= {"requests letter": "G-0001"}
# what says that it shows nothing of a person, and can be asked without more
SILENT = ["bank list", "budget missed", "evidence verify", "model list", "retention list", "roles show", "rules list"]
SILENT += ["rules stats", "sanctions list", "incident due", "incident outages"]


@pytest.fixture
def run(house: House, tmp_path: Path) -> Run:
    """Run a command of the person `anna` on the house, giving what it complained of, and everything it said or wrote."""
    folder, out = tmp_path / "brought", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    (folder / "holders.csv").write_text(
        "holder_id,name,street,postcode,city,country,bar,language\nH1,Aline Corbeau,Quai 9,4000,Liège,BE,LIEGE-HUY,fr\n",
        encoding="utf-8",
    )
    draw_sample(house.warehouse, order="OBFG", year=2025, by="odile", on=NOW.date(), at=NOW)
    delivery = deliveries_frame(house.warehouse)["delivery"][0][:12]

    def typed(path: str, *more: str) -> tuple[str, str]:
        given = [one.format(out=out, folder=folder, delivery=delivery) for one in TYPED.get(path, [])]
        said, complaint, home = io.StringIO(), io.StringIO(), str(house.warehouse.settings.home)
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaint):
            command.run([*path.split(), *given, *more, "--home", home])
        written = [found.read_bytes().decode("latin-1") for found in sorted(out.rglob("*")) if found.is_file()]
        return complaint.getvalue(), said.getvalue() + "".join(written)

    return typed


@pytest.fixture
def closed_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitors' book that takes no record."""

    def closed(_: object) -> None:
        raise OSError("the book is closed")

    monkeypatch.setattr("warehouse.evidence.accesses._locked_head", closed)


def _showing() -> list[str]:
    return [path for path, _ in commands_of(command.application()) if not isinstance(DOORS[path], Tells)]


def test_ar_4_a_jr_24_every_command_of_the_code_has_its_door_and_names_one_of_the_four_purposes() -> None:
    commands = [path for path, _ in commands_of(command.application())]
    assert len(commands) >= 90
    assert sorted(commands) == sorted(DOORS)
    for path, door in DOORS.items():
        if isinstance(door, Shows):
            assert door.purpose in PURPOSES, path
            assert door.modality in MODALITIES, path
        if isinstance(door, Tells):
            assert len(door.why) > 20, path


def test_a_command_without_a_door_keeps_the_application_from_being_made() -> None:
    app = typer.Typer()
    app.command("peek")(lambda: None)
    with pytest.raises(TypeError, match="`quater peek` has no door"):
        guard_doors(app)


def test_jr_11_jr_22_no_command_gives_anything_away_while_the_book_is_closed(
    run: Run, closed_book: None, record_property: Note
) -> None:
    for path in _showing():
        complaint, given = run(path)
        assert ("the book is closed" in complaint, given) == (True, ""), (path, complaint)
    record_property("R15", f"{len(_showing())} of {len(_showing())} commands that show data, from the code")


def test_a_door_writes_what_the_command_is_about_before_it_runs(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors = {path: door for path, door in DOORS.items() if isinstance(door, Shows)}
    monkeypatch.setenv("QUATER_USER", "anna")
    seen: list[list[Access]] = []

    def watched(app: typer.Typer) -> None:
        for path, holder in commands_of(app):
            if path in doors:
                holder.callback = _looking(holder.callback, house.warehouse, seen)
        guard_doors(app)

    monkeypatch.setattr(command, "guard_doors", watched)
    for path, door in doors.items():
        before, _ = len(list_accesses(house.warehouse)), run(path)
        row, *earlier = seen.pop()
        assert len(earlier) == before, path
        assert (row.identity, row.action, row.purpose, row.modality) == ("anna", path, door.purpose, door.modality)
        about = ABOUT.get(path, door.subject)
        assert row.subject == about


def test_what_says_that_it_shows_nothing_of_a_person_shows_none(run: Run) -> None:
    assert {path for path in SILENT if not isinstance(DOORS[path], Tells)} == set()
    for path in SILENT:
        _, given = run(path)
        for personal in (ALINE, BRAM, COLETTE, STRANGER, "Corbeau", "Dumont", "Duif", "Fictif"):
            assert personal not in given, path


def test_every_address_of_the_desk_is_a_route_with_a_door_or_a_file_of_the_program(house: House) -> None:
    application = house.browser("anna").app.application  # type: ignore[attr-defined]
    others = [route for route in application.routes if not isinstance(route, APIRoute)]
    assert [type(route) for route in others] == [Mount], "a page that is no APIRoute would have no door"
    assert isinstance(others[0].app, Assets)
    assert not [route for route in application.routes if type(route) is Route]


def test_a_route_without_a_door_keeps_the_application_from_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    router = APIRouter()
    router.get("/peek")(lambda: "everything")
    monkeypatch.setattr(desk_application, "routers", lambda: iter([router]))
    with pytest.raises(TypeError, match="needs exactly one door"):
        pages.__wrapped__()


def test_no_route_answers_with_anything_while_the_book_is_closed(
    house: House, closed_book: None, record_property: Note
) -> None:
    browser = TestClient(house.browser("odile").app, follow_redirects=False, raise_server_exceptions=False)
    for route in _routes():
        if isinstance(doors_of(route)[0], Pulse):
            assert browser.get(f"/quater{route.path}").content == b"", "it shows nothing, so nothing of it is on record"
            continue
        path = re.sub(r"{(\w+)(:path)?}", lambda found: _EXAMPLE.get(found[1], "x"), route.path)
        method = next(iter(route.methods))
        sent = {"data": {"version": "1", "token": "x"}} if method == "POST" else {}
        answer = browser.request(method, f"/quater{path}", headers=OURS, **sent)  # type: ignore[arg-type]
        assert (answer.status_code, answer.text) == (500, "Internal Server Error"), path
    record_property("R15", f"{len(_routes())} of {len(_routes())} routes, from the code")


def _looking(inner: Callable[..., object], warehouse: Warehouse, seen: list[list[Access]]) -> Callable[..., object]:
    """In the place of a command: what stood in the book when it began."""

    @functools.wraps(inner)
    def looked(**_: object) -> None:
        seen.append(list_accesses(warehouse))

    return looked
