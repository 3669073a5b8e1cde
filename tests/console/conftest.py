"""A small world, taken through the command line once: the tests below look at what each command said."""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.command import run

LAST_DAY = "2026-06-30"


@dataclass(frozen=True)
class Answer:
    """What one command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def quater(*arguments: str) -> Answer:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments))
    return Answer(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class World:
    """A simulated world's folder and the home that its deliveries were ingested into."""

    folder: Path
    home: Path
    ingest: Answer
    detect: Answer

    def quater(self, *arguments: str) -> Answer:
        """Run one command on this home."""
        return quater(*arguments, "--home", str(self.home))

    def expected(self) -> Any:
        """The generator's own account of what the deliveries hold."""
        return json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder, home = tmp_path_factory.mktemp("world"), tmp_path_factory.mktemp("home")
    made = quater("simulate", "-o", str(folder), "--accounts", "60", "--months", "8", "--seed", "11", "--on", LAST_DAY)
    assert made.code == 0, made.err
    register = folder / "register"
    imported = quater(
        *("register", "import", "--home", str(home)),
        *("--holders", str(register / "holders.csv"), "--accounts", str(register / "accounts.csv")),
        *("--own-accounts", str(register / "own_accounts.csv")),
    )
    assert imported.code == 0, imported.err
    ingested = quater("ingest", str(folder / "drop"), "--home", str(home), "--json")
    detected = quater("detect", "--on", LAST_DAY, "--home", str(home), "--json")
    return World(folder, home, ingested, detected)


@pytest.fixture
def command() -> Callable[..., Answer]:
    return quater
