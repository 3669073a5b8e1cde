"""`make fuzz-coda-guided`: let coverage choose what to damage, for so many minutes.

atheris (libFuzzer for Python) watches which lines of `coda_parser` a case reaches and goes on from those that reach new
ones; it starts from generated deliveries. A case is wrong when `judge` of `coda_fuzz` says so, money apart: what a case was
before it was changed is not known here. Needs atheris, which is not among the project's dependencies.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

SEEDS = 40
LONGEST = 4096


def main() -> None:
    """Run until the minutes are over or a case is wrong; libFuzzer then keeps that case in a file and exits with 77."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--folder", type=Path, default=Path("var") / "fuzz-coda")
    chosen = options.parse_args()
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        sys.exit("fuzz-coda-guided needs atheris: install it into the environment that runs this")
    with atheris.instrument_imports(include=["coda_parser"]):
        fuzz: Any = import_module("benchmarks.coda_fuzz")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(SEEDS):
        (chosen.folder / f"seed-{seed}").write_bytes(fuzz.source(seed).data)

    def one(data: bytes) -> None:
        outcome = fuzz.judge(data, fuzz.Source(data, fuzz.money_of(fuzz.parse(data))))
        if outcome:
            raise AssertionError(outcome)

    seconds = max(1, round(chosen.minutes * 60))
    arguments = [sys.argv[0], str(chosen.folder), f"-max_total_time={seconds}", f"-max_len={LONGEST}"]
    atheris.Setup(arguments, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
