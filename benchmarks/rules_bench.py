"""`make bench-rules`: what every rule costs over ten years of a country, beside the bare scan of the same columns.

Three measurements, each in processes of their own, CPU time, the ways taking turns:

- *full*: every live rule over all movements, bucket after bucket, and the bare scan: reading the columns that rules read
  from the same files. The cost of each rule is printed, and what they share first.
- *larger*: the same over ten times the movements (`--larger`), cost per row beside the first one's.
- *daily*: one more day over the same history, beside the full run, in a country of ordinary accounts: the crowded account
  would be read whole on every day on which something comes to it, and is a figure of its own.
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
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.results import publish
from benchmarks.rules_world import LAST_DAY, Country, country
from console.output import show_table
from detection.material import Material

RUNS = 3
MILLION = 10**6
OUTSIDE = ("(across accounts)", "(read and shared)")
TOGETHER = 4
"""Tiles that a daily run takes together: most of their accounts have nothing new."""
SHARED = ("_booked", "_chained", "_daily", "_changes", "_matches")
"""What a material works out once for all rules."""


def main() -> int:
    """Measure, print the tables and the ratios."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rows", type=float, default=10, help="millions of movements")
    reader.add_argument("--folder", type=Path, default=Path("var") / "bench-rules")
    reader.add_argument("--one", choices=("scan", "full", "daily"), help="one run, in this process, as JSON")
    reader.add_argument("--runs", type=int, default=RUNS)
    reader.add_argument("--larger", type=float, help="also a country of so many millions of movements")
    asked = reader.parse_args()
    place = country(asked.folder / f"{asked.rows:g}", round(asked.rows * MILLION))
    if asked.one:
        print(json.dumps({"scan": _scan, "full": _full, "daily": _daily}[asked.one](place)))
        return 0
    found = _measured(asked, asked.rows)
    rules = {name: statistics.median(run["rules"][name] for run in found["full"]) for name in found["full"][0]["rules"]}
    scan, full, daily = (_cpu(found[way]) for way in ("scan", "full", "daily"))
    ordinary = statistics.median(run["ordinary"] for run in found["full"])
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
    told = {
        "rows": rows,
        "rules": len(rules) - len(OUTSIDE),
        "full_vs_scan": round(full / scan, 1),
        "peak_mb": round(peak),
        "ordinary_peak_mb": round(max(run["ordinary_peak_mb"] for run in found["full"])),
        "daily_vs_full": round(daily / ordinary, 4),
        "daily_peak_mb": round(max(run["peak_mb"] for run in found["daily"])),
        "touched": found["daily"][0]["touched"],
        "crowded_row_vs_row": round(statistics.median(run["crowded"] for run in found["full"]), 2),
        "scan_cpu": round(scan, 2),
    }
    if asked.larger:
        country(asked.folder / f"{asked.larger:g}", round(asked.larger * MILLION))
        larger = _measured(asked, asked.larger)
        each = _cpu(larger["full"]) / larger["full"][0]["rows"]
        told["row_cost_larger_vs_first"] = round(each / (full / rows), 2)
        told["larger_peak_mb"] = round(max(run["peak_mb"] for run in larger["full"]))
    publish("rules", told)
    return 0


def _measured(asked: argparse.Namespace, rows: float) -> dict[str, list[dict[str, Any]]]:
    """Measure the ways in turns, each run in a process of its own."""
    found: dict[str, list[dict[str, Any]]] = {"scan": [], "full": [], "daily": []}
    for _ in range(asked.runs):
        for way, runs in found.items():
            runs.append(_in_a_process(way, asked, rows))
    return found


def _cpu(runs: list[dict[str, Any]]) -> float:
    return float(statistics.median(run["cpu"] for run in runs))


def _in_a_process(way: str, asked: argparse.Namespace, rows: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.rules_bench", "--one", way, "--rows", str(rows)]
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

    costs, findings, rows, ordinary_peak = Counter[str](), Counter[str](), 0, 0
    begun = time.process_time()
    around = place.surroundings()
    costs["(across accounts)"] = time.process_time() - begun  # type: ignore[assignment]
    each, crowded_cpu = [], 0.0
    for tile in range(place.tiles):
        last = tile_begun = time.process_time()
        before = rows
        material = place.material(tile, around)
        rows += material.movements.select(pl.len()).collect().item()
        for shared in SHARED:
            getattr(material, shared)
        costs["(read and shared)"] += time.process_time() - last  # type: ignore[assignment]
        for detector in detectors().values():
            last = time.process_time()
            findings[detector.id] += sum(1 for _ in findings_of_rule(detector, material))
            costs[detector.id] += time.process_time() - last  # type: ignore[assignment]
        crowded_cpu = time.process_time() - tile_begun
        each.append(crowded_cpu / (rows - before))
        if tile == place.tiles - 2:
            ordinary_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu = time.process_time() - begun
    told = {"cpu": cpu, "rows": rows, "rules": costs, "findings": findings, "peak_mb": kib / 1024}
    told |= {"ordinary": cpu - crowded_cpu, "ordinary_peak_mb": ordinary_peak / 1024}
    return told | {"crowded": each[-1] / statistics.median(each[:-1])}


def _daily(place: Country) -> dict[str, Any]:
    """Run the last day again, as if the day before had been the last run."""
    from detection.daily import Day, find_news
    from detection.news import LastRun, News
    from detection.registry import detectors

    begun, found, touched_accounts = time.process_time(), 0, 0
    around, rules = place.surroundings(), list(detectors().values())
    last = LastRun(LAST_DAY - timedelta(days=1), datetime(2026, 10, 30, tzinfo=UTC))
    for first in range(0, place.tiles - 1, TOGETHER):
        tiles = range(first, min(first + TOGETHER, place.tiles - 1))
        came = pl.concat([place.scan(tile, "movements").select("account", "statement_date", "movement_id") for tile in tiles])
        today = came.filter(pl.col("statement_date") == LAST_DAY).collect()
        accounts = frozenset(pl.concat([place.register(tile, "accounts")["iban"] for tile in tiles]))
        news = News(frozenset(today["account"]), frozenset(), today["movement_id"])
        touched_accounts += len(news.touched)

        def loaded(wanted: Iterable[str], edge: date | None, tiles: range = tiles) -> Material:
            return place.read(tiles, sorted(wanted), edge, around)

        found += sum(1 for _ in find_news(Day(accounts, news, last, loaded), rules))
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"cpu": time.process_time() - begun, "found": found, "touched": touched_accounts, "peak_mb": kib / 1024}


if __name__ == "__main__":
    sys.exit(main())
