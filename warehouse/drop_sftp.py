"""A visit to a bank's own SFTP server.

Keys only, and the server's host key is pinned: another server, or the same one with another key, is not spoken to. A claimed
file is looked at once more before it is read: a bank's folder could hold a link by then.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncssh

from warehouse.drop_session import (
    ANSWERS,
    CLAIMED,
    DONE,
    HEAD,
    OWN_FOLDERS,
    PIECE,
    DropUnreachableError,
    answer_name,
    leave_alone,
)
from warehouse.intake_files import TAIL, Appearance, may_be_delivery

PATIENCE_OF_CONNECTION = 30
TRIES = 20
"""How often a file is put in the place of another that some other worker keeps putting there."""
GONE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPPermissionDenied)


@dataclass(frozen=True)
class DropAddress:
    """Where a bank drops its files; `host_key` is the server's public key as `ssh-ed25519 AAAA…`, `folder` its folder there."""

    host: str
    port: int
    username: str
    private_key: Path
    host_key: str
    folder: str = "."

    def __str__(self) -> str:
        return f"the drop {self.username}@{self.host}:{self.port}"


@asynccontextmanager
async def visiting_server(address: DropAddress) -> AsyncIterator[ServerSession]:
    """Enter a drop; raises DropUnreachableError."""
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
            f"{address} shows another host key than the one pinned for it; nothing was read. Ask the bank by telephone whether"
            " it changed its key, and compare fingerprints before pinning the new one"
        ) from error
    except (OSError, asyncssh.Error, asyncssh.KeyImportError) as error:
        raise DropUnreachableError(f"{address} cannot be entered: {error or type(error).__name__}") from error
    try:
        async with connection, connection.start_sftp_client(path_errors="surrogateescape") as client:
            yield ServerSession(client, address)
    except asyncssh.Error as error:
        raise DropUnreachableError(f"{address} broke off the visit: {error}; what was committed stays, pull again") from error


class ServerSession:
    """An open visit to a server."""

    def __init__(self, client: asyncssh.SFTPClient, address: DropAddress) -> None:
        self._client = client
        self._folder = address.folder
        self._where = str(address)

    def _path(self, *names: str) -> str:
        return "/".join((self._folder, *names))

    async def prepare(self) -> None:
        """Make Quater's own folders; raises DropUnreachableError when something else has the name of one."""
        for name in OWN_FOLDERS:
            try:
                found = await self._client.lstat(self._path(name))
            except asyncssh.SFTPNoSuchFile:
                await self._client.makedirs(self._path(name), exist_ok=True)
                continue
            if not stat.S_ISDIR(found.permissions or 0):
                raise DropUnreachableError(
                    f"{self._where}: expected {name} to be a folder of Quater's own, found a file or a link; nothing was read."
                    " Ask the bank to remove it"
                )

    async def listing(self, *subfolder: str) -> dict[str, Appearance]:
        """The plain files of the folder that can be deliveries, by name."""
        found = {}
        async for entry in self._client.scandir(self._path(*subfolder)):
            name, attributes = str(entry.filename), entry.attrs
            if not may_be_delivery(name) or name in OWN_FOLDERS:
                continue
            if not stat.S_ISREG(attributes.permissions or 0):
                leave_alone(self._where, name, "not a plain file")
                continue
            changed_ns = (attributes.mtime or 0) * 1_000_000_000 + (attributes.mtime_ns or 0)
            found[name] = Appearance(attributes.size or 0, changed_ns)
        return dict(sorted(found.items()))

    async def ends_of(self, name: str, size: int) -> tuple[bytes, bytes] | None:
        """The first bytes and the last bytes of a file; None when it is gone or cannot be read."""
        try:
            async with self._client.open(self._path(name), "rb") as file:
                if size <= TAIL:
                    whole = _bytes(await file.read(TAIL))
                    return whole[:HEAD], whole
                head = _bytes(await file.read(HEAD, 0))
                return head, _bytes(await file.read(TAIL, size - TAIL))
        except GONE:
            return None

    async def claim(self, name: str, claimed_as: str) -> bool:
        """Take a file by renaming it; False when another worker was faster, or when it is no plain file any more."""
        target = self._path(CLAIMED, claimed_as)
        if not await self._move(self._path(name), target):
            return False
        try:
            found = await self._client.lstat(target)
        except asyncssh.SFTPNoSuchFile:
            return False
        if stat.S_ISREG(found.permissions or 0):
            return True
        leave_alone(self._where, name, "not a plain file any more")
        await self._client.remove(target)
        return False

    async def content(self, *path: str, most: int) -> bytes | None:
        """At most `most` bytes of a file; None when it is gone or cannot be read."""
        try:
            async with self._client.open(self._path(*path), "rb") as file:
                return _bytes(await file.read(most))
        except GONE:
            return None

    async def sha256(self, claimed_as: str) -> str | None:
        """The hash of a claimed file, read in pieces; None when another worker has finished with it."""
        digest = hashlib.sha256()
        try:
            async with self._client.open(self._path(CLAIMED, claimed_as), "rb") as file:
                while piece := await file.read(PIECE):
                    digest.update(_bytes(piece))
        except GONE:
            return None
        return digest.hexdigest()

    async def finish(self, claimed_as: str, name: str) -> None:
        """Move a claimed file to `done`, in place of one of the same name."""
        await self._replace(self._path(CLAIMED, claimed_as), self._path(DONE, name))

    async def forget_done(self, name: str) -> None:
        """Remove a file that is done."""
        await self._forget(self._path(DONE, name))

    async def answer(self, name: str, text: str) -> None:
        """Leave a file for the bank, under its name only when it is whole."""
        draft, target = self._path(ANSWERS, f".{uuid4().hex}.draft"), self._path(ANSWERS, answer_name(name))
        async with self._client.open(draft, "wb") as file:
            await file.write(text.encode("utf-8"))
        await self._replace(draft, target)

    async def settle(self) -> None:
        """Nothing: a server's disk is its own."""

    async def _move(self, source: str, target: str) -> bool:
        try:
            await self._client.rename(source, target)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPFileAlreadyExists):
            return False
        return True

    async def _replace(self, source: str, target: str) -> None:
        """Put a file in the place of another: in one step where the server can, else in two, again and again if need be."""
        try:
            await self._client.posix_rename(source, target)
        except asyncssh.SFTPNoSuchFile:
            return
        except asyncssh.SFTPOpUnsupported:
            await self._replace_in_two_steps(source, target)

    async def _replace_in_two_steps(self, source: str, target: str) -> None:
        """Remove, then rename. SFTP 3 has no code for "that name exists" and says only that it failed."""
        for left in reversed(range(TRIES)):
            await self._forget(target)
            try:
                await self._client.rename(source, target)
            except asyncssh.SFTPNoSuchFile:
                return
            except (asyncssh.SFTPFileAlreadyExists, asyncssh.SFTPFailure):
                if not left:
                    raise
            else:
                return

    async def _forget(self, path: str) -> None:
        try:
            await self._client.remove(path)
        except asyncssh.SFTPNoSuchFile:
            return


def _bytes(read: str | bytes) -> bytes:
    """What a file opened for bytes gives; the library's types cannot say it."""
    return read if isinstance(read, bytes) else read.encode("utf-8")
