"""A program of its own that writes the monthly report of the record of access, killed at each of its steps in turn.

Steps are those of `tests.reliability.worker`. For every step it prints a line of JSON: whether the run was killed, and what
then stood under the report's name (nothing: null). The last line is the run that had no more steps to be killed at.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path

from tests.reliability.worker import Steps
from warehouse.database import Warehouse, open_warehouse
from warehouse.evidence.monthly import MONTHS, report_month
from warehouse.settings import load_settings


def report(warehouse: Warehouse, on: date, fail_at: int) -> None:
    """Write the report, and be killed at a step."""
    steps = Steps(warehouse.settings.home, fail_at, "kill", None)
    steps.watch_descriptors()
    sys.addaudithook(steps.audited)
    steps.armed = True
    report_month(warehouse, on=on)
    os._exit(0)


def main(home: str, day: str) -> None:
    """Kill it at the first step, then at the second, until it comes to its end."""
    warehouse = open_warehouse(load_settings(Path(home), environ={}))
    warehouse.close()  # the children open a connection of their own
    folder, killed, fail_at = warehouse.settings.certificates / MONTHS, True, 0
    while killed:
        fail_at += 1
        shutil.rmtree(folder, ignore_errors=True)
        child = os.fork()
        if child == 0:
            report(warehouse, date.fromisoformat(day), fail_at)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        found = [path.read_text(encoding="ascii") for path in folder.glob("*.txt")] if folder.is_dir() else []
        sys.stdout.write(json.dumps([killed, found[0] if found else None]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
