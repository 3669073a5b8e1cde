"""A bank's own SFTP server for tests: one folder, one key, on this machine."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from warehouse.drop import DropAddress


class OneBank(asyncssh.SSHServer):
    """Keys only."""

    def password_auth_supported(self) -> bool:
        return False


class InTwoSteps(asyncssh.SFTPServer):
    """A server that cannot rename a file onto another one."""

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPOpUnsupported("posix-rename is not supported")


@dataclass
class Drop:
    """A running server that serves one folder to one key."""

    folder: Path
    address: DropAddress

    def put(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def names(self, *below: str) -> list[str]:
        folder = self.folder.joinpath(*below)
        return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def make_keys(folder: Path, *names: str) -> None:
    """Make key pairs, each in a file of its owner only with its `.pub` beside it."""
    for name in names:
        key = asyncssh.generate_private_key("ssh-ed25519")
        key.write_private_key(str(folder / name))
        key.write_public_key(str(folder / f"{name}.pub"))
        (folder / name).chmod(0o600)


@contextmanager
def serving(
    folder: Path, host_key: asyncssh.SSHKey, client_key: Path, server_type: type[asyncssh.SFTPServer] = asyncssh.SFTPServer
) -> Iterator[Drop]:
    """Serve a folder while the block runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_factory=OneBank, server_host_keys=[host_key], authorized_client_keys=f"{client_key}.pub",
            sftp_factory=lambda channel: server_type(channel, chroot=str(folder).encode()),
        )  # fmt: skip

    async def close(server: asyncssh.SSHAcceptor) -> None:
        server.close()
        await server.wait_closed()

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    public = host_key.export_public_key().decode()
    try:
        yield Drop(folder, DropAddress("127.0.0.1", server.get_port(), "quater", client_key, public))
    finally:
        asyncio.run_coroutine_threadsafe(close(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
