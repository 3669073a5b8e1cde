"""The run before, as the next one needs it: its day, the moment at which it began to read, by which rules it judged, and the
outlook that holds.

It is kept when a run is done, so that a run after one that failed looks back to the last one that did not. The next run looks
for what is new since then (`detection.daily`), unless something says that it must go over everything: a rule, or anything else
of this program, is another one now; the day is an earlier one, or behind the outlook; rows were destroyed; the outlook is not
what was written; or the last run over everything is a week ago: that one is a safety net, not a need.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from detection import outlook_file
from detection.news import LastRun
from detection.registry import detectors
from detection.working import gathered
from warehouse.database import Warehouse
from warehouse.durable import write_whole
from warehouse.news import rows_destroyed
from warehouse.settings import Settings

NAME = "last_run.json"
EVERYTHING_AGAIN = timedelta(days=7)


def remember(settings: Settings, run: LastRun) -> None:
    """Keep a run that is done, with the outlook that holds for the next one."""
    name = outlook_file.keep(settings, run.outlook)
    told = {
        "on": run.on.isoformat(),
        "at": run.at.isoformat(),
        "whole_on": run.outlook.on.isoformat(),
        "whole_at": run.outlook.at.isoformat(),
        "outlook": name,
        "program": program(),
    }
    write_whole(settings.working / NAME, json.dumps(told).encode())
    outlook_file.remove_others(settings, name)


def remember_workers(warehouse: Warehouse, kept: str, begun_with: str | None, *, on: date, at: datetime, buckets: int) -> None:
    """Keep a run whose workers are done: its outlook is that of the run before, else what they left under a name."""
    last = still_looked_back_to(warehouse, begun_with, on=on, at=at)
    outlook = gathered(warehouse.settings, kept, on=on, at=at, buckets=buckets) if last is None else last.outlook
    remember(warehouse.settings, LastRun(on, at, outlook))


def to_look_back_to(warehouse: Warehouse, *, on: date, at: datetime) -> LastRun | None:
    """Give the run since which news are enough for a run on a day; None when everything is to be gone over."""
    before = _kept(warehouse.settings)
    if before is None or before.get("program") != program():
        return None
    last_on, whole_on = (date.fromisoformat(before[name]) for name in ("on", "whole_on"))
    last_at, whole_at = (datetime.fromisoformat(before[name]) for name in ("at", "whole_at"))
    if at - whole_at >= EVERYTHING_AGAIN or on < last_on or rows_destroyed(warehouse, whole_at):
        return None
    outlook = outlook_file.kept(warehouse.settings, before["outlook"], on=whole_on, at=whole_at)
    return None if outlook is None or on > outlook.until else LastRun(last_on, last_at, outlook)


def still_looked_back_to(warehouse: Warehouse, begun_with: str | None, *, on: date, at: datetime) -> LastRun | None:
    """Give the run before again, to a task of a run that began with it; raises when it is gone, or another one now."""
    if begun_with is None:
        return None
    last = to_look_back_to(warehouse, on=on, at=at)
    if last is None or last.at.isoformat() != begun_with:
        raise RuntimeError("what this run looked back to is gone, or another one now: start a new run")
    return last


def _kept(settings: Settings) -> dict[str, str] | None:
    try:
        told: dict[str, str] = json.loads((settings.working / NAME).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return told


def program() -> str:
    """Give one name for all rules, and for all that they stand on, as they are."""
    versions = "\n".join(f"{name} {detector.version}" for name, detector in detectors().items())
    return hashlib.sha256(f"{versions}\n{_sources()}".encode()).hexdigest()


@cache
def _sources() -> str:
    digest = hashlib.sha256()
    for package in ("coda_parser", "detection", "models", "warehouse"):
        for name, content in sorted(_texts(files(package), package)):
            digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _texts(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    """Give every module and list below a package, by name."""
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _texts(entry, f"{name}/{entry.name}")
        elif entry.name.endswith((".py", ".csv")):
            found.append((f"{name}/{entry.name}", entry.read_bytes()))
    return found
