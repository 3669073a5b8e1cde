"""One run of `make bench-intake`, in a process of its own: what is done with the day, and what it took, as one line of JSON.

`plain` parses the deliveries into Arrow tables with the diagnosing parser, the one that the intake uses; `kernels` does it with
the compiled kernels. `day` receives the four deliveries, `files` the forty thousand: ledger, lake, acknowledgements and all.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.intake_day import Expected
from coda_parser import parse
from coda_parser.arrow import arrow_of, to_arrow
from warehouse.database import open_warehouse
from warehouse.intake import accounting, ingest_paths
from warehouse.settings import load_settings

AT = datetime(2026, 4, 1, 6, tzinfo=UTC)


def main() -> None:
    """Do what the arguments (way, folder of the day, folder to work in) say; print wall and CPU seconds, and what was found."""
    way, day, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    ways: dict[str, Callable[[], Expected]] = {
        "plain": lambda: _parsed(day, _plain),
        "kernels": lambda: _parsed(day, _kernels),
        "day": lambda: _received(day / "day", day / "installation", work),
        "files": lambda: _received(day / "files", day / "installation", work),
    }
    wall, cpu = time.perf_counter(), time.process_time()
    found = ways[way]()
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "load": os.getloadavg()[0]}
    print(json.dumps({**took, **asdict(found)}))


def _parsed(day: Path, read: Callable[[bytes], Expected]) -> Expected:
    counts = [read(path.read_bytes()) for path in sorted((day / "day").rglob("*.cod"))]
    return Expected(*(sum(values) for values in zip(*(asdict(count).values() for count in counts), strict=True)))


def _plain(data: bytes) -> Expected:
    delivery = parse(data)
    to_arrow(delivery.statements, delivery="", encoding=delivery.encoding)
    held = delivery.statements
    return Expected(
        len(held), sum(s.movement_count for s in held), sum(s.debit_milli for s in held), sum(s.credit_milli for s in held)
    )


def _kernels(data: bytes) -> Expected:
    statements = arrow_of(data, delivery="").statements
    sums = (sum(statements[name].to_pylist()) for name in ("movement_count", "debit_milli", "credit_milli"))
    return Expected(statements.num_rows, *sums)


def _received(files: Path, installation: Path, work: Path) -> Expected:
    shutil.copytree(installation, work)
    warehouse = open_warehouse(load_settings(work, environ={}))
    ingest_paths(warehouse, [files], at=AT)
    found = accounting(warehouse)
    warehouse.close()
    if not found.holds:
        sys.exit(f"the accounts do not close: {found.deviations}")
    return Expected(**asdict(found.held))


if __name__ == "__main__":
    main()
