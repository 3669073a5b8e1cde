"""What a committed destruction has still to remove and to look for, in a file of its own until it is verified.

Between the commit and the verification somebody must know what was destroyed, or nobody could look whether it is gone. The
database must not: its pages and its log would hold the list that they have just lost. So the list is a file beside it, readable
by its owner only, on the disk before the commit, and unlinked when the certificate is there. A list whose destruction never
committed is overwritten by the next attempt.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from warehouse.durable import flush, flush_folder, make_folder
from warehouse.settings import Settings

FOLDER = "destruction"
OWNER_ONLY_FILE, OWNER_ONLY_FOLDER = 0o600, 0o700
KINDS = ("piece_file", "drop_file", "movement", "statement", "folder", "found")


def keep_leftovers(settings: Settings, number: int, leftovers: Iterable[tuple[str, str]]) -> None:
    """Write the list of one plan to the disk, in the place of what an earlier attempt wrote."""
    path = _path(settings, number)
    make_folder(path.parent)
    path.parent.chmod(OWNER_ONLY_FOLDER)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{kind}\t{value}\n" for kind, value in leftovers)
    flush([draft])
    draft.replace(path)
    flush_folder(path.parent)


def read_leftovers(settings: Settings, number: int) -> dict[str, set[str]]:
    """Read the list of a plan, by kind; RuntimeError when it is gone, because then nothing can be verified by it."""
    left: dict[str, set[str]] = {kind: set() for kind in KINDS}
    path = _path(settings, number)
    if not path.is_file():
        raise RuntimeError(
            f"{path.name} is gone from {path.parent}: what was destroyed is not known any more, so it cannot be looked for;"
            " `quater retention scan` looks for whatever is named and no longer there"
        )
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, value = line.partition("\t")
        left[kind].add(value)
    return left


def note_found(settings: Settings, number: int, left: Mapping[str, Set[str]], found: int) -> int:
    """Write down, before they go, how much was found in the old files; an interrupted attempt's count stays. Gives it."""
    if left["found"]:
        return int(next(iter(left["found"])))
    lines = [(kind, value) for kind, values in left.items() for value in sorted(values)]
    keep_leftovers(settings, number, [*lines, ("found", str(found))])
    return found


def forget_leftovers(settings: Settings, number: int) -> None:
    """Remove the list of a plan, and drafts that a kill left; nothing when there is none."""
    path = _path(settings, number)
    if path.parent.is_dir():
        for one in (path, *path.parent.glob(f".{path.name}.*.draft")):
            one.unlink(missing_ok=True)
        flush_folder(path.parent)


def _path(settings: Settings, number: int) -> Path:
    return settings.home / FOLDER / f"P-{number:04d}.list"
