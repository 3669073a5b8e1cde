"""The run before, as the next one needs it: its day, the moment at which it began to read, and by which rules it judged.

It is kept when a run is done, so that a run after one that failed looks back to the last one that did not. The next run looks
for what is new since then (`detection.daily`), unless a rule is another one now, the day is an earlier one, or the last run
over everything is a week ago: that one is a safety net, not a need.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path

from detection.news import LastRun
from detection.registry import detectors
from warehouse.durable import flush, flush_folder, make_folder, write_draft
from warehouse.settings import Settings

NAME = "last_run.json"
EVERYTHING_AGAIN = timedelta(days=7)


def remember(settings: Settings, run: LastRun, *, since: LastRun | None) -> None:
    """Keep a run that is done; `since` is the one that it looked back to, None when it went over everything."""
    before = _kept(settings)
    whole = run.at.isoformat() if since is None or before is None else before["whole_at"]
    told = {"on": run.on.isoformat(), "at": run.at.isoformat(), "whole_at": whole, "rules": _rules()}
    place = _place(settings)
    make_folder(place.parent)
    draft = write_draft(place.parent, json.dumps(told).encode())
    flush([draft])
    draft.replace(place)
    flush_folder(place.parent)


def to_look_back_to(settings: Settings, *, on: date, at: datetime) -> LastRun | None:
    """Give the run since which news are enough for a run on a day; None when everything is to be gone over."""
    before = _kept(settings)
    if before is None or before["rules"] != _rules():
        return None
    last = LastRun(date.fromisoformat(before["on"]), datetime.fromisoformat(before["at"]))
    recent = at - datetime.fromisoformat(before["whole_at"]) < EVERYTHING_AGAIN
    return last if recent and last.on <= on else None


def _kept(settings: Settings) -> dict[str, str] | None:
    try:
        told: dict[str, str] = json.loads(_place(settings).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return told


def _place(settings: Settings) -> Path:
    return settings.home / "working" / NAME


def _rules() -> str:
    """Give one name for all rules as they are."""
    versions = (f"{name} {detector.version}" for name, detector in detectors().items())
    return hashlib.sha256("\n".join(versions).encode()).hexdigest()
