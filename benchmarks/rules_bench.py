"""`make bench-rules`: what every rule costs over ten years of a country, beside the bare scan of the same columns.

Three measurements, each in processes of their own, CPU time, the ways taking turns:

- *full*: every live rule over all movements, bucket after bucket, with the outlook that such a run leaves, and the bare scan:
  reading the columns that rules read from the same files. The cost of each rule is printed, and what they share first.
- *larger*: the same over ten times the movements (`--larger`), cost per row beside the first one's.
- *daily*: a day over the same history, beside the full run, in a country of ordinary accounts: the crowded account would be a
  figure of its own. The last run over everything was a week before the last day, so that a daily run has most to look back
  to. Every bank day of that week is measured once (`--week`); the figure is the last day's, the others are printed.
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
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.results import publish
from benchmarks.rules_world import LAST_DAY, Country, country
from coda_parser.columns import MOVEMENTS, STATEMENTS
from console.output import show_table
from detection.foresight import Came
from detection.material import Material
from detection.surroundings import Surroundings
from warehouse.news import COLUMNS
from warehouse.settings import load_settings

RUNS = 3
MILLION = 10**6
OUTSIDE = ("(across accounts)", "(read and shared)", "(outlook)")
BEGUN = LAST_DAY - timedelta(days=6)
"""The day of the last run over everything: what a daily run must look back to is most at the end of a week."""
EVENING = time_of_day(20)
SATURDAY = 5
SHARED = ("_booked", "_chained", "_daily", "_changes", "_matches")
"""What a material works out once for all rules."""


def main() -> int:
    """Measure, print the tables and the ratios."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rows", type=float, default=10, help="millions of movements")
    reader.add_argument("--folder", type=Path, default=Path("var") / "bench-rules")
    reader.add_argument("--one", choices=("scan", "full", "outlook", "daily"), help="one run, in this process, as JSON")
    reader.add_argument("--runs", type=int, default=RUNS)
    reader.add_argument("--day", type=date.fromisoformat, default=LAST_DAY, help="of the daily run")
    reader.add_argument("--outlook", help="name of the outlook that the daily run reads")
    reader.add_argument("--week", action="store_true", help="measure the other bank days of the week, too")
    reader.add_argument("--larger", type=float, help="also a country of so many millions of movements")
    asked = reader.parse_args()
    place = country(asked.folder / f"{asked.rows:g}", round(asked.rows * MILLION))
    if asked.one:
        ways = {"scan": _scan, "full": _full, "outlook": _outlook}
        print(json.dumps(_daily(place, asked.day, asked.outlook) if asked.one == "daily" else ways[asked.one](place)))
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
        "week": {f"{day:%a}": round(cpu / ordinary, 4) for day, cpu in _week(asked).items()} if asked.week else {},
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
    """Measure the ways in turns, each run in a process of its own; what the week began with is foreseen once."""
    found: dict[str, list[dict[str, Any]]] = {"scan": [], "full": [], "daily": []}
    asked.outlook = _in_a_process("outlook", asked, rows)["name"]
    for _ in range(asked.runs):
        for way, runs in found.items():
            runs.append(_in_a_process(way, asked, rows))
    return found


def _week(asked: argparse.Namespace) -> dict[date, float]:
    """Measure the other bank days of the week, once each."""
    days = [BEGUN + timedelta(days=number) for number in range(1, (LAST_DAY - BEGUN).days)]
    bank_days = [day for day in days if day.weekday() < SATURDAY]
    return {day: _in_a_process("daily", asked, asked.rows, day)["cpu"] for day in bank_days}


def _cpu(runs: list[dict[str, Any]]) -> float:
    return float(statistics.median(run["cpu"] for run in runs))


def _in_a_process(way: str, asked: argparse.Namespace, rows: float, day: date = LAST_DAY) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.rules_bench", "--one", way, "--rows", str(rows), "--day", day.isoformat()]
    command += ["--folder", str(asked.folder), *([] if asked.outlook is None else ["--outlook", asked.outlook])]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _scan(place: Country) -> dict[str, Any]:
    """Read, bucket after bucket, every column that the rules read."""
    begun, rows = time.process_time(), 0
    for tile in range(place.tiles):
        rows += place.scan([tile], "movements").collect().height
        place.scan([tile], "statements").drop("raw").collect()
    return {"cpu": time.process_time() - begun, "rows": rows}


def _full(place: Country) -> dict[str, Any]:
    """Run every live rule over every bucket; CPU seconds of each, what is shared first."""
    from detection.engine import findings_of_rule
    from detection.outlook import Outlook
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
        last = time.process_time()
        Outlook(LAST_DAY, _at(LAST_DAY)).and_of(material, detectors().values())
        costs["(outlook)"] += time.process_time() - last  # type: ignore[assignment]
        crowded_cpu = time.process_time() - tile_begun
        each.append(crowded_cpu / (rows - before))
        if tile == place.tiles - 2:
            ordinary_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu = time.process_time() - begun
    told = {"cpu": cpu, "rows": rows, "rules": costs, "findings": findings, "peak_mb": kib / 1024}
    told |= {"ordinary": cpu - crowded_cpu, "ordinary_peak_mb": ordinary_peak / 1024}
    return told | {"crowded": each[-1] / statistics.median(each[:-1])}


def _outlook(place: Country) -> dict[str, Any]:
    """Keep what a run over everything foresaw at the beginning of the week, for the daily runs to read."""
    from detection.outlook import Outlook
    from detection.outlook_file import keep
    from detection.registry import detectors

    begun, around, rules = time.process_time(), Surroundings(), list(detectors().values())
    outlook = Outlook(BEGUN, _at(BEGUN))
    for tile in place.ordinary:
        outlook = outlook.and_of(place.material(tile, around, on=BEGUN), rules)
    name = keep(load_settings(place.folder, environ={}), outlook)
    return {"cpu": time.process_time() - begun, "name": name, "chances": outlook.chances.height}


def _daily(place: Country, day: date, name: str) -> dict[str, Any]:
    """Run a day again, as if the day before had been the last run, and the week had begun with one over everything."""
    from detection.asking import Day, Edges
    from detection.daily import find_news
    from detection.news import LastRun, news_of
    from detection.outlook_file import kept
    from detection.registry import detectors
    from detection.run import SEEN

    begun, rules = time.process_time(), list(detectors().values())
    outlook = kept(load_settings(place.folder, environ={}), name, on=BEGUN, at=_at(BEGUN))
    assert outlook is not None
    yesterday = day - timedelta(days=1)
    last = LastRun(yesterday, _at(yesterday), outlook)
    came = _came(place, day)
    news = news_of(came, last, on=day, registered=frozenset(), changed=frozenset())
    around = place.surroundings(behind=yesterday - SEEN)
    tables = (place.registers("own_accounts"), place.registers("refused"))

    def loaded(edges: Edges) -> Material:
        moved, stated = (frame.filter(pl.col("statement_date") <= day) for frame in place.read(edges))
        return Material(moved, stated, came.register, *tables, day, around, news.faulty)

    found = list(find_news(Day(frozenset(came.register["iban"]), news, yesterday, outlook, loaded), rules))
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = {"cpu": time.process_time() - begun, "found": len(found), "touched": len(news.touched), "peak_mb": kib / 1024}
    return told | {"movements": len(news.movement_ids)}


def _came(place: Country, day: date) -> Came:
    """Give what was delivered since the week began, each statement on the evening of its day."""
    found = {}
    for dataset, source in (("movements", MOVEMENTS), ("statements", STATEMENTS)):
        rows = place.scan(place.ordinary, dataset, behind=BEGUN)
        found[dataset] = (
            rows.filter(pl.col("statement_date").is_between(BEGUN, day, closed="right"))
            .select(
                *COLUMNS[source],
                pl.col("statement_date").dt.combine(EVENING).dt.replace_time_zone("UTC").alias("added_at"),
                pl.lit(False).alias("destroyed"),
            )
            .collect()
        )
    return Came(found["movements"], found["statements"], place.scan(place.ordinary, "movements"), place.registers("accounts"))


def _at(day: date) -> datetime:
    return datetime.combine(day, time_of_day(23), tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
