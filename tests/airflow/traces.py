"""What the scheduler leaves behind: the runs in its database, and the words in its files."""

import sqlite3
import subprocess
from pathlib import Path


def runs_and_records(database: Path) -> dict[str, int]:
    """How many runs there are, and how many of the planted records."""
    with sqlite3.connect(database) as connection:
        runs = connection.execute("SELECT count(*) FROM dag_run").fetchone()[0]
        planted = connection.execute("SELECT count(*) FROM log WHERE event = 'planted'").fetchone()[0]
    connection.close()
    return {"dag_run": runs, "planted": planted}


def scan(folder: Path, words: set[str], tmp_path: Path) -> set[str]:
    """The words that stand anywhere in the folder's files."""
    listed = tmp_path / "words.txt"
    listed.write_text("\n".join(sorted(words)), encoding="utf-8")
    command = ["grep", "--recursive", "--text", "--only-matching", "--no-filename", "--fixed-strings", "--file", str(listed)]
    done = subprocess.run([*command, str(folder)], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return set(done.stdout.decode("utf-8", errors="replace").splitlines())
