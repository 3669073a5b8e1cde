"""Take from a bank's folder in a process of its own: HOME BANK FOLDER [USER], states and peak memory as JSON.

With a user, the process becomes that user first. Python itself may lie where that user cannot read, so whatever is imported
on the way is imported before: by taking one delivery of a small installation that is thrown away.
"""

import json
import os
import pwd
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from warehouse.database import open_warehouse
from warehouse.drop import DropFolder, pull
from warehouse.intake import IntakeSummary
from warehouse.settings import load_settings


def peak_kib() -> int:
    """Give the most memory that this program had, in KiB; the usual figure begins with what it was started from."""
    return int(Path("/proc/self/status").read_text(encoding="utf-8").split("VmHWM:")[1].split()[0])


def main(home: str, bank: str, folder: str, user: str = "") -> None:
    """Take, and print what was taken."""
    if user:
        _warm_up()
        _become(user)
    summary = _taken(home, bank, folder)
    told = {
        "states": {name: receipt.state for name, receipt in summary.receipts[:50]},
        "reasons": {name: receipt.reason for name, receipt in summary.receipts[:50]},
        "taken": len(summary.receipts),
        "peak_mib": peak_kib() // 1024,
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _taken(home: str, bank: str, folder: str) -> IntakeSummary:
    warehouse = open_warehouse(load_settings(home, environ={}))
    try:
        return pull(warehouse, bank, DropFolder(Path(folder)), at=datetime.now(UTC), settle=0.2)
    finally:
        warehouse.close()


def _warm_up() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        incoming = Path(scratch, "drop", "in")
        incoming.mkdir(parents=True)
        (incoming / "sample.cod").write_bytes(b"9".ljust(128) + b"\r\n")
        _taken(f"{scratch}/home", "KASTEEL", f"{scratch}/drop")


def _become(user: str) -> None:
    found = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(found.pw_gid)
    os.setuid(found.pw_uid)


if __name__ == "__main__":
    main(*sys.argv[1:])
