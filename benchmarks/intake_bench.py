"""`make bench-intake`: a bank day of the whole country received in one run, beside the bare parse of the same bytes.

40,000 accounts at four banks, 100,000 movements, on SQLite: once as four deliveries, once as 40,000 files of one statement.
Received means ledger, manifest, lake and outbox committed and flushed to the disk, and every acknowledgement written. The bare
parse is bytes → Arrow with the diagnosing parser; with the extra `fast` the compiled kernels stand beside it, by which the
intake then reads too (compiled beforehand, as on an installation's second day; loading them is counted). Every run is a process
of its own, ways take turns, figures are medians of wall and CPU time, and every run must find exactly what was drawn.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from benchmarks.intake_day import Expected, write_day
from benchmarks.results import publish
from coda_parser.columnar.compiled import compiled_kernels
from coda_parser.together import read_together
from warehouse.database import open_warehouse
from warehouse.register import import_register
from warehouse.settings import load_settings

RUNS = 3
ACCOUNTS = 10_000
"""Accounts at each of the four banks."""
LARGE_ENOUGH = 1 << 20
"""Bytes that make every kernel run."""
MOST_TIMES = 4.0
MOST_SECONDS = 30.0
Runs = dict[str, list[dict[str, float]]]


def main() -> None:
    """Draw the day, run every way in turn, print the table and the ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--accounts", type=int, default=ACCOUNTS, help="accounts at each bank")
    options.add_argument("--runs", type=int, default=RUNS)
    chosen = options.parse_args()
    ways = ["plain", *(["kernels"] if find_spec("numba") else []), "day", "files"]
    with tempfile.TemporaryDirectory(prefix="quater-bench-") as name:
        folder = Path(name)
        expected = write_day(folder, accounts=chosen.accounts)
        installation(folder)
        if "kernels" in ways:
            compile_kernels(folder)
        found: Runs = {way: [] for way in ways}
        for run in range(chosen.runs):
            for way in ways:
                found[way].append(_run(way, folder, folder / f"{way}-{run}", expected))
        size = sum(path.stat().st_size for path in (folder / "day").rglob("*.cod"))
    _table(found, size, expected)
    publish("intake", _figures(found, size, expected))


def installation(folder: Path) -> None:
    """An installation whose register knows the accounts; every run gets a copy."""
    warehouse = open_warehouse(load_settings(folder / "installation", environ={}))
    at = datetime(2026, 3, 1, tzinfo=UTC)
    import_register(warehouse, holders=folder / "holders.csv", accounts=folder / "accounts.csv", at=at)
    warehouse.close()
    for leftover in ("-wal", "-shm"):
        (folder / "installation" / f"quater.sqlite{leftover}").unlink(missing_ok=True)


def compile_kernels(folder: Path) -> None:
    """Let the kernels be compiled, where they have not been on this machine."""
    delivery = next((folder / "day").rglob("*.cod"))
    read_together([delivery.read_bytes()[:LARGE_ENOUGH]], compiled_kernels())


def _run(way: str, folder: Path, work: Path, expected: Expected) -> dict[str, float]:
    """Run a way; its folder stays until the end, since many file systems are slow to make files just after removing as many."""
    command = [sys.executable, "-m", "benchmarks.intake_runs", way, str(folder), str(work)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    told = Expected(**{name: int(found[name]) for name in asdict(expected)})
    if told != expected:
        sys.exit(f"{way} found {told}, drawn was {expected}")
    shutil.rmtree(work / "lake", ignore_errors=True)
    return found


def _median(runs: list[dict[str, float]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _table(found: Runs, size: int, expected: Expected) -> None:
    explained = {
        "plain": "bare parse to Arrow, diagnosing parser",
        "kernels": "bare parse to Arrow, compiled kernels",
        "day": "four deliveries received",
        "files": f"{expected.statements:,} deliveries received",
    }
    print(f"{expected.statements:,} statements, {expected.movements:,} movements, {size / 10**6:.1f} MB of CODA, four banks")
    print(f"{'':<42}{'wall s':>9}{'CPU s':>9}{'÷ plain':>9}{'CPU ÷':>9}{'load':>7}")
    plain = {name: _median(found["plain"], name) for name in ("wall", "cpu")}
    for way, runs in found.items():
        wall, cpu, load = (_median(runs, name) for name in ("wall", "cpu", "load"))
        ratios = f"{wall / plain['wall']:>9.2f}{cpu / plain['cpu']:>9.2f}"
        print(f"{explained[way]:<42}{wall:>9.2f}{cpu:>9.2f}{ratios}{load:>7.1f}")


def _figures(found: Runs, size: int, expected: Expected) -> dict[str, object]:
    """The ratios, and whether they meet the marks."""
    walls, cpus = ({way: _median(runs, name) for way, runs in found.items()} for name in ("wall", "cpu"))
    times, seconds = walls["day"] / walls["plain"], walls["files"]
    return {
        "statements": expected.statements,
        "movements": expected.movements,
        "megabytes": round(size / 10**6, 1),
        **{f"{way}_wall_s": round(wall, 2) for way, wall in walls.items()},
        **{f"{way}_cpu_s": round(cpu, 2) for way, cpu in cpus.items()},
        "day_vs_plain_parse": round(times, 2),
        "day_vs_plain_parse_cpu": round(cpus["day"] / cpus["plain"], 2),
        "day_vs_kernels": round(walls["day"] / walls["kernels"], 2) if "kernels" in walls else None,
        "files_s": round(seconds, 1),
        "files_vs_plain_parse_cpu": round(cpus["files"] / cpus["plain"], 2),
        "load": round(statistics.median(run["load"] for runs in found.values() for run in runs), 1),
        "met": times <= MOST_TIMES and seconds <= MOST_SECONDS,
    }


if __name__ == "__main__":
    main()
