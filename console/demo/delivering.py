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

UNFINISHED = "unfinished.cod"


def deliver(drops: Drops, files: Mapping[str, Sequence[Path]], *, done: Callable[[], None] = lambda: None) -> None:
    """Upload every bank's files to its drop, in the order given, calling `done` after each."""
    asyncio.run(_deliver_all(drops, files, done))


def leave_half(drops: Drops, bank: str, whole: Path) -> None:
    """Leave the first half of a file in the bank's drop under its final name, as a broken upload does."""
    content = whole.read_bytes()
    asyncio.run(_upload_half(drops, bank, content[: len(content) // 2]))


async def _deliver_all(drops: Drops, files: Mapping[str, Sequence[Path]], done: Callable[[], None]) -> None:
    async with asyncio.TaskGroup() as banks:
        for bank, paths in files.items():
            banks.create_task(_deliver(drops, bank, paths, done))


async def _deliver(drops: Drops, bank: str, paths: Sequence[Path], done: Callable[[], None]) -> None:
    async with _connect(drops, bank) as connection, connection.start_sftp_client() as client:
        for path in paths:
            temporary = f".{path.name}.part"
            await client.put(str(path), temporary)
            await client.posix_rename(temporary, path.name)
            done()


async def _upload_half(drops: Drops, bank: str, content: bytes) -> None:
    async with (
        _connect(drops, bank) as connection,
        connection.start_sftp_client() as client,
        client.open(UNFINISHED, "wb") as file,
    ):
        await file.write(content)


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
