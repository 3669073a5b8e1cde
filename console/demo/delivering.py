"""How a bank delivers: upload under a temporary name, rename when the upload is whole.

A file that grows under its final name, as some banks upload, must be left alone: Quater waits for the rest and may not judge
it yet.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncssh

from console.demo.sftp_server import HOST, Drops

SLOW_BYTES, SLOW_SECONDS = 64, 0.25


def deliver(drops: Drops, files: Mapping[str, Sequence[Path]], *, done: Callable[[], None] = lambda: None) -> None:
    """Upload every bank's files to its drop, in the order given, calling `done` after each."""
    asyncio.run(_deliver_all(drops, files, done))


@contextmanager
def uploading_without_end(drops: Drops, files: Mapping[str, Sequence[Path]]) -> Iterator[None]:
    """While the block runs, upload files that lack their end over a slow line that keeps breaking: they never stand still."""
    stop = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_upload_slowly(drops, files, stop)), name="slow-bank", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


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


async def _upload_slowly(drops: Drops, files: Mapping[str, Sequence[Path]], stop: threading.Event) -> None:
    async with asyncio.TaskGroup() as banks:
        for bank, paths in files.items():
            for path in paths:
                banks.create_task(_trickle(drops, bank, path.name, path.read_bytes(), stop))


async def _trickle(drops: Drops, bank: str, name: str, content: bytes, stop: threading.Event) -> None:
    """Write a few bytes at a time; where the content ends, the line breaks and the bank begins anew."""
    async with _connect(drops, bank) as connection, connection.start_sftp_client() as client:
        while not stop.is_set():
            async with client.open(name, "wb") as file:
                for start in range(0, len(content), SLOW_BYTES):
                    await file.write(content[start : start + SLOW_BYTES])
                    await asyncio.sleep(SLOW_SECONDS)
                    if stop.is_set():
                        return


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
