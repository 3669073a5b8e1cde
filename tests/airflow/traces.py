"""What the scheduler leaves behind: the runs in its database, and the words in its files; and which words may not be there."""

import sqlite3
import subprocess
from pathlib import Path

from console.demo.airflow_home import passwords
from warehouse.database import Warehouse
from warehouse.lake import movements
from warehouse.register import accounts_frame, holders_frame
from warehouse.settings import Settings


def runs_and_records(database: Path) -> dict[str, int]:
    """How many runs there are, and how many of the planted records."""
    with sqlite3.connect(database) as connection:
        runs = connection.execute("SELECT count(*) FROM dag_run").fetchone()[0]
        planted = connection.execute("SELECT count(*) FROM log WHERE event = 'planted'").fetchone()[0]
    connection.close()
    return {"dag_run": runs, "planted": planted}


def make_overdue(database: Path) -> int:
    """Put back the hour by which runs must be done, as if it had passed; how many runs have one."""
    with sqlite3.connect(database, timeout=30) as connection:
        changed = connection.execute("UPDATE deadline SET deadline_time = '2026-01-01 00:00:00'").rowcount
    connection.close()
    return changed


def scan(folder: Path, words: set[str], tmp_path: Path) -> set[str]:
    """The words that stand anywhere in the folder's files."""
    listed = tmp_path / "words.txt"
    listed.write_text("\n".join(sorted(words)), encoding="utf-8")
    command = ["grep", "--recursive", "--text", "--only-matching", "--no-filename", "--fixed-strings", "--file", str(listed)]
    done = subprocess.run([*command, str(folder)], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return set(done.stdout.decode("utf-8", errors="replace").splitlines())


def names_and_numbers(installation: Warehouse) -> set[str]:
    """The names, accounts and communications that the installation holds, but for the shortest."""
    lake = movements(installation, columns=["counterparty_account", "counterparty_name", "communication"]).collect()
    words = set(holders_frame(installation)["name"]) | set(accounts_frame(installation)["iban"])
    words |= set(lake["counterparty_account"].drop_nulls()) | set(lake["counterparty_name"].drop_nulls())
    words |= {text for text in lake["communication"].drop_nulls() if len(text) > 12}
    return {word for word in words if len(word) > 6}


def secrets_of(settings: Settings) -> set[str]:
    """The passwords, and the keys of Airflow and of the installation."""
    kept = settings.secrets
    told = set(passwords(settings).values()) | {(kept / name).read_text() for name in ("fernet", "jwt", "session")}
    return told | {key.read_bytes().hex() for key in kept.glob("*.key")}
