"""The simulated world of the demonstration.

It is made once for an installation and kept, so that a second run delivers the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from console.simulator import simulate
from warehouse.settings import Settings

MARK = "world.json"


@dataclass(frozen=True)
class WorldSize:
    """How big a world to make; the same values give the same bytes."""

    accounts: int = 60
    months: int = 6
    seed: int = 446


@dataclass(frozen=True)
class DemoWorld:
    """Where the world lies and until when it runs."""

    folder: Path
    until: date

    @property
    def register(self) -> Path:
        """The folder of the register's files."""
        return self.folder / "register"

    def deliveries(self) -> Mapping[str, Sequence[Path]]:
        """Every bank's files, in the order in which the bank delivers them."""
        banks = sorted(folder for folder in (self.folder / "drop").iterdir() if folder.is_dir())
        return {bank.name: sorted(bank.iterdir()) for bank in banks}


def world_of(settings: Settings, size: WorldSize, *, until: date) -> DemoWorld:
    """The installation's world, made when there is none; one that was left half made is made again."""
    folder = settings.home / "demo" / "world"
    mark = folder / MARK
    if mark.exists():
        return DemoWorld(folder, date.fromisoformat(json.loads(mark.read_text(encoding="utf-8"))["until"]))
    shutil.rmtree(folder, ignore_errors=True)
    simulate(folder, accounts=size.accounts, months=size.months, seed=size.seed, until=until)
    mark.write_text(json.dumps(asdict(size) | {"until": until.isoformat()}) + "\n", encoding="utf-8")
    return DemoWorld(folder, until)
