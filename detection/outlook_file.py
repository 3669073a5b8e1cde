"""Where an outlook is kept from one run over everything to the next: a folder of three Parquet files, named by their content.

A run that is done writes the files beside their place, flushed to the disk, and renames the folder; then `last_run.json` names
it. So a crash leaves the last outlook, or the new one, never a half. Whoever reads it hashes the files again: an outlook that
is not, byte for byte, what the run wrote is none, and the next run goes over everything. Others than the one named are removed
when a run is done; with every destruction and purge the whole folder goes (`warehouse.working_files`).
"""

from __future__ import annotations

import hashlib
import io
import shutil
from datetime import date, datetime
from uuid import uuid4

import polars as pl

from detection.outlook import FRAMES, Outlook
from warehouse.durable import flush, flush_folder, make_folder
from warehouse.settings import Settings

PREFIX = "outlook-"


def keep(settings: Settings, outlook: Outlook) -> str:
    """Write an outlook; give the name under which it is found. The same outlook is written once."""
    content = {name: _bytes(getattr(outlook, name)) for name in FRAMES}
    name = PREFIX + _digest(content)
    place = settings.working / name
    if place.is_dir():
        return name
    make_folder(settings.working)
    draft = settings.working / f".{uuid4().hex}.draft"
    draft.mkdir(mode=0o700)
    files = [draft / f"{frame}.parquet" for frame in content]
    for file, written in zip(files, content.values(), strict=True):
        file.write_bytes(written)
    flush(files)
    flush_folder(draft)
    draft.rename(place)
    flush_folder(settings.working)
    return name


def kept(settings: Settings, name: str, *, on: date, at: datetime) -> Outlook | None:
    """Read back the outlook of a run's day and moment; None when it is not there, or not what was written."""
    place = settings.working / name
    try:
        content = {frame: (place / f"{frame}.parquet").read_bytes() for frame in FRAMES}
    except OSError:
        return None
    if PREFIX + _digest(content) != name:
        return None
    return Outlook(on, at, **{frame: pl.read_parquet(io.BytesIO(written)) for frame, written in content.items()})


def remove_others(settings: Settings, name: str) -> None:
    """Remove every outlook but one, and what a crash left of others."""
    for folder in settings.working.iterdir():
        if folder.is_dir() and folder.name != name and folder.name.startswith((PREFIX, ".")):
            shutil.rmtree(folder, ignore_errors=True)


def _bytes(frame: pl.DataFrame) -> bytes:
    sink = io.BytesIO()
    frame.write_parquet(sink)
    return sink.getvalue()


def _digest(content: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for frame, written in content.items():
        digest.update(f"{frame} {len(written)}\n".encode() + written)
    return digest.hexdigest()
