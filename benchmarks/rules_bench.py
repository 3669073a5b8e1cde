"""`make bench-rules`: what every rule costs over ten years of a country, beside the bare scan of the same columns.

Three measurements, each in processes of their own, CPU time, the ways taking turns:

- *full*: every live rule over all movements, bucket after bucket, and the bare scan: reading the columns that rules read
  from the same files. The cost of each rule is printed, and what they share first.
- *larger*: the same over ten times the movements (`--larger`), cost per row beside the first one's.
- *daily*: one more day over the same history, beside the full run.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.results import publish
from benchmarks.rules_world import Country, country
from console.output import show_table

RUNS = 3
MILLION = 10**6
SHARED = ("_booked", "_chained", "_daily", "_changes", "_matches")
"""What a material works out once for all rules."""


def main() -> int:
    """Measure, print the tables and the ratios."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rows", type=float, default=10, help="millions of movements")
    reader.add_argument("--folder", type=Path, default=Path("var") / "bench-rules")
    reader.add_argument("--one", choices=("scan", "full"), help="one run, in this process, as JSON")
    reader.add_argument("--runs", type=int, default=RUNS)
    asked = reader.parse_args()
    place = country(asked.folder / f"{asked.rows:g}", round(asked.rows * MILLION))
    if asked.one:
        print(json.dumps(_scan(place) if asked.one == "scan" else _full(place)))
        return 0
    found: dict[str, list[dict[str, Any]]] = {"scan": [], "full": []}
    for _ in range(asked.runs):
        for way, runs in found.items():
            runs.append(_in_a_process(way, asked))
    rules = {name: statistics.median(run["rules"][name] for run in found["full"]) for name in found["full"][0]["rules"]}
    scan, full = (statistics.median(run["cpu"] for run in found[way]) for way in ("scan", "full"))
    rows = found["full"][0]["rows"]
    show_table(
        f"{rows:,} movements",
        ("rule", "CPU s", "÷ scan", "findings"),
        [
            (name, f"{cpu:.2f}", f"{cpu / scan:.2f}", str(found["full"][0]["findings"].get(name, "")))
            for name, cpu in sorted(rules.items(), key=lambda pair: -pair[1])
        ],
    )
    peak = max(run["peak_mb"] for run in found["full"])
    publish("rules", {"rows": rows, "full_vs_scan": round(full / scan, 1), "peak_mb": round(peak), "scan_cpu": round(scan, 2)})
    return 0


def _in_a_process(way: str, asked: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.rules_bench", "--one", way, "--rows", str(asked.rows)]
    done = subprocess.run([*command, "--folder", str(asked.folder)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _scan(place: Country) -> dict[str, Any]:
    """Read, bucket after bucket, every column that the rules read."""
    begun, rows = time.process_time(), 0
    for tile in range(place.tiles):
        rows += place.scan(tile, "movements").collect().height
        place.scan(tile, "statements").drop("raw").collect()
    return {"cpu": time.process_time() - begun, "rows": rows}


def _full(place: Country) -> dict[str, Any]:
    """Run every live rule over every bucket; CPU seconds of each, what is shared first."""
    from detection.engine import findings_of_rule
    from detection.registry import detectors

    costs, findings, rows = Counter[str](), Counter[str](), 0
    begun = time.process_time()
    around = place.surroundings()
    costs["(across accounts)"] = time.process_time() - begun  # type: ignore[assignment]
    for tile in range(place.tiles):
        last = time.process_time()
        material = place.material(tile, around)
        rows += material.movements.collect().height
        for shared in SHARED:
            getattr(material, shared)
        costs["(read and shared)"] += time.process_time() - last  # type: ignore[assignment]
        for detector in detectors().values():
            last = time.process_time()
            findings[detector.id] += sum(1 for _ in findings_of_rule(detector, material))
            costs[detector.id] += time.process_time() - last  # type: ignore[assignment]
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu = time.process_time() - begun
    return {"cpu": cpu, "rows": rows, "rules": costs, "findings": findings, "peak_mb": kib / 1024}


if __name__ == "__main__":
    sys.exit(main())
