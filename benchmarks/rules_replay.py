"""How long `quater rules replay` takes over a year of 2,000 accounts, the start of its interpreter included.

The world is simulated and taken through the register and the receiving dock once, and kept. The draft is the rule on money
that lies too long, which looks back to the beginning and matches every payment with a receipt, with another limit.
"""

from __future__ import annotations

import inspect
import resource
import shutil
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path

from benchmarks.simulated import received
from console.options import person
from console.simulator import simulate
from detection.registry import detectors
from warehouse.users.secrecy import sign

ACCOUNTS, MONTHS, SEED = 2_000, 12, 5
FIRST_DAY, LAST_DAY = date(2025, 7, 1), date(2026, 6, 30)
RULE, LIMIT, CHANGED = "stale-2m-2500", "STATUTE: 2_500_000", "STATUTE: 1_000_000"


def replayed(folder: Path, runs: int) -> dict[str, float]:
    """Replay the draft so many times; medians of wall and CPU seconds, and how many movements there were."""
    movements = _lake(folder)
    draft = folder / "draft.py"
    source = inspect.getsource(sys.modules[detectors()[RULE].module])
    assert LIMIT in source
    draft.write_text(source.replace(LIMIT, CHANGED), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "quater"), "rules", "replay", RULE, "--draft", str(draft)]
    command += ["--from", FIRST_DAY.isoformat(), "--to", LAST_DAY.isoformat(), "--home", str(folder / "home")]
    walls, cpus = [], []
    for _ in range(runs):
        begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.monotonic() - begun)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {
        "replay_wall_s": round(statistics.median(walls), 1),
        "replay_cpu_s": round(statistics.median(cpus), 1),
        "replay_movements": movements,
    }


def _lake(folder: Path) -> int:
    """Make the world, or take the one that was made before; gives its movements."""
    told = folder / "movements"
    if told.is_file():
        return int(told.read_text())
    shutil.rmtree(folder, ignore_errors=True)
    world = simulate(folder / "world", accounts=ACCOUNTS, months=MONTHS, seed=SEED, until=LAST_DAY)
    at = datetime.combine(LAST_DAY, time_of_day(6), tzinfo=UTC)
    with received(world, folder / "home", at=at) as warehouse:
        sign(warehouse, person(None), name="rules_replay", language="fr", at=at)
    shutil.rmtree(folder / "world")
    told.write_text(str(world.movements))
    return world.movements
