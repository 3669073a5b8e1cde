"""A visit to a bank's SFTP drop: list, look at the end of a file, claim it by renaming, read it, answer beside it.

Keys only, and the server's host key is pinned: another server, or the same one with another key, is not spoken to. Only plain
files directly in the folder are looked at; a name that could lead elsewhere, a link and a folder are left alone. The folders
`claimed`, `done` and `ack` are Quater's own. Every operation that another worker may have been faster at says so instead of
failing: whoever renames a file first has it.
"""

from __future__ import annotations

import asyncio
import hashlib
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import asyncssh

from warehouse.intake_files import TAIL, Appearance, may_be_delivery

CLAIMED, DONE, ANSWERS = "claimed", "done", "ack"
AT_ONCE = 16
PIECE = 1024 * 1024
PATIENCE_OF_CONNECTION = 30
T = TypeVar("T")
U = TypeVar("U")


class DropUnreachableError(Exception):
    """A bank's drop could not be entered; the message says where and why."""


@dataclass(frozen=True)
class DropAddress:
    """Where a bank drops its files; `host_key` is the server's public key as `ssh-ed25519 AAAA…`, `folder` its folder there."""

    host: str
    port: int
    username: str
    private_key: Path
    host_key: str
    folder: str = "."


@asynccontextmanager
async def visiting(address: DropAddress) -> AsyncIterator[DropSession]:
    """Enter a drop; raises DropUnreachableError."""
    where = f"the drop {address.username}@{address.host}:{address.port}"
    try:
        trusted = asyncssh.import_public_key(address.host_key)
        connection = await asyncssh.connect(
            address.host,
            address.port,
            username=address.username,
            client_keys=[str(address.private_key)],
            known_hosts=([trusted], [], []),
            preferred_auth="publickey",
            agent_path=None,
            config=None,
            connect_timeout=PATIENCE_OF_CONNECTION,
            login_timeout=PATIENCE_OF_CONNECTION,
            keepalive_interval=PATIENCE_OF_CONNECTION,
        )
    except asyncssh.HostKeyNotVerifiable as error:
        raise DropUnreachableError(
            f"{where} shows another host key than the one pinned for it; nothing was read. Ask the bank by telephone whether it"
            " changed its key, and compare fingerprints before pinning the new one"
        ) from error
    except (OSError, asyncssh.Error, asyncssh.KeyImportError) as error:
        raise DropUnreachableError(f"{where} cannot be entered: {error or type(error).__name__}") from error
    async with connection, connection.start_sftp_client() as client:
        yield DropSession(client, address.folder)


class DropSession:
    """An open visit."""

    def __init__(self, client: asyncssh.SFTPClient, folder: str) -> None:
        self._client = client
        self._folder = folder

    def _path(self, *names: str) -> str:
        return "/".join((self._folder, *names))

    async def prepare(self) -> None:
        """Make Quater's own folders."""
        for name in (CLAIMED, DONE, ANSWERS):
            await self._client.makedirs(self._path(name), exist_ok=True)

    async def listing(self, *subfolder: str) -> dict[str, Appearance]:
        """The plain files of the folder that can be deliveries, by name."""
        found = {}
        async for entry in self._client.scandir(self._path(*subfolder)):
            name, attributes = str(entry.filename), entry.attrs
            if may_be_delivery(name) and stat.S_ISREG(attributes.permissions or 0):
                changed_ns = (attributes.mtime or 0) * 1_000_000_000 + (attributes.mtime_ns or 0)
                found[name] = Appearance(attributes.size or 0, changed_ns)
        return dict(sorted(found.items()))

    async def end_of(self, name: str, size: int) -> bytes | None:
        """The last bytes of a file; None when it is gone."""
        try:
            async with self._client.open(self._path(name), "rb") as file:
                await file.seek(max(size - TAIL, 0))
                return _bytes(await file.read(TAIL))
        except asyncssh.SFTPNoSuchFile:
            return None

    async def claim(self, name: str, claimed_as: str) -> bool:
        """Take a file by renaming it; False when another worker was faster."""
        return await self._move(self._path(name), self._path(CLAIMED, claimed_as))

    async def content(self, claimed_as: str) -> bytes | None:
        """The bytes of a claimed file; None when another worker has finished with it."""
        try:
            async with self._client.open(self._path(CLAIMED, claimed_as), "rb") as file:
                return _bytes(await file.read())
        except asyncssh.SFTPNoSuchFile:
            return None

    async def sha256(self, claimed_as: str) -> str | None:
        """The hash of a claimed file, read in pieces; None when another worker has finished with it."""
        digest = hashlib.sha256()
        try:
            async with self._client.open(self._path(CLAIMED, claimed_as), "rb") as file:
                while piece := await file.read(PIECE):
                    digest.update(_bytes(piece))
        except asyncssh.SFTPNoSuchFile:
            return None
        return digest.hexdigest()

    async def finish(self, claimed_as: str, name: str) -> None:
        """Move a claimed file to `done`, in place of one of the same name."""
        target = self._path(DONE, name)
        await self._forget(target)
        await self._move(self._path(CLAIMED, claimed_as), target)

    async def forget_done(self, name: str) -> None:
        """Remove a file that is done."""
        await self._forget(self._path(DONE, name))

    async def answer(self, name: str, text: str) -> None:
        """Leave a file for the bank, under its name only when it is whole."""
        draft = self._path(ANSWERS, f".{uuid4().hex}.draft")
        async with self._client.open(draft, "wb") as file:
            await file.write(text.encode("utf-8"))
        await self._forget(self._path(ANSWERS, name))
        await self._move(draft, self._path(ANSWERS, name))

    async def _move(self, source: str, target: str) -> bool:
        try:
            await self._client.rename(source, target)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPFileAlreadyExists):
            return False
        return True

    async def _forget(self, path: str) -> None:
        try:
            await self._client.remove(path)
        except asyncssh.SFTPNoSuchFile:
            return


def _bytes(read: str | bytes) -> bytes:
    """What a file opened for bytes gives; the library's types cannot say it."""
    return read if isinstance(read, bytes) else read.encode("utf-8")


async def several(work: Callable[[T], Awaitable[U]], over: Iterable[T]) -> list[U]:
    """Do the work for each, some at once; results in order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(item: T) -> U:
        async with gate:
            return await work(item)

    items: Sequence[T] = list(over)
    return list(await asyncio.gather(*(one(item) for item in items)))
