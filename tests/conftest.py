"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from tests.reliability.marks import pytest_terminal_summary
from warehouse import database
from warehouse.database import Warehouse, open_warehouse
from warehouse.settings import load_settings
from warehouse.users import secrecy

__all__ = ["pytest_terminal_summary"]


@pytest.fixture(scope="session", autouse=True)
def everybody_signs() -> Iterator[None]:
    """Whoever works in a test signs for secrecy at his first door; the tests of that ask for `nobody_signs` instead."""
    asked = secrecy.has_signed

    def signing(warehouse: Warehouse, person: str) -> bool:
        if not asked(warehouse, person):
            secrecy.sign(warehouse, person, name=person, language="fr", at=datetime(2026, 1, 1, tzinfo=UTC))
        return asked(warehouse, person)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrecy, "has_signed", signing)
        patch.setattr(secrecy, "asked", asked, raising=False)
        yield


@pytest.fixture(scope="session")
def sshd() -> Path:
    """OpenSSH's server, with the folder that it wants while it runs and that only a started service makes."""
    found, folder = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"), Path("/run/sshd")
    if found is None:
        pytest.skip("no sshd is installed here (apt-get install openssh-server)")
    if not folder.exists():
        if os.geteuid() != 0:
            pytest.skip("sshd has no /run/sshd here, and only root can make it")
        folder.mkdir(mode=0o755)
    return Path(found)


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new installation on SQLite begins with a copy of a file that went through every migration; that takes half a second.

    The tests of the migrations, and every program that a test starts, go through them.
    """
    migrate, template = database.migrate, tmp_path_factory.mktemp("schema") / "quater.sqlite"

    def migrating(engine: Engine) -> None:
        path = Path(engine.url.database or "")
        if engine.dialect.name == "sqlite" and path.is_absolute() and not path.exists():
            if not template.exists():
                made = database.connect(f"sqlite:///{template}")
                migrate(made)
                made.dispose()
            draft = path.with_name(f".{uuid4().hex}")
            shutil.copyfile(template, draft)
            with suppress(FileExistsError):  # another thread of the test was first
                path.hardlink_to(draft)
            draft.unlink()
        migrate(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "migrate", migrating)
        yield


@pytest.fixture
def nobody_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has signed for secrecy unless the test does it."""
    monkeypatch.setattr(secrecy, "has_signed", secrecy.asked)  # type: ignore[attr-defined]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An empty installation on SQLite, with its schema at the newest migration."""
    opened = open_warehouse(load_settings(tmp_path / "home", environ={}))
    yield opened
    opened.close()
