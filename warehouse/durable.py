"""Files that a power cut cannot half-write: a draft, flushed to the disk, then renamed, then the folder flushed.

A kill of the program cannot show that a flush is missing, only a loss of power can; so whoever writes a file that the database
will speak of goes through these steps, in this order, before the transaction that speaks of it is committed:
`write_draft`, `flush`, rename, `flush_folder`. `write_whole` does it for a file, `write_all` for many. Drafts are hidden, and
each writer has its own, so two workers that write the same file never see each other's half of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from uuid import uuid4

ONE_BY_ONE = 64
"""Flushing more files than this one by one takes longer than asking the system to flush everything once."""


def write_draft(folder: Path, content: bytes) -> Path:
    """Write the content under a name of its own that nobody reads; gives its path. Not on the disk before `flush`."""
    draft = folder / f".{uuid4().hex}.draft"
    _write(str(draft), content)
    return draft


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there (or as it was before), on the disk when this comes back."""
    make_folder(path.parent)
    draft = write_draft(path.parent, content)
    flush([draft])
    draft.replace(path)
    flush_folder(path.parent)


def write_all(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Write files (name, content) into a folder; come back when all of them are on the disk under their names.

    There are tens of thousands a day: a path object for each would cost more than writing it.
    """
    ours, names = os.path.join(folder, f".{uuid4().hex}"), os.path.join(folder, "")  # noqa: PTH118 - see above
    drafts = [(f"{ours}-{number}.draft", f"{names}{name}", content) for number, (name, content) in zip(count(), files)]
    for draft, _, content in drafts:
        _write(draft, content)
    flush([draft for draft, _, _ in drafts])
    for draft, path, _ in drafts:
        os.replace(draft, path)  # noqa: PTH105 - see above
    flush_folder(folder)


def _write(draft: str, content: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        written = os.write(descriptor, content)
        while written < len(content):  # a disk that is almost full takes a part, then refuses
            written += os.write(descriptor, memoryview(content)[written:])
    finally:
        os.close(descriptor)


def flush(files: Sequence[Path | str]) -> None:
    """Come back when the content of the files is on the disk."""
    if len(files) > ONE_BY_ONE:
        os.sync()
        return
    for path in files:
        _flush(path)


def flush_folder(folder: Path) -> None:
    """Come back when the names in a folder are on the disk."""
    _flush(folder)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each with its name on the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def _flush(path: Path | str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
