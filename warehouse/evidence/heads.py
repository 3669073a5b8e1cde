"""The daily head: number and hash of the newest row of the access log, signed, in a file of its own.

A hash chain alone does not show that its end was cut off or that the whole was computed anew; comparing it with the heads of
former days does. The files lie in `certificates/heads`, one per day, and a copy of each where no administrator of this
installation can change it (`outside`). The first head of a day stays; writing one over a log that no longer fits its former
heads is refused, because it would sign the forgery. Who holds the installation's key can sign a forged head too: then it is
another than the one outside, and the one outside counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from warehouse.durable import write_whole
from warehouse.evidence.outside import contents, outside_of
from warehouse.keys import installation_key, keyed_digest, same_digest
from warehouse.settings import Settings

FOLDER = "heads"


@dataclass(frozen=True)
class SignedHead:
    """The head of the chain as it was at a moment of a day."""

    on: str
    at: str
    sequence: int
    hash: str
    signature: str = ""

    def signed_with(self, key: bytes) -> str:
        """Compute the signature that this content demands."""
        content = {name: value for name, value in asdict(self).items() if name != "signature"}
        return keyed_digest(key, json.dumps(content, sort_keys=True))


@dataclass(frozen=True)
class Heads:
    """What was read of a place: the heads, oldest first, what is not as it was signed, and the place that could not be read."""

    signed: tuple[SignedHead, ...]
    forged: tuple[str, ...] = ()
    unreadable: str = ""


def own_heads(settings: Settings) -> Heads:
    """Read the installation's own daily heads."""
    folder = settings.certificates / FOLDER
    return _heads(settings, folder) if folder.is_dir() else Heads(())


def outside_heads(settings: Settings, *more: Path) -> Iterator[Heads]:
    """Read the heads of every place outside: those that the installation names, and `more`."""
    for place in (*outside_of(settings).places, *more):
        try:
            yield _heads(settings, place)
        except OSError as problem:
            yield Heads((), (), f"{place} ({problem.strerror or problem})")


def _heads(settings: Settings, place: Path) -> Heads:
    heads, forged = [], []
    for day, text in contents(place):
        head = _read(text)
        if head is None or head.on != day or not same_digest(head.signature, head.signed_with(_key(settings))):
            forged.append(day)
        else:
            heads.append(head)
    return Heads(tuple(heads), tuple(forged))


def write_head(settings: Settings, *, on: date, at: datetime, sequence: int, digest: str) -> Path:
    """Write the head of the day `on`, signed, unless that day has one; give its file."""
    path = settings.certificates / FOLDER / f"{on.isoformat()}.json"
    if not path.exists():
        plain = SignedHead(on.isoformat(), at.astimezone(UTC).isoformat(timespec="seconds"), sequence, digest)
        signature = plain.signed_with(_key(settings))
        write_whole(path, (json.dumps(asdict(plain) | {"signature": signature}, indent=2) + "\n").encode())
    return path


def _read(text: bytes) -> SignedHead | None:
    try:
        return SignedHead(**json.loads(text))
    except (ValueError, TypeError):
        return None


def _key(settings: Settings) -> bytes:
    return installation_key(settings, "evidence-heads")
