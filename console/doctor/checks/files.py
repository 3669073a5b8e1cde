"""Keys and data are read by their owner only: the folder of secrets, every key in it, the home, the SQLite file."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from console.doctor.finding import Finding, Patient
from warehouse.keys import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER

OTHERS = stat.S_IRWXO
GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check(patient: Patient) -> Iterator[Finding]:
    """Find what more than its owner may read."""
    settings = patient.warehouse.settings
    yield from _open(settings.secrets, GROUP_AND_OTHERS, OWNER_ONLY_FOLDER, "the folder of the keys")
    for path in sorted(settings.secrets.rglob("*")) if settings.secrets.is_dir() else ():
        allowed = OWNER_ONLY_FOLDER if path.is_dir() else OWNER_ONLY_FILE
        yield from _open(path, GROUP_AND_OTHERS, allowed, f"the key {path.relative_to(settings.secrets)}")
    yield from _open(settings.home, OTHERS, 0o750, "the installation's folder")
    yield from _open(settings.home / "quater.sqlite", OTHERS, 0o640, "the database file")


def _open(path: Path, refused: int, allowed: int, name: str) -> Iterator[Finding]:
    if path.exists() and path.stat().st_mode & refused:
        mode = stat.S_IMODE(path.stat().st_mode)
        yield Finding("files", True, f"{name} is open to others ({mode:04o})", f"chmod {allowed:04o} {path}")
