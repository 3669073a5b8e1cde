"""The same arguments give the same bytes, whatever the order of Python's hashes."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from console.simulator import simulate

MAKE = "import sys; from datetime import date; from pathlib import Path; from console.simulator import simulate; "
MAKE += "simulate(Path(sys.argv[1]), accounts=14, months=3, seed=int(sys.argv[2]), until=date(2026, 3, 31))"


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        whole.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return whole.hexdigest()


def made_elsewhere(out: Path, seed: int, hashes: str) -> str:
    """Make a world in another process with another order of hashes."""
    subprocess.run([sys.executable, "-c", MAKE, str(out), str(seed)], check=True, env={**os.environ, "PYTHONHASHSEED": hashes})
    return digest(out)


def test_two_processes_with_other_hashes_write_the_same_bytes(tmp_path: Path) -> None:
    assert made_elsewhere(tmp_path / "a", 3, "1") == made_elsewhere(tmp_path / "b", 3, "2")


def test_another_seed_writes_another_world(tmp_path: Path) -> None:
    for seed in (3, 4):
        simulate(tmp_path / str(seed), accounts=14, months=3, seed=seed, until=date(2026, 3, 31))
    assert digest(tmp_path / "3") != digest(tmp_path / "4")


@pytest.mark.parametrize("accounts", [1, 2, 5, 9])
def test_a_world_too_small_for_every_episode_is_still_a_world(tmp_path: Path, accounts: int) -> None:
    world = simulate(tmp_path / "w", accounts=accounts, months=1, seed=1, until=date(2026, 3, 31))
    rows = world.register.joinpath("accounts.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) - 1 == accounts == world.accounts


def test_progress_counts_every_holder_once(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        told.append((done, total))

    world = simulate(tmp_path / "w", accounts=9, months=1, seed=1, until=date(2026, 3, 31), progress=note)
    assert told == [(done, world.holders) for done in range(1, world.holders + 1)]
