"""The journal of destructions: what a restore must destroy again, without saying what it was.

A backup made before a destruction holds what was destroyed since. So every destruction leaves an entry outside the database: a
keyed digest (HMAC-SHA256, 16 bytes) of each thing that it destroyed, named as the plan names it. Whoever has a thing and the
key can tell that it is in the journal; from the journal nothing can be told. An entry is written before the commit under a name
that counts for nothing, and gets its own once the certificate is there; it goes when no backup of before can exist any more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from warehouse.durable import flush, flush_folder, make_folder
from warehouse.keys import installation_key
from warehouse.settings import Settings

FOLDER = "journal"
SUFFIX, PENDING = ".digests", ".pending"
WIDTH = 16
OWNER_ONLY = 0o600
KEY = "destruction-journal"


@dataclass(frozen=True)
class Entry:
    """One destruction in the journal; `horizon` is the first day on which no backup of before it is left."""

    name: str
    on: date
    horizon: date
    digests: frozenset[bytes]


def write_entry(settings: Settings, name: str, things: Iterable[str], *, on: date, horizon: date) -> None:
    """Write an entry, which counts for nothing until it is confirmed, to the disk."""
    digests = sorted(digests_of(settings, things))
    head: dict[str, Any] = {"name": name, "on": on.isoformat(), "horizon": horizon.isoformat(), "count": len(digests)}
    path = _folder(settings) / f"{name}{PENDING}"
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps(head).encode() + b"\n" + b"".join(digests))
    flush([draft])
    draft.replace(path)
    flush_folder(path.parent)


def confirm_entry(settings: Settings, name: str) -> None:
    """Let an entry count; nothing when it does already."""
    pending = _folder(settings) / f"{name}{PENDING}"
    if pending.is_file():
        pending.replace(_folder(settings) / f"{name}{SUFFIX}")
        flush_folder(_folder(settings))


def entries(folder: Path) -> list[Entry]:
    """Read the entries of a journal that count, by name; ValueError for one that is cut or is none."""
    return [_read(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]


def drop_entries(settings: Settings, *, on: date) -> int:
    """Remove the entries of which no backup of before can exist any more, on a day; gives how many."""
    folder = _folder(settings)
    over = [path for path in sorted(folder.glob(f"*{SUFFIX}")) if _read(path).horizon <= on] if folder.is_dir() else []
    for path in over:
        path.unlink()
    if over:
        flush_folder(folder)
    return len(over)


def digests_of(settings: Settings, things: Iterable[str]) -> set[bytes]:
    """Give the keyed digests of things."""
    key = installation_key(settings, KEY)
    return {digest_of(key, thing) for thing in things}


def digest_of(key: bytes, thing: str) -> bytes:
    """Give the keyed digest of one thing.

    >>> digest_of(b"k", "movement A").hex() == digest_of(b"k", "movement B").hex(), len(digest_of(b"k", ""))
    (False, 16)
    """
    return hmac.digest(key, thing.encode(), hashlib.sha256)[:WIDTH]


def _read(path: Path) -> Entry:
    first, _, rest = path.read_bytes().partition(b"\n")
    try:
        head = json.loads(first)
        on, horizon, count = date.fromisoformat(head["on"]), date.fromisoformat(head["horizon"]), int(head["count"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path.name} is no entry of a journal of destructions") from error
    if len(rest) != count * WIDTH:
        raise ValueError(f"{path.name}: expected {count} digests, found {len(rest) / WIDTH:g}; the entry is cut")
    digests = frozenset(rest[place : place + WIDTH] for place in range(0, len(rest), WIDTH))
    return Entry(str(head["name"]), on, horizon, digests)


def _folder(settings: Settings) -> Path:
    return settings.home / FOLDER
