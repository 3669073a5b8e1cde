"""What the `coda` commands share: which files a person means, and how a refusal is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from coda_parser.passages import Passage, passages
from console.options import existing
from warehouse.errors import Refusal

REFUSED = 3
Files = Annotated[list[Path], typer.Argument(help="CODA files, or folders of them.")]
_CREATED = slice(5, 11)


def coda_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those below the folders named, in name order."""
    found: list[Path] = []
    for path in paths:
        existing(path)
        found.extend(sorted(inner for inner in path.rglob("*") if inner.is_file()) if path.is_dir() else [path])
    if not found:
        raise Refusal("no file to read: the folders named are empty")
    return found


def in_order_of_days(files: list[Path]) -> list[Path]:
    """Order files by the day of creation in their first record; what has none goes last, in the order given."""
    return sorted(files, key=_created)


def _created(path: Path) -> str:
    with path.open("rb") as file:
        day = file.read(16).removeprefix(b"\xef\xbb\xbf")[_CREATED].decode("ascii", "replace")
    return f"20{day[4:6]}{day[2:4]}{day[:2]}" if day.isdecimal() and len(day) == 6 else "9"


def read(path: Path) -> Iterator[Passage]:
    """Read a file passage by passage."""
    with path.open("rb") as file:
        yield from passages(file)


def one_of(option: str, text: str, known: Iterable[str]) -> str:
    """Give the text back if it is one of those known; raises `Refusal` with all of them otherwise."""
    names = tuple(known)
    if text not in names:
        raise Refusal(f"{option}: expected one of {', '.join(names)}, got {text!r}")
    return text
