"""A receiving desk with a small register, a bank's drop folder on this machine, and the same behind an SFTP server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncssh
import pytest

from tests.drop.server import Drop, make_keys, serving
from tests.warehouse.conftest import ALINE, AT, BRAM, CURATED, Desk, _migrate, _on_sqlite
from warehouse.database import Warehouse
from warehouse.drop import DropAddress, DropFolder, pull
from warehouse.intake import IntakeSummary


@dataclass
class WayIn:
    """A drop of Kasteel Bank: where the bank puts its files, where it finds answers, and how Quater gets there."""

    warehouse: Warehouse
    incoming: Path
    answers: Path
    claimed: Path
    done: Path
    where: DropAddress | DropFolder

    def pull(self, *, at: datetime = AT, settle: float = 0.01, **more: object) -> IntakeSummary:
        return pull(self.warehouse, "KASTEEL", self.where, at=at, settle=settle, **more)  # type: ignore[arg-type]

    def states(self, **more: object) -> dict[str, str]:
        """What became of each file that this visit took or saw."""
        return {name: receipt.state for name, receipt in self.pull(**more).receipts}  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file, which tests copy and never open."""
    path = tmp_path_factory.mktemp("migrated") / "quater.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def warehouse(tmp_path: Path, migrated: Path) -> Iterator[Warehouse]:
    """An empty installation on SQLite: what differs between the databases is tested in the warehouse's own tests."""
    home = tmp_path / "home"
    home.mkdir()
    yield from _on_sqlite(home, migrated)


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    """A warehouse whose register knows Aline's and Bram's accounts, and one under judicial mandate."""
    made = Desk(warehouse, tmp_path)
    made.register((ALINE, False), (BRAM, False), (CURATED, True))
    return made


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[asyncssh.SSHKey, Path]:
    """A server's host key and the key with which Quater is let in."""
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder, "ours")
    return asyncssh.generate_private_key("ssh-ed25519"), folder / "ours"


@pytest.fixture
def local(desk: Desk, tmp_path: Path) -> WayIn:
    """A drop folder of this machine."""
    root = tmp_path / "drops" / "KASTEEL"
    (root / "in").mkdir(parents=True)
    return WayIn(desk.warehouse, root / "in", root / "ack", root / "claimed", root / "done", DropFolder(root))


@pytest.fixture
def remote(desk: Desk, tmp_path: Path, keys: tuple[asyncssh.SSHKey, Path]) -> Iterator[WayIn]:
    """A drop behind an SFTP server."""
    root = tmp_path / "remote" / "kasteel"
    root.mkdir(parents=True)
    with serving(root, *keys) as drop:
        yield _behind(drop, desk)


@pytest.fixture(params=["local", "remote"])
def way_in(request: pytest.FixtureRequest) -> WayIn:
    """Each of the two ways in."""
    found: WayIn = request.getfixturevalue(request.param)
    return found


def _behind(drop: Drop, desk: Desk) -> WayIn:
    folder = drop.folder
    return WayIn(desk.warehouse, folder, folder / "ack", folder / "claimed", folder / "done", drop.address)
