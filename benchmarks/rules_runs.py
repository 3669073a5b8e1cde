"""One measurement of `benchmarks.rules_bench`, in a process of its own: figures as one line of JSON.

- *scan*: reading the columns that rules read, bucket after bucket.
- *full*: every live rule over all movements, bucket after bucket, with the outlook that such a run leaves; with `--every N`
  over one bucket in N and the crowded account, what is known across accounts being read of all of them.
- *outlook*: what a run over everything foresaw a week before the last day, kept for the daily runs.
- *daily*: a day over the same history, in the country's ordinary accounts.
- *buckets*: every finding on the accounts of a few tiles, dealt into so many buckets, as one hash.

    python -m benchmarks.rules_runs WAY --folder FOLDER --rows MILLIONS
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.memory import peak_mb
from benchmarks.rules_world import LAST_DAY, Country, country
from coda_parser.columns import MOVEMENTS, STATEMENTS
from detection.asking import Day, Edges
from detection.daily import find_news
from detection.dependence import matches_lots
from detection.engine import find_all, findings_of_rule, in_turn
from detection.foresight import Came
from detection.material import Material
from detection.news import LastRun, news_of
from detection.outlook import Outlook
from detection.outlook_file import keep, kept
from detection.registry import detectors
from detection.run import SEEN
from detection.surroundings import Surroundings
from warehouse.lake_files import bucket_of
from warehouse.news import COLUMNS
from warehouse.settings import load_settings

MILLION = 10**6
OUTSIDE = ("(across accounts)", "(read and shared)", "(outlook)")
BEGUN = LAST_DAY - timedelta(days=6)
"""The day of the last run over everything: what a daily run must look back to is most at the end of a week."""
EVENING = time_of_day(20)
SHARED = ("_booked", "_chained", "_daily")
"""What a material works out once for all rules."""
LOTS = ("_changes", "_matches", "_opened")
"""What it works out once for those that match lots, which stand behind the others (`engine.in_turn`)."""
DEALT = 3
"""Tiles whose accounts are dealt into buckets."""


def main() -> int:
    """Measure one way and print its figures."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("way", choices=("scan", "full", "outlook", "daily", "buckets"))
    reader.add_argument("--rows", type=float, required=True, help="millions of movements")
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--day", type=date.fromisoformat, default=LAST_DAY, help="of the daily run")
    reader.add_argument("--outlook", default="", help="name of the outlook that the daily run reads")
    reader.add_argument("--buckets", type=int, default=1)
    reader.add_argument("--every", type=int, default=1, help="of the full run: judge one bucket in so many")
    reader.add_argument("--first", type=int, default=0, help="of the full run: the first bucket that is judged")
    asked = reader.parse_args()
    place = country(asked.folder / f"{asked.rows:g}", round(asked.rows * MILLION))
    if asked.way == "daily":
        told = _daily(place, asked.day, asked.outlook)
    elif asked.way == "buckets":
        told = _buckets(place, asked.buckets)
    elif asked.way == "full":
        told = _full(place, asked.first, asked.every)
    else:
        told = {"scan": _scan, "outlook": _outlook}[asked.way](place)
    print(json.dumps(told))
    return 0


def _scan(place: Country) -> dict[str, Any]:
    """Read, bucket after bucket, every column that the rules read."""
    begun, rows = time.process_time(), 0
    for tile in range(place.tiles):
        rows += place.scan([tile], "movements").collect().height
        place.scan([tile], "statements").drop("raw").collect()
    return {"cpu": time.process_time() - begun, "rows": rows}


def _full(place: Country, first: int, every: int) -> dict[str, Any]:
    """Run every live rule over every bucket, or one in so many; CPU seconds of each, what is shared first.

    The crowded account is judged with the bucket 0, so that runs over different buckets add up to one over all.
    """
    costs, findings, rows, ordinary_peak = Counter[str](), Counter[str](), 0, 0.0
    begun = time.process_time()
    around = place.surroundings()
    costs["(across accounts)"] = time.process_time() - begun  # type: ignore[assignment]
    each, crowded_cpu = [], 0.0
    ordinary, crowd = place.ordinary[first::every], range(place.tiles - 1, place.tiles) if first == 0 else range(0)
    judged = [*ordinary, *crowd]
    for tile in judged:
        last = tile_begun = time.process_time()
        before = rows
        material = place.material(tile, around)
        rows += material.movements.select(pl.len()).collect().item()
        _work_out(material, SHARED, costs, last)
        for detector in in_turn(detectors().values()):
            if matches_lots(detector.module):
                _work_out(material, LOTS, costs, time.process_time())
            last = time.process_time()
            findings[detector.id] += sum(1 for _ in findings_of_rule(detector, material))
            costs[detector.id] += time.process_time() - last  # type: ignore[assignment]
        last = time.process_time()
        Outlook(LAST_DAY, _at(LAST_DAY)).and_of(material, detectors().values())
        costs["(outlook)"] += time.process_time() - last  # type: ignore[assignment]
        tile_cpu = time.process_time() - tile_begun
        each.append(tile_cpu / (rows - before))
        crowded_cpu = tile_cpu if tile in crowd else 0.0
        if tile == ordinary[-1]:
            ordinary_peak = peak_mb()
    cpu = time.process_time() - begun
    told = {"cpu": cpu, "rows": rows, "rules": costs, "findings": findings, "peak_mb": peak_mb(), "versions": _versions()}
    told |= {"cpu_a_million": _cpu_a_million(place, cpu, costs["(across accounts)"], rows), "judged": len(judged)}
    told |= {"ordinary": cpu - crowded_cpu, "ordinary_peak_mb": ordinary_peak}
    return told | {"crowded": each[-1] / statistics.median(each[:-1]) if crowd else None}


def _cpu_a_million(place: Country, cpu: float, across: float, judged: int) -> float:
    """Give the cost of a million rows: what is read of all of them, and what was judged."""
    every: int = place.scan(range(place.tiles), "movements").select(pl.len()).collect().item()
    return MILLION * (across / every + (cpu - across) / judged)


def _versions() -> str:
    """Give one name for all rules as they are: runs of the same rules only are compared."""
    return hashlib.sha256("\n".join(f"{name} {rule.version}" for name, rule in detectors().items()).encode()).hexdigest()


def _work_out(material: Material, shared: Iterable[str], costs: Counter[str], begun: float) -> None:
    """Work out what rules share, if it is not there yet, and count what that cost since a moment."""
    for name in shared:
        getattr(material, name)
    costs["(read and shared)"] += time.process_time() - begun  # type: ignore[assignment]


def _outlook(place: Country) -> dict[str, Any]:
    """Keep what a run over everything foresaw at the beginning of the week, for the daily runs to read."""
    begun, around, rules = time.process_time(), Surroundings(), list(detectors().values())
    outlook = Outlook(BEGUN, _at(BEGUN))
    for tile in place.ordinary:
        outlook = outlook.and_of(place.material(tile, around, on=BEGUN), rules)
    name = keep(load_settings(place.folder, environ={}), outlook)
    return {"cpu": time.process_time() - begun, "name": name, "chances": outlook.chances.height}


def _daily(place: Country, day: date, name: str) -> dict[str, Any]:
    """Run a day again, as if the day before had been the last run, and the week had begun with one over everything."""
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
    told = {"cpu": time.process_time() - begun, "found": len(found), "touched": len(news.touched), "peak_mb": peak_mb()}
    return told | {"movements": len(news.movement_ids)}


def _buckets(place: Country, buckets: int) -> dict[str, Any]:
    """Ask every rule about the accounts of a few tiles, bucket after bucket, and give one hash of all that was found."""
    begun, found = time.process_time(), set[str]()
    around = place.surroundings()
    tiles = place.ordinary[:DEALT]
    accounts = pl.concat([place.register(tile, "accounts") for tile in tiles])
    own, refused = (pl.concat([place.register(tile, name) for tile in tiles]) for name in ("own_accounts", "refused"))
    for bucket in range(buckets):
        own_accounts = [account for account in accounts["iban"].unique() if bucket_of(account, buckets) == bucket]
        moved, stated = place.read(dict.fromkeys(own_accounts))
        material = Material(moved, stated.collect().lazy(), accounts, own, refused, LAST_DAY, around)
        # what needs no movements is found by each bucket; a finding stored twice counts once
        found |= {repr(finding) for finding in find_all(material)}
    digest = hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
    return {"cpu": time.process_time() - begun, "findings": len(found), "digest": digest}


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
