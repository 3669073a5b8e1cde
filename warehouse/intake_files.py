"""Files that wait to be received: which ones, from whom, and whether they are all there.

A file is visible under its final name while it is still being written, so it is taken only with its last record (record 9), or
when it has stopped growing without one: then it was cut, and is quarantined. A file without its end is looked at twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from coda_parser.banks import banks
from coda_parser.lines import BLOCK
from warehouse.acknowledgements import FOLDER
from warehouse.database import Warehouse
from warehouse.deliveries_tables import Sighting
from warehouse.errors import Refusal
from warehouse.intake_arrival import LOCAL
from warehouse.printable import printable

TAIL = 4 * BLOCK
ACKNOWLEDGEMENTS = (".ack.json", ".ack.txt")
UNFINISHED = (".part", ".tmp", ".filepart", ".draft")
_ENDINGS = b"\r\n\x1a \x00"


@dataclass(frozen=True)
class Appearance:
    """How a file looked: its size in bytes and the moment of its last change in nanoseconds."""

    size: int
    changed_ns: int


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths name, folders read to the bottom in the order of their names; raises Refusal for no such path.

    Hidden files, unfinished uploads, acknowledgements and links inside a folder are no deliveries.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        else:
            raise Refusal(f"no file or folder {path}; name what a bank delivered")


def _in_folder(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.is_symlink() or not may_be_delivery(entry.name):
            continue
        if entry.is_dir() and entry.name != FOLDER:
            yield from _in_folder(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def may_be_delivery(name: str) -> bool:
    """Whether a name can be that of a delivery.

    >>> may_be_delivery("KB20260105001.cod"), may_be_delivery("KB20260105001.cod.1f2e3d4c.ack.json"), may_be_delivery("a/../b")
    (True, False, False)
    """
    if name.startswith(".") or "/" in name or "\\" in name or any(ord(letter) < 32 for letter in name):
        return False
    return not name.lower().endswith(ACKNOWLEDGEMENTS + UNFINISHED)


def bank_of(path: Path) -> str:
    """The bank in whose folder a file lies, LOCAL when the folder is no bank's."""
    folder = path.parent
    name = folder.name or folder.absolute().name
    return name if name in banks() else LOCAL


def appearance_of(path: Path) -> Appearance:
    """How a local file looks now."""
    seen = path.stat()
    return Appearance(seen.st_size, seen.st_mtime_ns)


def end_of(path: Path) -> tuple[Appearance, bytes]:
    """How a local file looks and its last bytes, opened once: there are tens of thousands of them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        seen = os.fstat(descriptor)
        end = os.pread(descriptor, TAIL, max(seen.st_size - TAIL, 0))
    finally:
        os.close(descriptor)
    return Appearance(seen.st_size, seen.st_mtime_ns), end


def content_of(path: Path, size: int) -> bytes:
    """The bytes of a local file that was of this size a moment ago, and is opened for as little as that costs."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        content = os.read(descriptor, size + 1)
        if len(content) == size:
            return content
        pieces = [content]
        while piece := os.read(descriptor, BLOCK << 10):
            pieces.append(piece)
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def has_trailer(end: bytes) -> bool:
    """Whether the last bytes of a file (`TAIL` of them, or all) end with a record 9.

    >>> has_trailer(b"9".ljust(127) + b"2" + bytes([13, 10])), has_trailer(b"8".ljust(128)), has_trailer(b"")
    (True, False, False)
    """
    body = end.rstrip(_ENDINGS)
    last = body.splitlines()[-1] if body.splitlines() else b""
    return last.startswith(b"9") or (len(last) > BLOCK and last[-BLOCK:].startswith(b"9"))


def note_sightings(warehouse: Warehouse, bank: str, seen: dict[str, Appearance], *, at: datetime) -> dict[str, datetime]:
    """Note how the bank's unfinished files look now; gives since when each looks like that."""
    since: dict[str, datetime] = {}
    with warehouse.writing() as session:
        for name, appearance in seen.items():
            row = session.get(Sighting, (bank, printable(name)))
            values: dict[str, Any] = {"size": appearance.size, "changed_ns": appearance.changed_ns}
            if row is None:
                session.execute(insert(Sighting).values(bank=bank, name=printable(name), since=at, **values))
            elif (row.size, row.changed_ns) != (appearance.size, appearance.changed_ns):
                row.size, row.changed_ns, row.since = appearance.size, appearance.changed_ns, at
            else:
                since[name] = row.since
                continue
            since[name] = at
    return since
