"""A warm process in which planted faults meet their tests: for each line of the input, a child that plants, tests and ends.

Loading what the product stands on takes longer than the test that must see a fault. So this process loads it once, forgets the
product's own modules again, and each child imports those anew with the fault in them.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import pytest

OURS = ("coda_parser", "warehouse", "models", "detection", "console", "tests")
LOADED = (
    "warehouse.intake",
    "warehouse.quarantine",
    "warehouse.register",
    "warehouse.lake",
    "alembic.command",
    "holidays",
    "pandas",
)

PLAINLY = (
    "--assert=plain",
    *(part for name in ("cacheprovider", "hypothesispytest", "xdist") for part in ("-p", f"no:{name}")),
)
"""Without the helpers of pytest that cost more than such a test."""


def main() -> None:
    """Serve: a line names the fault, the file for what the tests say, and the tests; the answer is their exit code."""
    for name in LOADED:
        import_module(name)
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    gc.freeze()
    for line in sys.stdin:
        mutant, output, *tests = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            _test(mutant, output, tests)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _test(mutant: str, output: str, tests: list[str]) -> None:
    """Plant the fault, run the tests, and end this child with their exit code."""
    os.environ["QUATER_MUTANT"] = mutant
    said = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for descriptor in (1, 2):
        os.dup2(said, descriptor)
    code = pytest.main([*PLAINLY, "-q", "-x", "-p", "tests.reliability.planting", *tests])
    sys.stdout.flush()
    os._exit(int(code))


if __name__ == "__main__":
    main()
