"""One run of `make bench-coda`, in a process of its own: `python coda_runs.py WAY FILE` reads a file once.

Prints CPU seconds, peak memory and the number of movements, details not counted, which proves that the work was done. What
is imported, loaded or compiled before the first byte is measured apart (`start`). It is run as a script, because a peer's
Python knows nothing of ours.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DELIVERY = "ab" * 32


def pycoda() -> Callable[[Path], int]:
    """Read with pycoda: amounts are floats, the trailer is ignored."""
    from coda.parser import Parser  # type: ignore[import-not-found,unused-ignore]

    def run(path: Path) -> int:
        return sum(len(statement.movements) for statement in Parser().parse(path.read_bytes()))

    return run


def febelfin() -> Callable[[Path], int]:
    """Read with febelfin-coda: amounts are Decimals, totals are asserted."""
    from coda import CODA  # type: ignore[attr-defined,import-not-found,unused-ignore]

    def run(path: Path) -> int:
        return sum(len(statement.moves) for statement in CODA(str(path)).statements)

    return run


def _kernels() -> Any:
    sys.path.insert(0, str(ROOT))
    from coda_parser.columnar.compiled import compiled_kernels

    return compiled_kernels()


def _main_movements(table: Any) -> int:
    import pyarrow.compute as pc

    return table.num_rows - pc.sum(table.column("is_detail")).as_py() if table.num_rows else 0


def arrow() -> Callable[[Path], int]:
    """Read into Arrow tables, piece by piece."""
    kernels = _kernels()
    from coda_parser.arrow import TableStream

    def run(path: Path) -> int:
        with path.open("rb") as file:
            pieces = TableStream(file, delivery=DELIVERY, kernels=kernels)
            return sum(_main_movements(piece.movements) for piece in pieces)

    return run


def plain() -> Callable[[Path], int]:
    """Read into Arrow tables without numba: what a package without the extra `fast` does."""
    sys.path.insert(0, str(ROOT))
    from coda_parser import parse
    from coda_parser.arrow import to_arrow

    def run(path: Path) -> int:
        read = parse(path.read_bytes())
        return _main_movements(to_arrow(read.statements, delivery=DELIVERY, encoding=read.encoding)[1])

    return run


def parquet() -> Callable[[Path], int]:
    """Do the whole job: from the file to both Parquet files."""
    kernels = _kernels()
    from coda_parser.parquet import write_parquet

    def run(path: Path) -> int:
        out = path.with_suffix(f".{os.getpid()}")
        with path.open("rb") as file:
            written = write_parquet(file, out, delivery=DELIVERY, kernels=kernels)
        shutil.rmtree(out)
        return written.movements

    return run


WAYS = {"pycoda": pycoda, "febelfin-coda": febelfin, "arrow": arrow, "plain": plain, "parquet": parquet}


def measured(way: str, path: Path, warm: Path) -> dict[str, float]:
    """Run one way once over a file, after a small one that warms it up."""
    begun = time.process_time()
    run = WAYS[way]()
    run(warm)
    started = time.process_time()
    movements = run(path)
    ended = time.process_time()
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"cpu": ended - started, "start": started - begun, "peak_mb": kib / 1024, "movements": movements}


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
