"""One step of `benchmarks.country_bench` that no other measurement has, in a process of its own: figures as one line of JSON.

- *features*: the feature table of every ordinary account, tile after tile, after what is known across accounts; a model fitted
  on the first tile (not counted) scores every row.
- *page*: an account of many movements, as a control officer's browser asks for it (`benchmarks.desk_bench`).
- *month*: a month destroyed and verified out of ten years (`benchmarks.retention_bench`).

    python -m benchmarks.country_runs WAY --folder FOLDER --rows MILLIONS
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import desk_bench, retention_bench
from benchmarks.retention_world import build
from benchmarks.rules_runs import MILLION
from benchmarks.rules_world import Country, country
from models.features import NEEDED
from models.features.around import Around
from models.fitting import fit, scores
from models.sources import AROUND_COLUMNS, STATEMENT_COLUMNS, between, table_of
from warehouse.database import open_warehouse
from warehouse.settings import load_settings

SEED = 7
ALERTS, ROUNDS, PAGE_MOVEMENTS = 2_000, 20, 100_000
MONTH_MOVEMENTS = 5 * MILLION
"""The most that are laid out to destroy from: the ledger of more takes longer to make than all that is measured."""


def main() -> int:
    """Do one step and print its figures."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ways: dict[str, Callable[[Path, float], dict[str, Any]]] = {"features": features, "page": page, "month": month}
    reader.add_argument("way", choices=ways)
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--rows", type=float, required=True, help="millions of movements")
    asked = reader.parse_args()
    print(json.dumps(ways[asked.way](asked.folder, asked.rows)))
    return 0


def features(folder: Path, rows: float) -> dict[str, Any]:
    """Build the features of every ordinary account, and score them: CPU seconds, movements, account-months."""
    place = country(folder / f"{rows:g}", round(rows * MILLION))
    begun = time.process_time()
    beside = between(place.scan(place.ordinary, "movements").select(AROUND_COLUMNS), place.registers("accounts"))
    across = time.process_time() - begun
    building = scoring = 0.0
    moved = months = 0
    model = None
    for tile in place.ordinary:
        begun = time.process_time()
        table = _table(place, tile, beside)
        building += time.process_time() - begun
        moved += place.scan([tile], "movements").select(pl.len()).collect().item()
        months += table.height
        model = model or fit(table, seed=SEED)
        begun = time.process_time()
        scores(model, table)
        scoring += time.process_time() - begun
    told = {
        "across_cpu": across,
        "features_cpu": building,
        "scoring_cpu": scoring,
        "movements": moved,
        "account_months": months,
    }
    return told | {"features_a_second": round(moved / (across + building))}


def _table(place: Country, tile: int, beside: Around) -> pl.DataFrame:
    return table_of(
        place.scan([tile], "movements").select(NEEDED),
        place.scan([tile], "statements").select(STATEMENT_COLUMNS),
        accounts=place.register(tile, "accounts"),
        own_accounts=place.register(tile, "own_accounts"),
        beside=beside,
    )


def page(_folder: Path, _rows: float) -> dict[str, Any]:
    """Ask for an account of 100,000 movements behind a few thousand alerts: median and 95th percentile in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="quater-bench-") as name:
        warehouse = open_warehouse(load_settings(Path(name) / "home", environ={}))
        desk_bench.fill(warehouse, Path(name), ALERTS, PAGE_MOVEMENTS)
        asked = desk_bench.Asked("account", "/quater/alerts/A-000001/accounts/1", "account")
        times = desk_bench.asked_for(desk_bench.officer(warehouse), ROUNDS, (asked,))[asked]
        warehouse.close()
    return {"median_ms": statistics.median(times), "p95_ms": desk_bench.percentile(times)}


def month(_folder: Path, rows: float) -> dict[str, Any]:
    """Destroy a month of ten years of so many movements, or as many as are laid out at most; seconds of lake, SQL and all."""
    with tempfile.TemporaryDirectory(prefix="quater-bench-") as name:
        warehouse = open_warehouse(load_settings(Path(name) / "home", environ={}))
        laid = min(round(rows * MILLION), MONTH_MOVEMENTS)
        found = retention_bench.destroyed(warehouse, build(warehouse, movements=laid), 1)["month"][0]
        warehouse.close()
    return {"laid": laid, **{name: found[name] for name in ("lake", "sql", "all", "movements")}}


if __name__ == "__main__":
    sys.exit(main())
