"""The simulated world of the demonstration.

It is made once for an installation and kept, so that a second run delivers the same bytes. Beside the simulator's world it
holds an archive older than ten years. What receiving it all must come to is known here before anything is received.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from coda_parser.banks import banks
from console.demo import archive
from console.simulator import simulate
from warehouse.settings import Settings

MARK = "world.json"
DELIVERED = "delivered"
AGAIN = 10
"""How many of its last files each bank delivers once more when everything was delivered before."""


@dataclass(frozen=True)
class WorldSize:
    """How big a world to make; the same values give the same bytes."""

    accounts: int = 120
    months: int = 8
    seed: int = 446


@dataclass(frozen=True)
class Sent:
    """What was sent and must be found back: statements by state, movements and sums (thousandths) of those ingested."""

    statements: Mapping[str, int]
    movements: int
    debit_milli: int
    credit_milli: int


@dataclass(frozen=True)
class DemoWorld:
    """Where the world lies and until when it runs."""

    folder: Path
    until: date

    @property
    def registers(self) -> Sequence[Path]:
        """The folders with the files of the register."""
        return [self.folder / "banks" / "register", self.folder / "archive" / "register"]

    def deliveries(self) -> dict[str, list[Path]]:
        """Every bank's files, in the order in which it delivers them; the last ones only when all were received."""
        files = self._files("archive/drop", "banks/drop")
        if (self.folder / DELIVERED).exists():
            return {bank: paths[-AGAIN:] for bank, paths in files.items()}
        return files

    def was_received(self) -> None:
        """Remember that every file was received."""
        (self.folder / DELIVERED).touch()

    def unfinished(self) -> dict[str, list[Path]]:
        """The files of which a bank has uploaded only the beginning."""
        return self._files("banks/growing")

    def sent(self) -> Sent:
        """What receiving every delivery must come to, as its makers say."""
        told = json.loads((self.folder / "banks" / "expected.json").read_text(encoding="utf-8"))
        statements = dict(told["statements"])
        statements["ingested"] = statements.get("ingested", 0) + archive.STATEMENTS
        return Sent(
            statements=statements,
            movements=told["movements_ingested"] + archive.MOVEMENTS,
            debit_milli=told["debit_milli"] + archive.SUM_MILLI,
            credit_milli=told["credit_milli"] + archive.SUM_MILLI,
        )

    def _files(self, *folders: str) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for drop in folders:
            for bank in sorted(path for path in (self.folder / drop).iterdir() if path.is_dir()):
                found.setdefault(bank.name, []).extend(sorted(bank.iterdir()))
        return found


def world_of(settings: Settings, size: WorldSize, *, until: date) -> DemoWorld:
    """The installation's world, made when there is none; one that was left half made is made again."""
    folder = settings.home / "demo" / "world"
    mark = folder / MARK
    if mark.exists():
        return DemoWorld(folder, date.fromisoformat(json.loads(mark.read_text(encoding="utf-8"))["until"]))
    shutil.rmtree(folder, ignore_errors=True)
    simulate(folder / "banks", accounts=size.accounts, months=size.months, seed=size.seed, until=until)
    archive.write_archive(folder / "archive", next(iter(banks().values())), until=until)
    mark.write_text(json.dumps(asdict(size) | {"until": until.isoformat()}) + "\n", encoding="utf-8")
    return DemoWorld(folder, until)
