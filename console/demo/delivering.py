"""How a bank delivers: upload under a temporary name, rename when the upload is whole.

Half a file under its final name, as a broken connection leaves it, stays where it is: Quater must wait for the rest and may
not judge it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh

from console.demo.sftp_server import HOST, Drops


def deliver(drops: Drops, files: Mapping[str, Sequence[Path]], *, done: Callable[[], None] = lambda: None) -> None:
    """Upload every bank's files to its drop, in the order given, calling `done` after each."""
    asyncio.run(_deliver_all(drops, files, done))


def leave_unfinished(drops: Drops, files: Mapping[str, Sequence[Path]]) -> None:
    """Leave files without their end in the banks' drops under their final names, as a broken upload does."""
    asyncio.run(_deliver_all(drops, files, lambda: None, temporary="{}"))


async def _deliver_all(
    drops: Drops, files: Mapping[str, Sequence[Path]], done: Callable[[], None], *, temporary: str = ".{}.part"
) -> None:
    async with asyncio.TaskGroup() as banks:
        for bank, paths in files.items():
            banks.create_task(_deliver(drops, bank, paths, done, temporary))


async def _deliver(drops: Drops, bank: str, paths: Sequence[Path], done: Callable[[], None], temporary: str) -> None:
    async with _connect(drops, bank) as connection, connection.start_sftp_client() as client:
        for path in paths:
            name = temporary.format(path.name)
            await client.put(str(path), name)
            if name != path.name:
                await client.posix_rename(name, path.name)
            done()


@asynccontextmanager
async def _connect(drops: Drops, bank: str) -> AsyncIterator[asyncssh.SSHClientConnection]:
    """A connection as the bank; the server's key is pinned as the bank would pin it."""
    pinned = asyncssh.import_known_hosts(f"[{HOST}]:{drops.port} {drops.host_key}")
    async with asyncssh.connect(
        HOST,
        drops.port,
        username=bank.lower(),
        client_keys=[str(drops.delivering_key(bank))],
        known_hosts=pinned,
        agent_path=None,
        config=None,
    ) as connection:
        yield connection
