"""`make bench-retention`: a month destroyed and verified out of ten years, and a day of the whole country.

Five million movements, their statements, receipt lines, findings and alerts, on SQLite, or where `--url` says. Three times in
turn: the plan, two approvals and the run for the rest of a month, then for the first day of the next. *Lake* is the time that
files take to be written anew, removed, decoded and searched; *SQL* that of deleting, emptying, writing the database anew and
searching its bytes; *all* is plan, approvals and run, certificate included. Wall times; the load of the machine stands beside.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.results import publish
from benchmarks.retention_world import DAYS, EACH, Month, build
from warehouse import erasure
from warehouse.database import Warehouse, open_warehouse
from warehouse.retention import approve, first_destruction_day, plan, run, running
from warehouse.settings import load_settings

MOVEMENTS = 5_000_000
RUNS = 3
MOST_LAKE, MOST_SQL, MOST_DAY = 2.0, 5.0, 60.0


class Watch:
    """Adds up how long the parts of a destruction take, from outside."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        for module, name in (
            (running, "erase"),
            (erasure, "erase_lake"),
            (running, "clean_lake"),
            (running, "rewrite_database"),
            (running, "search_database"),
        ):
            setattr(module, name, self._timed(name, getattr(module, name)))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.spent[name] += time.perf_counter() - begun  # type: ignore[assignment]

        return timed

    def taken(self) -> tuple[float, float]:
        """Give the seconds of lake and SQL since the last asking."""
        lake = self.spent["erase_lake"] + self.spent["clean_lake"]
        sql = self.spent["erase"] - self.spent["erase_lake"] + self.spent["rewrite_database"] + self.spent["search_database"]
        self.spent.clear()
        return lake, sql


def main() -> int:
    """Build the country, destroy from it, print the table and the figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--movements", type=int, default=MOVEMENTS)
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--url", help="of an empty database; SQLite without it")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quater-bench-") as name:
        environ = {"QUATER_DATABASE_URL": chosen.url} if chosen.url else {}
        warehouse = open_warehouse(load_settings(Path(name) / "home", environ=environ))
        begun = time.perf_counter()
        months = build(warehouse, movements=chosen.movements)
        laid = len(months) * months[0].accounts * EACH
        print(f"{laid:,} movements laid out in {time.perf_counter() - begun:.0f} s", flush=True)
        found = destroyed(warehouse, months, chosen.runs)
        kind = warehouse.engine.dialect.name
        warehouse.close()
    _table(found)
    figures = _figures(found) | {"database": kind, "movements": laid}
    publish("retention", figures)
    return 0 if figures["met"] else 1


Found = dict[str, list[dict[str, float]]]


def destroyed(warehouse: Warehouse, months: list[Month], runs: int) -> Found:
    """Destroy a month and a day, so many times, each time of the next month; what each took."""
    watch = Watch()
    found: Found = {"month": [], "day": []}
    for number in range(runs):
        month, following = months[number], months[number + 1]
        begins = month.first + timedelta(days=1 if number else 0)
        last = month.first.replace(day=DAYS)
        found["month"].append(_one(warehouse, watch, month, last, days=(last - begins).days + 1))
        found["day"].append(_one(warehouse, watch, following, following.first, days=1))
    return found


def _one(warehouse: Warehouse, watch: Watch, month: Month, last: date, *, days: int) -> dict[str, float]:
    """Destroy what is past its day on the day on which `last` is; exits when it is not as much as was laid out."""
    on = first_destruction_day(last, None)
    at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    watch.taken()
    begun = time.perf_counter()
    planned = plan(warehouse, on=on, by="planner", at=at)
    for who in ("first", "second"):
        approve(warehouse, planned.plan_id, by=who, at=at)
    document = run(warehouse, planned.plan_id, at=at).document
    whole = time.perf_counter() - begun
    lake, sql = watch.taken()
    laid = sum(month.accounts // DAYS + (place < month.accounts % DAYS) for place in range(last.day - days, last.day)) * EACH
    if (document["destroyed"]["movements"], document["verification"]["remnants"]) != (laid, 0):
        sys.exit(f"{document['destroyed']['movements']} movements destroyed, {laid} were laid out")
    return {"movements": laid, "lake": lake, "sql": sql, "all": whole, "load": os.getloadavg()[0]}


def _median(runs: list[dict[str, float]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _table(found: Found) -> None:
    print(f"{'':<8}{'movements':>11}{'lake s':>9}{'SQL s':>9}{'all s':>9}{'load':>7}")
    for what, runs in found.items():
        told = "".join(f"{_median(runs, name):>9.2f}" for name in ("lake", "sql", "all"))
        print(f"{what:<8}{_median(runs, 'movements'):>11,.0f}{told}{_median(runs, 'load'):>7.1f}")


def _figures(found: Found) -> dict[str, Any]:
    """The medians, and whether they meet the marks."""
    told = {
        f"{what}_{name}_s": round(_median(runs, name), 2) for what, runs in found.items() for name in ("lake", "sql", "all")
    }
    met = told["month_lake_s"] <= MOST_LAKE and told["month_sql_s"] <= MOST_SQL and told["day_all_s"] <= MOST_DAY
    return told | {"load": round(_median(found["month"] + found["day"], "load"), 1), "met": met}


if __name__ == "__main__":
    sys.exit(main())
