"""`make bench-coda`: how fast CODA becomes Arrow and Parquet, beside two other parsers, and in how much memory.

Deliveries of 10 MB, 100 MB and 1 GB are generated (the larger ones repeat the 10 MB). Every run is a process of its own; ways
take turns; figures are medians of CPU time, so that a busy machine changes the ratios little. The peers are run on 10 and
100 MB: they hold a whole file as objects. Needs numba (the extra `fast`); a peer that cannot be installed is named and left
out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from benchmarks.coda_peers import FOLDER, PEERS, python_of
from benchmarks.results import publish
from coda_parser.generator import generate

MEGABYTE = 10**6
STATEMENTS = 3900
"""Statements in somewhat more than 10 MB."""
RUNS = 5
HERE = Path(__file__).parent
_COUNT_OTHERWISE = ("pycoda", "parquet")
"""Ways that count details too."""
Runs = list[dict[str, float]]


def main() -> None:
    """Generate, run, print the table and the ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--folder", type=Path, default=Path("var") / "bench-coda")
    options.add_argument("--peers", type=Path, default=FOLDER)
    options.add_argument("--largest", type=int, default=1000, help="MB of the largest delivery")
    chosen = options.parse_args()
    if find_spec("numba") is None:
        sys.exit("bench-coda needs numba: install the extra `fast`")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    files = {size: _delivery(chosen.folder, size) for size in (1, 10, 100, chosen.largest)}
    pythons = {peer: python_of(peer, chosen.peers) for peer in PEERS}
    ways = {"arrow": sys.executable, "parquet": sys.executable, "plain": sys.executable}
    ways |= {peer: str(python) for peer, python in pythons.items() if python}
    fast = dict.fromkeys(("arrow", "parquet"), sys.executable)
    found = {
        10: _alternated(ways, files[10], files[1]),
        100: _alternated({way: python for way, python in ways.items() if way != "plain"}, files[100], files[1]),
        chosen.largest: _alternated(fast, files[chosen.largest], files[1], runs=1),
    }
    _table(files, found)
    publish("coda", _ratios(found, files, chosen.largest))


def _delivery(folder: Path, size: int) -> Path:
    """Write a delivery of at least so many MB, once."""
    path = folder / f"{size}.cod"
    if path.is_file() and path.stat().st_size >= size * MEGABYTE:
        return path
    if size <= 10:
        path.write_bytes(generate(11, statements=STATEMENTS * size // 10, accents=False, oddities=False))
        return path
    unit = _delivery(folder, 10).read_bytes()
    followed = unit[:-3] + b"1\r\n"
    with path.open("wb") as file:
        for _ in range(-(-size * MEGABYTE // len(unit)) - 1):
            file.write(followed)
        file.write(unit)
    return path


def _run(python: str, way: str, path: Path, warm: Path) -> dict[str, float]:
    command = [python, str(HERE / "coda_runs.py"), way, str(path), str(warm)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def _alternated(ways: dict[str, str], path: Path, warm: Path, runs: int = RUNS) -> dict[str, Runs]:
    """Run every way in turn, so many times."""
    found: dict[str, Runs] = {way: [] for way in ways}
    for _ in range(runs):
        for way, python in ways.items():
            found[way].append(_run(python, way, path, warm))
    counts = {way: {run["movements"] for run in each} for way, each in found.items() if way not in _COUNT_OTHERWISE}
    if len(set.union(*counts.values())) != 1:
        sys.exit(f"the ways do not read the same movements: {counts}")
    return found


def _median(runs: Runs, name: str = "cpu") -> float:
    return statistics.median(run[name] for run in runs)


def _table(files: dict[int, Path], found: dict[int, dict[str, Runs]]) -> None:
    print(f"{'way':<14}{'MB':>6}{'CPU s':>9}{'MB per CPU s':>14}{'peak MB':>9}{'start s':>9}")
    for size, ways in found.items():
        megabytes = files[size].stat().st_size / MEGABYTE
        for way, runs in ways.items():
            cpu = _median(runs)
            figures = f"{megabytes:>6.0f}{cpu:>9.3f}{megabytes / cpu:>14.0f}"
            print(f"{way:<14}{figures}{_median(runs, 'peak_mb'):>9.0f}{_median(runs, 'start'):>9.2f}")


def _ratios(found: dict[int, dict[str, Runs]], files: dict[int, Path], largest: int) -> dict[str, float | None]:
    """Compare CPU time on the 100 MB, memory on the smallest and the largest."""
    ratios: dict[str, float | None] = {}
    hundred = found[100]
    for peer, name in (("pycoda", "pycoda"), ("febelfin-coda", "febelfin")):
        for way in ("arrow", "parquet"):
            ratios[f"{way}_vs_{name}"] = round(_median(hundred[peer]) / _median(hundred[way]), 1) if peer in hundred else None
    peaks = [_median(found[size]["parquet"], "peak_mb") for size in (largest, 10)]
    ratios[f"memory_{'1gb' if largest == 1000 else f'{largest}mb'}_vs_10mb"] = round(peaks[0] / peaks[1], 2)
    ratios["two_processes"] = round(_two_processes(files[100], files[1]), 2)
    return ratios


def _two_processes(path: Path, warm: Path) -> float:
    """Say how much more two processes do in the same wall time than one: 2 is perfect."""
    command = [sys.executable, str(HERE / "coda_runs.py"), "parquet", str(path), str(warm)]
    gains = []
    for _ in range(3):
        walls = []
        for count in (1, 2):
            begun = time.perf_counter()
            running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(count)]
            for each in running:
                each.wait()
            walls.append(time.perf_counter() - begun)
        gains.append(2 * walls[0] / walls[1])
    return statistics.median(gains)


if __name__ == "__main__":
    main()
