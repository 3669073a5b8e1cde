"""The banks' drop of the demonstration: an SFTP server on this machine, keys only, one closed folder a bank.

As a bank's real server would, it knows two people a bank: the bank, who delivers with its own key, and Quater, who pulls with
another. Both see that bank's folder as the root and nothing else. Passwords are not accepted, and there is no shell. The
server runs in a thread beside the main job and listens on this machine only.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from console.demo.airflow_home import keep_secret
from warehouse.settings import Settings

HOST = "127.0.0.1"
PATIENCE_SECONDS = 1  # nobody watching a demonstration waits a minute for a cut file to be judged
FETCHER = "quater-"  # a bank's folder is entered by the bank as "kasteel", by Quater as "quater-kasteel"


@dataclass(frozen=True)
class Drops:
    """A running server: its port, its host key as a client pins it, and where keys and folders lie."""

    port: int
    host_key: str
    keys: Path
    root: Path

    def delivering_key(self, bank: str) -> Path:
        """The bank's own private key."""
        return self.keys / bank.lower()

    def fetching_key(self, bank: str) -> Path:
        """Quater's private key at that bank."""
        return self.keys / f"{FETCHER}{bank.lower()}"

    def connections(self, banks: Iterable[str]) -> Mapping[str, str]:
        """Airflow's connections to the drops, as the JSON that Airflow reads."""
        return {f"sftp_{bank.lower()}": json.dumps(self._connection(bank)) for bank in banks}

    def _connection(self, bank: str) -> dict[str, object]:
        extra = {
            "key_file": str(self.fetching_key(bank)),
            "host_key": self.host_key,
            "folder": ".",
            "patience_seconds": PATIENCE_SECONDS,
        }
        return {"conn_type": "sftp", "host": HOST, "port": self.port, "login": f"{FETCHER}{bank.lower()}", "extra": extra}


@contextmanager
def serving(settings: Settings, banks: Iterable[str]) -> Iterator[Drops]:
    """Serve the drops of these banks while the block runs."""
    keys, root = settings.secrets / "sftp", settings.home / "demo" / "sftp"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = [bank.lower() for bank in banks]
    for name in names:
        (root / name).mkdir(parents=True, exist_ok=True)
    host_key = _key(keys / "host_key")
    visitors = {person: (name, _public(_key(keys / person))) for name in names for person in (name, FETCHER + name)}
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sftp", daemon=True)
    thread.start()
    try:
        server = asyncio.run_coroutine_threadsafe(_listen(host_key, visitors, root), loop).result()
        yield Drops(server.get_port(), _public(host_key), keys, root)
        asyncio.run_coroutine_threadsafe(_close(server), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(host_key: asyncssh.SSHKey, visitors: Mapping[str, tuple[str, str]], root: Path) -> asyncssh.SSHAcceptor:
    def folder(channel: asyncssh.SSHServerChannel[bytes]) -> asyncssh.SFTPServer:
        name, _ = visitors[str(channel.get_extra_info("username"))]
        return asyncssh.SFTPServer(channel, chroot=str(root / name).encode())

    return await asyncssh.listen(
        HOST, 0, server_host_keys=[host_key], server_factory=lambda: _Door(visitors), sftp_factory=folder, allow_scp=False
    )


async def _close(server: asyncssh.SSHAcceptor) -> None:
    server.close()
    await server.wait_closed()


class _Door(asyncssh.SSHServer):
    """Lets in who holds the right key; a password is not even asked for."""

    def __init__(self, visitors: Mapping[str, tuple[str, str]]) -> None:
        self._visitors = visitors

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn

    def begin_auth(self, username: str) -> bool:
        _, public = self._visitors.get(username, ("", ""))
        self._connection.set_authorized_keys(asyncssh.import_authorized_keys(public))
        return True

    def password_auth_supported(self) -> bool:
        return False


def _key(path: Path) -> asyncssh.SSHKey:
    """The private key in the file, made at the first run."""
    if not path.exists():
        keep_secret(path, asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode())
    return asyncssh.read_private_key(path)


def _public(key: asyncssh.SSHKey) -> str:
    return key.export_public_key().decode().strip()
