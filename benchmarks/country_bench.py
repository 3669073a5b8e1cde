"""`make bench-country`: what a country costs, step by step: ten years of its accounts, ten or a hundred million movements.

| step | what is done | measured by |
|---|---|---|
| intake of a day | 40,000 statements of four banks received, 100,000 movements | `benchmarks.intake_runs` |
| bare scan | the columns that rules read | `benchmarks.rules_runs` |
| full detection | every rule over every bucket, two processes at a time, each every second bucket | the same |
| daily detection | a day over the same history | the same |
| features and scores | the learned model's table of every account-month, and its scores | `benchmarks.country_runs` |
| account page | an account of 100,000 movements, by a signed-in officer | the same |
| a month destroyed | plan, two approvals, destruction, verification, certificate | the same |

Each step is a process of its own, or two, watched from outside (`benchmarks.watching`). The country is made once, tile by tile,
and kept in `--folder`; nothing holds it whole. What it needs is said first, and refused where it is not there. The marks are
those of the house for a hundred million movements; for fewer, the time that they allow a million.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from benchmarks.intake_bench import compile_kernels, installation
from benchmarks.intake_day import write_day
from benchmarks.results import publish
from benchmarks.rules_runs import MILLION
from benchmarks.rules_world import ACCOUNTS, country
from benchmarks.watching import Watched, watched
from console.output import show_table
from warehouse.errors import Refusal

DAY_ACCOUNTS = 10_000
"""Accounts at each of the four banks on the day that is received."""
GB_A_MILLION = 0.12
"""Disk that a million movements take in this country's layout; as found in the folders of `make bench-rules`."""
MEMORY_GB = 4.0
"""Both processes of the full detection, and what the system itself takes."""
SECONDS_A_MILLION = 3.0
"""Full detection: five minutes for a hundred million, on two processors."""
MOST_MB, DAILY_SECONDS, FEATURES_A_SECOND, PAGE_MS = 2048, 60.0, 60_000, 300.0
STEPS = {
    "intake": "intake of a day",
    "scan": "bare scan",
    "full": "full detection",
    "daily": "daily detection",
    "features": "features and scores",
    "page": "account page, its house built before",
    "month": "a month destroyed, its lake laid before",
}


def main() -> int:
    """Say what is needed, make the country, take the steps, print the table, keep the figures; 1 when a mark is not met."""
    reader = argparse.ArgumentParser(prog="bench-country", description=__doc__.splitlines()[0])
    reader.add_argument("--rows", type=float, default=10, help="millions of movements")
    reader.add_argument("--folder", type=Path, default=Path("var") / "bench-rules")
    asked = reader.parse_args()
    require(asked.folder, asked.rows)
    place = country(asked.folder / f"{asked.rows:g}", round(asked.rows * MILLION))
    taken = _steps(asked.folder, asked.rows)
    rows = sum(told["rows"] for told in taken["full"].told)
    met = marks(taken, rows)
    _show(taken, rows, met)
    figures = {name: _figures(step, taken["scan"]) for name, step in taken.items()}
    publish("country", {"rows": rows, "accounts": ACCOUNTS * len(place.ordinary) + 1, "steps": figures, "marks": met})
    return 0 if all(met.values()) else 1


def require(folder: Path, rows: float) -> None:
    """Say what so many millions of movements need; raises Refusal where the disk or the memory is not there."""
    need = rows * GB_A_MILLION
    folder.mkdir(parents=True, exist_ok=True)
    known = sum(path.stat().st_size for path in (folder / f"{rows:g}").rglob("*") if path.is_file()) / 10**9
    free, memory = shutil.disk_usage(folder).free / 10**9, psutil.virtual_memory().available / 10**9
    print(f"{rows:g} million movements need {need:.1f} GB of disk ({known:.1f} GB are made) and {MEMORY_GB:g} GB of memory.")
    if free < need - known:
        raise Refusal(f"the disk of {folder} has {free:.1f} GB left; name another folder with --folder, or fewer --rows")
    if memory < MEMORY_GB:
        raise Refusal(f"this machine has {memory:.1f} GB of memory available: end something else first")


def _steps(folder: Path, rows: float) -> dict[str, Watched]:
    """Take every step once, in the order of `STEPS`."""
    over = ["--folder", str(folder), "--rows", str(rows)]
    rules, own = "benchmarks.rules_runs", "benchmarks.country_runs"
    taken = {"intake": _intake(), "scan": watched([rules, "scan", *over])}
    halves = [[rules, "full", *over, "--every", "2", "--first", str(first)] for first in (0, 1)]
    taken["full"] = watched(*halves)
    outlook = watched([rules, "outlook", *over]).told[0]["name"]
    taken["daily"] = watched([rules, "daily", *over, "--outlook", outlook])
    for way in ("features", "page", "month"):
        taken[way] = watched([own, way, *over])
        print(f"{STEPS[way]}: {taken[way].wall:.0f} s", file=sys.stderr, flush=True)
    return taken


def _intake() -> Watched:
    with tempfile.TemporaryDirectory(prefix="quater-bench-") as name:
        folder = Path(name)
        write_day(folder, accounts=DAY_ACCOUNTS)
        installation(folder)
        if find_spec("numba"):
            compile_kernels(folder)
        return watched(["benchmarks.intake_runs", "day", str(folder), str(folder / "work")])


def marks(taken: Mapping[str, Watched], rows: int) -> dict[str, bool]:
    """Say which marks are met."""
    full, daily = taken["full"], taken["daily"]
    return {
        "full_wall": full.wall <= SECONDS_A_MILLION * rows / MILLION,
        "full_memory": full.peak_mb <= MOST_MB,
        "daily_wall": daily.wall <= DAILY_SECONDS,
        "features": taken["features"].told[0]["features_a_second"] >= FEATURES_A_SECOND,
        "page": taken["page"].told[0]["p95_ms"] <= PAGE_MS,
    }


def _figures(step: Watched, scan: Watched) -> dict[str, Any]:
    """What a step took, and what it said of itself, but the long tables of rules."""
    told = [{name: value for name, value in one.items() if not isinstance(value, dict)} for one in step.told]
    return {
        "wall_s": round(step.wall, 2),
        "cpu_s": round(step.cpu, 2),
        "cpu_vs_scan": _vs_scan(step, scan),
        "peak_mb": round(step.peak_mb),
        "read_mb": round(step.read / 10**6),
        "written_mb": round(step.written / 10**6),
        "load": round(step.load, 1),
        "told": told,
    }


def _vs_scan(step: Watched, scan: Watched) -> float | None:
    """Give what was done beside the bare scan, by the processor time that both counted themselves: without their start."""
    own = [one["cpu"] for one in step.told if "cpu" in one]
    return round(sum(own) / scan.told[0]["cpu"], 1) if own else None


def _show(taken: Mapping[str, Watched], rows: int, met: Mapping[str, bool]) -> None:
    show_table(
        f"A country of {rows:,} movements",
        ("step", "wall s", "CPU s", "÷ scan", "MB", "MB read", "MB written", "load"),
        [
            (STEPS[name], f"{step.wall:,.1f}", f"{step.cpu:,.1f}", str(_vs_scan(step, taken["scan"]) or ""), *_moved(step))
            for name, step in taken.items()
        ],
    )
    features, page, month = (taken[name].told[0] for name in ("features", "page", "month"))
    hundred = taken["full"].wall / rows * 100 * MILLION / 60
    say = {
        "full_wall": ("full detection, s a million", SECONDS_A_MILLION, round(taken["full"].wall / rows * MILLION, 1)),
        "full_memory": ("its memory, both processes, MB", MOST_MB, round(taken["full"].peak_mb)),
        "daily_wall": ("daily detection, s", DAILY_SECONDS, round(taken["daily"].wall, 1)),
        "features": ("features, movements a second and core", FEATURES_A_SECOND, features["features_a_second"]),
        "page": ("account page, 95th percentile, ms", PAGE_MS, round(page["p95_ms"])),
    }
    lines = [(what, f"{mark:g}", f"{value:g}", "met" if met[name] else "not met") for name, (what, mark, value) in say.items()]
    show_table("Marks", ("what", "mark", "measured", ""), lines)
    print(f"At this speed a hundred million take {hundred:.0f} minutes of full detection on two processors (mark: 5).")
    print(f"Of {month['laid']:,} movements a month was destroyed in {month['all']:.1f} s.")


def _moved(step: Watched) -> tuple[str, str, str, str]:
    return f"{step.peak_mb:,.0f}", f"{step.read / 10**6:,.0f}", f"{step.written / 10**6:,.0f}", f"{step.load:.1f}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refusal as refusal:
        sys.exit(f"bench-country: {refusal}")
