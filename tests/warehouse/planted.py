"""Plants one fault into retention as it is imported: `pytest -p tests.warehouse.planted` with `QUATER_MUTANT` set."""

from __future__ import annotations

import os
import sys

from tests.reliability.planting import Mutant, _Planted

CLOCK, RUN = "tests/warehouse/test_retention_clock.py", "tests/warehouse/test_retention_machine.py"
MUTANTS = {
    "the anniversary itself": Mutant(
        "warehouse.retention.clock",
        "    start = max(booked, valued or booked) + _DAY\n",
        "    start = max(booked, valued or booked)\n",
        f"{CLOCK} {RUN}",
    ),
}


def plant() -> None:
    """Plant the fault that the environment names."""
    name = os.environ.get("QUATER_MUTANT")
    if name in MUTANTS:
        sys.meta_path.insert(0, _Planted(MUTANTS[name]))


plant()
