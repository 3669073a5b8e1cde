"""A real OpenSSH server with the configuration that `quater bank add` writes: two banks deliver, and neither sees the other.

It needs root (ChrootDirectory, a system user a bank) and sshd. The users that it makes carry a remark and are removed again.
"""

import asyncio
import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh
import pytest

from coda_parser.iban import belgian_iban, checked
from console.command import run
from tests.drop.server import make_keys
from tests.warehouse.conftest import Desk
from warehouse.database import open_warehouse
from warehouse.settings import load_settings

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
REMARK = "made by Quater's tests"
SERVICE = "quater-tests"
USERS = {"KASTEEL": "quater-kasteel", "MAAS": "quater-maas"}
ROOT = Path(__file__).resolve().parents[2]
MAAS_ACCOUNT = belgian_iban(checked("9860000002"))

pytestmark = [
    pytest.mark.skipif(SSHD is None, reason="no sshd is installed here (apt-get install openssh-server)"),
    pytest.mark.skipif(os.getuid() != 0, reason="sshd's ChrootDirectory and a user for each bank need root"),
]


@dataclass
class Dock:
    """A running sshd with two banks' drops, and an installation of Quater that runs as a user of its own."""

    base: Path
    port: int
    host_key: str
    desk: Desk

    def key(self, bank: str) -> Path:
        return self.base / "bank-keys" / bank

    def folder(self, bank: str) -> Path:
        return self.base / "drops" / bank

    @asynccontextmanager
    async def connected(self, bank: str, **more: object):
        """A connection as the bank, which pins the server's key."""
        pinned = asyncssh.import_known_hosts(f"[127.0.0.1]:{self.port} {self.host_key}")
        async with asyncssh.connect(
            "127.0.0.1",
            self.port,
            **{"username": USERS[bank], "client_keys": [str(self.key(bank))], "preferred_auth": "publickey"} | more,
            known_hosts=pinned,
            agent_path=None,
            config=None,
        ) as connection:
            yield connection

    def over_sftp(self, bank: str, work: Callable[[asyncssh.SFTPClient], Awaitable[object]]) -> object:
        async def visit() -> object:
            async with self.connected(bank) as connection, connection.start_sftp_client() as client:
                return await work(client)

        return asyncio.run(visit())

    def put(self, bank: str, name: str, data: bytes) -> None:
        async def work(client: asyncssh.SFTPClient) -> None:
            async with client.open(name, "wb") as file:
                await file.write(data)

        self.over_sftp(bank, work)

    def take(self, bank: str) -> dict[str, str]:
        """Take from the bank's folder as Quater's own user."""
        home = str(self.desk.warehouse.settings.home)
        arguments = [sys.executable, "-m", "tests.drop.pull_as", home, bank, str(self.folder(bank)), SERVICE]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        states: dict[str, str] = json.loads(done.stdout)["states"]
        return states


@pytest.fixture(scope="module")
def alone() -> Iterator[None]:
    """System users are the machine's: one run of these tests at a time."""
    with Path(tempfile.gettempdir(), "quater-tests-openssh.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for user in (*USERS.values(), SERVICE):
            _remove(user)
        yield
        for user in (*USERS.values(), SERVICE):
            _remove(user)


def _remove(user: str) -> None:
    """Remove a user that these tests made; another one of that name is the machine's own."""
    try:
        found = pwd.getpwnam(user)
    except KeyError:
        return
    if found.pw_gecos != REMARK:
        pytest.skip(f"this machine has a user {user} of its own, which these tests would change")
    subprocess.run(["userdel", user], check=True, capture_output=True)


@pytest.fixture(scope="module")
def dock(alone: None) -> Iterator[Dock]:
    base = Path(tempfile.mkdtemp(prefix="quater-tests-", dir="/srv" if Path("/srv").is_dir() else "/var/lib"))
    base.chmod(0o755)
    try:
        yield from _served(base)
    finally:
        shutil.rmtree(base)


def _served(base: Path) -> Iterator[Dock]:
    make_folders = [base / name for name in ("bank-keys", "server", "home", "files", "register")]
    for folder in make_folders:
        folder.mkdir()
    make_keys(base / "server", "host")
    make_keys(base / "bank-keys", *USERS)
    subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", "--comment", REMARK, SERVICE], check=True)
    for bank, user in USERS.items():
        _add(base, bank)
        subprocess.run(["sh", f"install-{user}.sh"], cwd=base / "files", check=True)
        subprocess.run(["usermod", "--comment", REMARK, user], check=True)
    settings = load_settings(base / "home", environ={})
    warehouse = open_warehouse(settings)
    desk = Desk(warehouse, base / "register")
    desk.register((desk.aline, False), (MAAS_ACCOUNT, False))
    subprocess.run(["chown", "-R", f"{SERVICE}:{SERVICE}", str(base / "home")], check=True)
    port = _free_port()
    with _Server(base, port):
        yield Dock(base, port, (base / "server" / "host.pub").read_text().strip(), desk)
    warehouse.close()


def _add(base: Path, bank: str) -> None:
    code = run(
        ["bank", "add", bank, "--key", str(base / "bank-keys" / f"{bank}.pub"),
         "--host", "127.0.0.1", "--host-key", str(base / "server" / "host.pub"),
         "--output", str(base / "files"), "--root", str(base / "drops"), "--keys-folder", str(base / "keys"),
         "--user", SERVICE, "--home", str(base / "home")]
    )  # fmt: skip
    assert code == 0


class _Server:
    """sshd in the foreground, ended with the block."""

    def __init__(self, base: Path, port: int) -> None:
        self._base, self._port = base, port

    def __enter__(self) -> None:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        configuration = self._base / "server" / "sshd_config"
        configuration.write_text(
            f"Port {self._port}\nListenAddress 127.0.0.1\nHostKey {self._base}/server/host\nPidFile none\nUsePAM no\n"
            "Subsystem sftp internal-sftp\nPasswordAuthentication no\nPermitRootLogin no\n"
            f"Include {self._base}/files/sshd_config.d/*.conf\n"
        )
        subprocess.run([str(SSHD), "-t", "-f", str(configuration)], check=True)
        log = (self._base / "server" / "log").open("w")
        self._process = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(configuration)], stderr=log, stdin=subprocess.DEVNULL
        )
        log.close()
        _await(lambda: _answers(self._port))

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def _await(what: Callable[[], bool]) -> None:
    for _ in range(200):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_two_banks_deliver_and_download_their_acknowledgements(dock: Dock) -> None:
    desk = dock.desk
    dock.put("KASTEEL", "KB20260228001.cod", desk.file(desk.draft()))
    dock.put("MAAS", "maas-20260228-001.cod", desk.file(desk.draft(MAAS_ACCOUNT), desk.draft(desk.stranger)))
    assert dock.take("KASTEEL") == {"KB20260228001.cod": "ingested"}
    assert dock.take("MAAS") == {"maas-20260228-001.cod": "partial"}

    async def answers(client: asyncssh.SFTPClient) -> dict[str, str]:
        names = [str(name) for name in await client.listdir("/ack") if str(name).endswith(".json")]
        found = {}
        for name in names:
            async with client.open(f"/ack/{name}", "r") as file:
                said = json.loads(str(await file.read()))
                found[said["file"]] = said["state"]
        return found

    assert dock.over_sftp("KASTEEL", answers) == {"KB20260228001.cod": "ingested"}
    assert dock.over_sftp("MAAS", answers) == {"maas-20260228-001.cod": "partial"}

    async def done(client: asyncssh.SFTPClient) -> list[str]:
        return sorted(str(name) for name in await client.listdir("/done") if str(name) not in (".", ".."))

    assert dock.over_sftp("KASTEEL", done) == ["KB20260228001.cod"]


SECRET = b"0 the other bank's file"
ATTEMPTS: dict[str, Callable[[asyncssh.SFTPClient], Awaitable[object]]] = {
    "list the drops": lambda client: client.listdir("/.."),
    "list the other bank": lambda client: client.listdir("/../KASTEEL/in"),
    "read the other bank": lambda client: client.open("/../KASTEEL/in/secret.cod", "rb"),
    "read by its real path": lambda client: client.open("REAL/secret.cod", "rb"),
    "write to the other bank": lambda client: client.open("/../KASTEEL/in/planted.cod", "wb"),
    "write by its real path": lambda client: client.open("REAL/planted.cod", "wb"),
    "take the other bank's file": lambda client: client.rename("/../KASTEEL/in/secret.cod", "/in/mine.cod"),
    "take it by its real path": lambda client: client.posix_rename("REAL/secret.cod", "/in/mine.cod"),
    "give it a file": lambda client: client.rename("/in/own.cod", "/../KASTEEL/in/planted.cod"),
    "link to it": lambda client: client.symlink("REAL/secret.cod", "/in/link.cod"),
    "link to its relative path": lambda client: client.symlink("../../KASTEEL/in/secret.cod", "/in/link.cod"),
    "link hard to it": lambda client: client.link("REAL/secret.cod", "/in/hard.cod"),
    "link hard to an own file": lambda client: client.link("/in/own.cod", "/in/hard.cod"),
    "read the system's users": lambda client: client.open("/etc/passwd", "rb"),
    "write into the root": lambda client: client.open("/planted.cod", "wb"),
    "make a folder": lambda client: client.mkdir("/in/folder"),
    "make a folder in the root": lambda client: client.mkdir("/folder"),
    "remove its own root": lambda client: client.rmdir("/in"),
    "rename the folder": lambda client: client.posix_rename("/in", "/out"),
    "see what is claimed": lambda client: client.listdir("/claimed"),
    "write into claimed": lambda client: client.open("/claimed/planted.cod", "wb"),
    "forge an acknowledgement": lambda client: client.open("/ack/own.cod.ack.json", "wb"),
    "remove an acknowledgement": lambda client: client.remove("/ack/real.ack.json"),
    "put something into done": lambda client: client.open("/done/planted.cod", "wb"),
    "open its folder to all": lambda client: client.chmod("/ack", 0o777),
    "own the other's file": lambda client: client.chown("REAL/secret.cod", 0, 0),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_bank_cannot(dock: Dock, attempt: str) -> None:
    secret = dock.folder("KASTEEL") / "in" / "secret.cod"
    secret.write_bytes(SECRET)
    acknowledged = dock.folder("MAAS") / "ack" / "real.ack.json"
    acknowledged.write_text("{}")
    (dock.folder("MAAS") / "in" / "own.cod").write_bytes(b"own")
    shutil.chown(dock.folder("MAAS") / "in" / "own.cod", USERS["MAAS"])
    before = _tree(dock)

    async def work(client: asyncssh.SFTPClient) -> object:
        real = str(dock.folder("KASTEEL") / "in")

        class Aimed:
            """The client, with the real path of the other bank's folder put in."""

            def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
                def call(*arguments: object) -> Awaitable[object]:
                    return getattr(client, name)(
                        *(str(a).replace("REAL", real) if isinstance(a, str) else a for a in arguments)
                    )

                return call

        try:
            got = await ATTEMPTS[attempt](Aimed())  # type: ignore[arg-type]
        except asyncssh.SFTPError as refused:
            return refused
        return {str(name) for name in got} if isinstance(got, list) else got

    answer = dock.over_sftp("MAAS", work)
    if attempt == "list the drops":  # above a closed root is the closed root
        assert answer == {".", "..", "in", "ack", "done", "claimed"}
    else:
        assert isinstance(answer, asyncssh.SFTPError), answer
    assert _tree(dock) == before
    secret.unlink()
    acknowledged.unlink()
    (dock.folder("MAAS") / "in" / "own.cod").unlink()


def _tree(dock: Dock) -> dict[str, tuple[int, bytes]]:
    """Every file and folder below the drops: mode, and the bytes of a file."""
    return {
        str(path): (path.lstat().st_mode, path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else b"")
        for path in sorted((dock.base / "drops").rglob("*"))
    }


DOORS: dict[str, Callable[[asyncssh.SSHClientConnection, int], Awaitable[object]]] = {
    "a shell": lambda connection, _: connection.run(input="id\n"),
    "a command": lambda connection, _: connection.run("id"),
    "a command in place of sftp": lambda connection, _: connection.run("/bin/sh -c id"),
    "a terminal": lambda connection, _: connection.run("id", term_type="xterm"),
    "another subsystem": lambda connection, _: connection.run(subsystem="netconf"),
    "a way to the network": lambda connection, port: connection.open_connection("127.0.0.1", port),
    "a way back from the server": lambda connection, _: connection.forward_remote_port("127.0.0.1", 0, "127.0.0.1", 1),
    "a way to a socket": lambda connection, _: connection.open_unix_connection("/run/dbus/system_bus_socket"),
    "a socket on the server": lambda connection, _: connection.forward_remote_path("/in/socket", "/nowhere"),
    "a tunnel": lambda connection, _: connection.open_tun(),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_bank_gets_no(dock: Dock, door: str) -> None:
    async def try_it() -> object:
        async with dock.connected("MAAS") as connection:
            try:
                return await asyncio.wait_for(DOORS[door](connection, dock.port), 10)
            except (asyncssh.Error, asyncssh.ChannelListenError, OSError) as refused:
                return refused

    answer = asyncio.run(try_it())
    if isinstance(answer, asyncssh.SSHCompletedProcess):  # sshd runs its SFTP server whatever was asked for
        assert "uid=" not in str(answer.stdout) + str(answer.stderr)
    else:
        assert isinstance(answer, Exception), answer


@pytest.mark.parametrize("who", ["the other's key", "a key of nobody", "a password", "no key"])
def test_nobody_else_gets_in(dock: Dock, tmp_path: Path, who: str) -> None:
    make_keys(tmp_path, "strange")
    offered = {
        "the other's key": {"client_keys": [str(dock.key("MAAS"))]},
        "a key of nobody": {"client_keys": [str(tmp_path / "strange")]},
        "a password": {"client_keys": None, "password": "kasteel", "preferred_auth": "password,keyboard-interactive"},
        "no key": {"client_keys": None},
    }[who]

    async def knock() -> None:
        async with dock.connected("KASTEEL", **offered):
            pass

    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(knock())


def test_a_file_that_its_bank_closed_to_the_group_waits_until_it_opens_it(dock: Dock) -> None:
    desk = dock.desk
    dock.put("KASTEEL", "closed.cod", desk.file(desk.draft(number=2, old=1_150_000)))
    dock.over_sftp("KASTEEL", lambda client: client.chmod("closed.cod", 0o600))
    assert dock.take("KASTEEL") == {}
    dock.over_sftp("KASTEEL", lambda client: client.chmod("closed.cod", 0o640))
    assert dock.take("KASTEEL") == {"closed.cod": "ingested"}


def test_what_a_bank_uploads_another_process_of_its_server_cannot_change_once_claimed(dock: Dock) -> None:
    """The bank's user owns its file for ever; the folder of claims is closed to it."""
    claimed = dock.folder("KASTEEL") / "claimed"
    assert stat.S_IMODE(claimed.stat().st_mode) == 0o700
    assert claimed.stat().st_uid == pwd.getpwnam(SERVICE).pw_uid
