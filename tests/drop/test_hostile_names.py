"""R3: hostile names and links in a drop, for both ways in: nothing outside the drop is read or written, and the rest is taken.

Beside every hostile name lies an ordinary delivery, which must be taken: a hostile name stops nobody else's work.
"""

import os
import socket
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.drop.conftest import WayIn
from tests.warehouse.conftest import Desk
from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.drop import DropUnreachableError

pytestmark = pytest.mark.trial

ESC, BIDI, NBSP, ZERO = "\x1b", "\u202e", "\u00a0", "\u200b"
NAMES = [
    # control characters, of the terminal and of lines
    "a\nb.cod", "a\rb.cod", "\n.cod", "a\tb.cod", f"{ESC}[2J.cod", f"{ESC}]0;owned\x07.cod", "a\x7fb.cod",
    "a\x08\x08b.cod", "a\x85b.cod", "a\x9b31m.cod", "a\x01.cod",
    # what makes a line read otherwise than it is
    f"invoice{BIDI}doc.cod", f"a{ZERO}b.cod", f"a{NBSP}b.cod", "\ufeffa.cod", "a\u2028b.cod", "a\u2066b\u2069.cod",
    "\u0430.cod",
    # what leads elsewhere, on one system or another
    "..cod", "...", "..%2f..%2fetc%2fpasswd", "..\\..\\windows.cod", "C:\\a.cod", "C:a.cod", "\\\\server\\share.cod",
    "~root.cod", "~", "$HOME.cod", "${IFS}.cod", "`id`.cod", "$(id).cod", "a;id;.cod", "a|id.cod", "a&id.cod", "-rf",
    "--help", "-oProxyCommand=id.cod",
    "*.cod", "?.cod", "[a].cod", "{a,b}.cod", "a'b.cod", 'a"b.cod', "'; DROP TABLE deliveries;--.cod",
    "<script>alert(1)<script>.cod",
    "=1+1.cod", "%s%n.cod", "{0.__class__}.cod", "a:stream.cod",
    # names of devices and of Quater's own folders and files
    "CON.cod", "nul", "LPT1.cod", "quater.sqlite", "claimed", "done", "ack", "in", "CLAIMED", "Done", "a.cod.0123abcd.ack.json",
    "20260302T063000Z-0123abcd~other.cod", "~.cod",
    # near one another
    "a.cod.", "a.cod ", " a.cod", "A.COD", unicodedata.normalize("NFC", "é.cod"), unicodedata.normalize("NFD", "é.cod"),
    # long
    "x" * 255, "x" * 251 + ".cod", "é" * 127, "漢" * 85, "漢" * 80 + ".cod", "😀" * 63,
]  # fmt: skip
BYTES = [
    b"caf\xe9.cod",
    b"\xff\xfe.cod",
    b"\xc0\xae\xc0\xae\xc0\xafetc.cod",
    b"a\x80.cod",
    b"\xed\xa0\x80.cod",
    b"x" * 250 + b"\xff.cod",
]
HOSTILE = [os.fsencode(name) for name in NAMES] + BYTES
SECRET = "DOSSIER GEHEIM"


@pytest.fixture
def outside(desk: Desk, tmp_path: Path) -> Iterator[Path]:
    """Another bank's file with a communication that must never arrive; afterwards it is there, unchanged."""
    path = tmp_path / "elsewhere" / "secret.cod"
    path.parent.mkdir()
    day = desk.at.date()
    path.write_bytes(desk.file(desk.draft(number=77, movements=(desk.paid_in(5_000, day, SECRET),))))
    before = path.read_bytes(), path.stat().st_mode, sorted(path.parent.iterdir())
    yield path
    assert (path.read_bytes(), path.stat().st_mode, sorted(path.parent.iterdir())) == before


def around(drop: WayIn) -> set[Path]:
    """Everything of the test's folder that is not in the drop and not of the installation."""
    root = drop.incoming if drop.incoming.name != "in" else drop.incoming.parent
    home = drop.warehouse.settings.home
    folder = home.parent
    return {path for path in folder.rglob("*") if home not in path.parents and root not in path.parents}


def test_there_are_sixty_of_them() -> None:
    assert len(set(HOSTILE)) + len(LINKS) >= 60


def test_hostile_names_are_taken_as_names_or_left_alone(
    way_in: WayIn, desk: Desk, outside: Path, caplog, record_property
) -> None:
    """All at once; every file that stays in the drop is one whose name can be no delivery's."""
    own = {b"claimed", b"done", b"ack"} if way_in.incoming.name != "in" else set()
    for number, name in enumerate(sorted(set(HOSTILE) - own), start=1):
        target = os.fsencode(way_in.incoming) + b"/" + name
        with open(target, "wb") as file:  # noqa: PTH123 - a path of bytes
            file.write(desk.file(desk.draft(number=number)))
    dropped = len(set(HOSTILE) - own)
    before = around(way_in)
    states = way_in.pull().receipts
    left = {os.fsencode(path.name) for path in way_in.incoming.iterdir() if path.is_file()}
    assert all(_no_delivery(name) for name in left), left
    assert len(states) == dropped - len(left)
    assert {receipt.state for _, receipt in states} == {"ingested"}
    assert around(way_in) == before
    assert len([path for path in way_in.answers.iterdir() if path.suffix == ".json"]) == len(states)
    assert list(way_in.claimed.iterdir()) == []
    for name in deliveries_frame(desk.warehouse)["name"].to_list():
        assert name.isprintable() or all(letter.isprintable() or letter == "\ufffd" or letter.isspace() for letter in name)
        assert ESC not in name
        assert BIDI not in name
    assert ESC not in caplog.text
    record_property("R3", f"{dropped + len(LINKS)} hostile names and links by {way_in.where.__class__.__name__}: 0 outside")


def _no_delivery(name: bytes) -> bool:
    """Hidden, with a separator or a control character, or one of Quater's own endings."""
    text = name.decode("utf-8", "surrogateescape")
    return text.startswith(".") or "\\" in text or any(ord(letter) < 32 for letter in text) or text.endswith(".ack.json")


def _link(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "a link to a file": lambda path, outside: path.symlink_to(outside),
    "a relative link": lambda path, outside: path.symlink_to(os.path.relpath(outside, path.parent)),
    "a link to a folder": lambda path, outside: path.symlink_to(outside.parent),
    "a link to the root": lambda path, _: path.symlink_to("/"),
    "a link to nothing": lambda path, _: path.symlink_to("/nowhere"),
    "a link to itself": lambda path, _: path.symlink_to(path),
    "a link to a device": lambda path, _: path.symlink_to("/dev/zero"),
    "a link to the system's users": lambda path, _: path.symlink_to("/etc/passwd"),
    "a link to the process": lambda path, _: path.symlink_to("/proc/self/environ"),
    "a link to a link": lambda path, outside: (_link(path.with_name(".hop"), outside), path.symlink_to(".hop"))[0],
    "a pipe": lambda path, _: os.mkfifo(path),
    "a socket": lambda path, _: _socket(path),
    "a folder": lambda path, _: path.mkdir(),
    "a folder with a delivery": lambda path, outside: (path.mkdir(), (path / "a.cod").write_bytes(outside.read_bytes()))[0],
}


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def test_what_is_no_plain_file_is_left_alone(way_in: WayIn, desk: Desk, outside: Path, caplog) -> None:
    traps = {f"trap-{number}.cod": make for number, make in enumerate(LINKS.values())}
    for name, make in traps.items():
        make(way_in.incoming / name, outside)
    (way_in.incoming / "good.cod").write_bytes(desk.file(desk.draft()))
    assert way_in.states() == {"good.cod": "ingested"}
    for name in traps:
        assert os.path.lexists(way_in.incoming / name)
        assert f"{name} is left alone: not a plain file" in caplog.text
    assert SECRET not in str(lake.movements(desk.warehouse).collect()["communication"].to_list())


def test_a_hard_link_to_another_bank_s_file_is_left_alone(local: WayIn, desk: Desk, outside: Path, caplog) -> None:
    (local.incoming / "trap.cod").hardlink_to(outside)
    (local.incoming / "good.cod").write_bytes(desk.file(desk.draft()))
    assert local.states() == {"good.cod": "ingested"}
    assert "hard link" in caplog.text
    (local.incoming / "trap.cod").unlink()


@pytest.mark.parametrize("kind", ["a link to a file", "a pipe", "a link to a device"])
def test_a_file_swapped_for_a_trap_once_it_was_looked_at_is_not_followed(
    way_in: WayIn, desk: Desk, outside: Path, monkeypatch, kind: str
) -> None:
    """Between the second look and the claim the bank puts a trap in the file's place."""
    path = way_in.incoming / "swapped.cod"
    path.write_bytes(desk.file(desk.draft()))
    session = _session_of(way_in)
    claim = session.claim

    async def swapped_first(self: object, name: str, claimed_as: str) -> bool:
        with suppress(FileNotFoundError):
            path.unlink()
            LINKS[kind](path, outside)
        return await claim(self, name, claimed_as)

    monkeypatch.setattr(session, "claim", swapped_first)
    assert way_in.states() == {}
    assert list(way_in.claimed.iterdir()) == []
    assert deliveries_frame(desk.warehouse).is_empty()


def _session_of(way_in: WayIn) -> type:
    from warehouse.drop_folder import FolderSession
    from warehouse.drop_sftp import ServerSession

    return FolderSession if way_in.incoming.name == "in" else ServerSession


def test_a_trap_under_the_name_of_one_of_quater_s_folders_stops_the_visit_with_a_sentence(way_in: WayIn, outside: Path) -> None:
    for name in ("claimed", "done", "ack"):
        for kind in ("a link to a folder", "a link to nothing", "a pipe"):
            path = way_in.answers.with_name(name)
            if path.is_dir():
                path.rmdir()
            LINKS[kind](path, outside)
            with pytest.raises(DropUnreachableError, match=r"expected"):
                way_in.pull()
            path.unlink()


def test_a_drop_folder_that_is_a_link_is_not_entered(local: WayIn, outside: Path) -> None:
    local.incoming.rmdir()
    local.incoming.symlink_to(outside.parent)
    with pytest.raises(DropUnreachableError, match="no links"):
        local.pull()


def test_two_names_that_look_alike_are_two_deliveries(way_in: WayIn, desk: Desk) -> None:
    composed, decomposed = (unicodedata.normalize(form, "é.cod") for form in ("NFC", "NFD"))
    for number, name in enumerate([composed, decomposed, "a.cod", "A.cod", "a.cod."], start=1):
        (way_in.incoming / name).write_bytes(desk.file(desk.draft(number=number)))
    assert list(way_in.states().values()) == ["ingested"] * 5
    assert len(list(way_in.done.iterdir())) == 5
    assert len([path for path in way_in.answers.iterdir() if path.suffix == ".json"]) == 5
