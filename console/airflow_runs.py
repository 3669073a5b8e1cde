"""What the scheduler keeps of its own, cleared when its time is over: records of runs in its database, and the logs of tasks.

They hold no name, account number or movement (a test searches them), so the decree's ten years do not reach them. GDPR art.
5.1.e does: they are kept for as long as a failure may have to be understood from them. Who approved what is in our own tables.
Airflow's `db clean` keeps the newest run of each DAG, and with `--skip-archive` leaves no copy of what it removes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.airflow_cli import airflow

KEPT_DAYS = 400
"""A year, and a month to look back over it; house default."""


@dataclass(frozen=True)
class Cleared:
    """What was removed: files of logs, and the moment before which everything went."""

    before: datetime
    logs: int


def clear_runs(variables: Mapping[str, str], logs: Path, *, before: datetime) -> Cleared:
    """Remove the records and the logs of before a moment; run again, it removes nothing more. Refusal when Airflow refuses."""
    words = ("--clean-before-timestamp", before.isoformat(), "--skip-archive", "--yes", "--error-on-cleanup-failure")
    airflow(variables, "db", "clean", *words)
    return Cleared(before, _clear_logs(logs, before.timestamp()))


def _clear_logs(logs: Path, before: float) -> int:
    """Remove the files last written before a moment, and the folders that are left empty; give how many files."""
    removed = 0
    for path in sorted(logs.rglob("*"), reverse=True):  # what is inside a folder before the folder
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.lstat().st_mtime < before:
            path.unlink()
            removed += 1
    return removed
