"""What a visit to a bank's drop can do, wherever the drop is: list, look, claim by renaming, read, answer, put away.

A drop is a folder with three folders of Quater's own: `claimed`, `done` and `ack`. Two kinds of visit share this shape, so that
one protocol takes from both (`drop`): a bank's own SFTP server (`drop_sftp`) and a folder of this machine into which banks
deliver (`drop_folder`). Only plain files directly in the folder are looked at; a name that could lead elsewhere, a link, a
folder and a device are left alone. Whatever another worker may have been faster at says so instead of failing.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from warehouse.intake_files import Appearance
from warehouse.printable import printable

CLAIMED, DONE, ANSWERS = "claimed", "done", "ack"
OWN_FOLDERS = (CLAIMED, DONE, ANSWERS)
AT_ONCE = 16
PIECE = 1024 * 1024
HEAD = 64
LONGEST = 200
NAME_BYTES = 255
T = TypeVar("T")
U = TypeVar("U")

log = logging.getLogger(__name__)


class DropUnreachableError(Exception):
    """A bank's drop could not be entered; the message says where and why."""


class DropSession(Protocol):
    """An open visit; names are those of the drop, `path` is a name or one of Quater's folders and a name in it."""

    async def prepare(self) -> None:
        """Make Quater's own folders; raises DropUnreachableError when something else has the name of one."""

    async def listing(self, *subfolder: str) -> dict[str, Appearance]:
        """The plain files of the folder that can be deliveries, by name."""

    async def ends_of(self, name: str, size: int) -> tuple[bytes, bytes] | None:
        """The first bytes and the last bytes of a file; None when it is gone or cannot be read."""

    async def claim(self, name: str, claimed_as: str) -> bool:
        """Take a file by renaming it; False when another worker was faster, or when it is no plain file any more."""

    async def content(self, *path: str, most: int) -> bytes | None:
        """At most `most` bytes of a file; None when it is gone or cannot be read."""

    async def sha256(self, claimed_as: str) -> str | None:
        """The hash of a claimed file, read in pieces; None when another worker has finished with it."""

    async def finish(self, claimed_as: str, name: str) -> None:
        """Move a claimed file to `done`, in place of one of the same name."""

    async def forget_done(self, name: str) -> None:
        """Remove a file that is done."""

    async def answer(self, name: str, text: str) -> None:
        """Leave a file for the bank, under its name only when it is whole."""

    async def settle(self) -> None:
        """Come back when what was answered survives a loss of power, as far as this end can tell."""


async def several(work: Callable[[T], Awaitable[U]], over: Iterable[T], *, at_once: int = AT_ONCE) -> list[U]:
    """Do the work for each, some at once; results in order. A hundred thousand items cost no more tasks than `at_once`."""
    items: Sequence[T] = list(over)
    results: dict[int, U] = {}
    left = iter(enumerate(items))

    async def worker() -> None:
        for place, item in left:
            results[place] = await work(item)

    await asyncio.gather(*(worker() for _ in range(min(at_once, len(items)))))
    return [results[place] for place in range(len(items))]


def fitting(name: str, most: int = LONGEST) -> str:
    """A name that leaves room for a stamp before it: a longer one is cut and told apart by a hash of the whole.

    >>> fitting("KB20260105001.cod")
    'KB20260105001.cod'
    >>> len(fitting("é" * 127).encode()), fitting("x" * 255)[-9:]
    (199, '~d22609da')
    """
    if len(_bytes(name)) <= most:
        return name
    mark = "~" + hashlib.sha256(_bytes(name)).hexdigest()[:8]
    return _bytes(name)[: most - len(mark)].decode("utf-8", "ignore") + mark


def answer_name(name: str) -> str:
    """The name of an acknowledgement, short enough for a file system; its ending stays.

    >>> answer_name("a.cod.0123abcd.ack.json"), answer_name("漢" * 85 + ".0123abcd.ack.json")[-18:]
    ('a.cod.0123abcd.ack.json', '.0123abcd.ack.json')
    """
    room = NAME_BYTES - 16
    if len(_bytes(name)) <= room:
        return name
    ending = name[-24:]
    return _bytes(name[:-24])[: room - len(_bytes(ending))].decode("utf-8", "ignore") + ending


def leave_alone(where: str, name: str, why: str) -> None:
    """Say in the log that something in a drop was not touched."""
    log.warning("%s: %s is left alone: %s", where, printable(name)[:LONGEST], why)


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
