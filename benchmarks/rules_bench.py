"""`make bench-rules`: what every rule costs over ten years of a country, beside the bare scan of the same columns.

Measurements, each in processes of their own (`benchmarks.rules_runs`), CPU time, the ways taking turns:

- *full*: every live rule over all movements, bucket after bucket, with the outlook that such a run leaves, and the bare scan:
  reading the columns that rules read from the same files. The cost of each rule is printed, and what they share first.
- *larger*: the full run once in a country of more movements (`--larger`, 0 for none), cost per row beside the first one's: what
  is known across accounts is read of all of them; of its buckets, each as large as before, one in `--every` is judged.
- *daily*: a day over the same history, beside the full run, in a country of ordinary accounts: the crowded account would be a
  figure of its own. The last run over everything was a week before the last day, so that a daily run has most to look back
  to. Every bank day of that week is measured once (`--week`); the figure is the last day's, the others are printed.
- *buckets*: all findings on the accounts of three tiles, in 1, 4 and 16 buckets.
- *replay*: a draft beside its rule, by the command line (`benchmarks.rules_replay`); wall time, so on a quiet machine only.

The marks are those of the house, each with what was measured; a mark whose measurement was left out is not met.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.results import publish
from benchmarks.rules_replay import replayed
from benchmarks.rules_runs import BEGUN, MILLION, OUTSIDE
from benchmarks.rules_world import LAST_DAY, country
from console.output import show_table

RUNS = 3
SATURDAY = 5
BUCKETS = (1, 4, 16)
Runs = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Mark:
    """A figure, what it says, and the most that it may be."""

    figure: str
    says: str
    most: float

    def met(self, figures: Mapping[str, Any]) -> bool:
        """Say whether it was measured, and is no more than it may be."""
        return figures.get(self.figure) is not None and figures[self.figure] <= self.most


MARKS = (
    Mark("full_vs_scan", "all rules ÷ bare scan of the same columns", 150),
    Mark("peak_mb", "memory of a run over everything, MB", 1024),
    Mark("row_cost_larger_vs_first", "a row of the larger country ÷ a row of the first", 1.6),
    Mark("daily_vs_full", "a daily run ÷ a run over everything", 1 / 25),
    Mark("bucket_results", "different results of 1, 4 and 16 buckets", 1),
    Mark("crowded_row_vs_row", "a row of an account with 50,000 a year ÷ an ordinary row", 1.2),
    Mark("replay_wall_s", "replay over a year of 2,000 accounts, wall s", 10),
)


def main() -> int:
    """Measure, print the tables, and keep the figures; 1 when a mark is not met."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rows", type=float, default=10, help="millions of movements")
    reader.add_argument("--larger", type=float, default=100, help="also a country of so many millions of movements; 0: none")
    reader.add_argument("--every", type=int, default=10, help="of the larger country, judge one bucket in so many")
    reader.add_argument("--larger-run", type=Path, help="what `rules_runs full` printed for it, made before")
    reader.add_argument("--folder", type=Path, default=Path("var") / "bench-rules")
    reader.add_argument("--runs", type=int, default=RUNS)
    reader.add_argument("--week", action="store_true", help="measure the other bank days of the week, too")
    asked = reader.parse_args()
    country(asked.folder / f"{asked.rows:g}", round(asked.rows * MILLION))
    outlook = _run("outlook", asked, asked.rows)["name"]
    found: Runs = {"scan": [], "full": [], "daily": []}
    for _ in range(asked.runs):
        for way, runs in found.items():
            runs.append(_run(way, asked, asked.rows, "--outlook", outlook))
    told = _figures(found)
    if asked.week:
        told["week"] = {f"{day:%a}": round(cpu / _ordinary(found), 4) for day, cpu in _week(asked, outlook).items()}
    if asked.larger:
        told |= _larger(asked, found["full"][0]["versions"], told["cpu_a_million"])
    dealt = [_run("buckets", asked, asked.rows, "--buckets", str(count)) for count in BUCKETS]
    told |= {"bucket_results": len({run["digest"] for run in dealt}), "bucket_findings": dealt[0]["findings"]}
    told |= replayed(asked.folder / "replay", asked.runs)
    _show(found, told)
    publish("rules", told | {"marks": {mark.figure: {"most": mark.most, "met": mark.met(told)} for mark in MARKS}})
    return 0 if all(mark.met(told) for mark in MARKS) else 1


def _figures(found: Runs) -> dict[str, Any]:
    """Give the ratios of the runs over the first country."""
    full, rows = found["full"], found["full"][0]["rows"]
    return {
        "rows": rows,
        "runs": len(full),
        "rules": len(full[0]["rules"]) - len(OUTSIDE),
        "full_vs_scan": round(_median(full, "cpu") / _median(found["scan"], "cpu"), 1),
        "scan_cpu": round(_median(found["scan"], "cpu"), 2),
        "cpu_a_million": round(_median(full, "cpu_a_million"), 2),
        "peak_mb": round(max(run["peak_mb"] for run in full)),
        "ordinary_peak_mb": round(max(run["ordinary_peak_mb"] for run in full)),
        "daily_vs_full": round(_median(found["daily"], "cpu") / _ordinary(found), 4),
        "daily_cpu": round(_median(found["daily"], "cpu"), 2),
        "daily_peak_mb": round(max(run["peak_mb"] for run in found["daily"])),
        "touched": found["daily"][0]["touched"],
        "crowded_row_vs_row": round(_median(full, "crowded"), 2),
    }


def _larger(asked: argparse.Namespace, versions: str, cpu_a_million: float) -> dict[str, Any]:
    if asked.larger_run is None:
        country(asked.folder / f"{asked.larger:g}", round(asked.larger * MILLION))
        run = _run("full", asked, asked.larger, "--every", str(asked.every))
    else:
        run = json.loads(asked.larger_run.read_text())
    if run["versions"] != versions:
        sys.exit(f"{asked.larger_run} was made with other rules than these: make it again, or leave --larger-run out")
    return {
        "larger_rows_judged": run["rows"],
        "row_cost_larger_vs_first": round(run["cpu_a_million"] / cpu_a_million, 2),
        "larger_peak_mb": round(run["peak_mb"]),
        "larger_ordinary_peak_mb": round(run["ordinary_peak_mb"]),
    }


def _week(asked: argparse.Namespace, outlook: str) -> dict[date, float]:
    """Measure the other bank days of the week, once each."""
    days = [BEGUN + timedelta(days=number) for number in range(1, (LAST_DAY - BEGUN).days)]
    bank_days = [day for day in days if day.weekday() < SATURDAY]
    return {day: _run("daily", asked, asked.rows, "--outlook", outlook, "--day", day.isoformat())["cpu"] for day in bank_days}


def _run(way: str, asked: argparse.Namespace, rows: float, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.rules_runs", way, "--rows", str(rows), "--folder", str(asked.folder), *more]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    peak = f", {found['peak_mb']:,.0f} MB" if "peak_mb" in found else ""
    print(f"{rows:g} million movements, {way}: {found['cpu']:.1f} s of CPU{peak}", file=sys.stderr, flush=True)
    return found


def _median(runs: list[dict[str, Any]], name: str) -> float:
    return float(statistics.median(run[name] for run in runs))


def _ordinary(found: Runs) -> float:
    return _median(found["full"], "ordinary")


def _show(found: Runs, told: Mapping[str, Any]) -> None:
    full, scan = found["full"], _median(found["scan"], "cpu")
    rules = {name: statistics.median(run["rules"][name] for run in full) for name in full[0]["rules"]}
    show_table(
        f"{told['rows']:,} movements",
        ("rule", "CPU s", "÷ scan", "findings"),
        [
            (name, f"{cpu:.2f}", f"{cpu / scan:.2f}", str(full[0]["findings"].get(name, "")))
            for name, cpu in sorted(rules.items(), key=lambda pair: -pair[1])
        ],
    )
    show_table(
        "Marks",
        ("what", "at most", "measured", ""),
        [
            (mark.says, f"{mark.most:g}", str(told.get(mark.figure, "not measured")), "met" if mark.met(told) else "not met")
            for mark in MARKS
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
