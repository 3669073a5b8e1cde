"""A wrong command line, a missing file, an unknown bar: one clear line, exit 2, no traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WRONG = [
    # what was typed | a word that the answer must hold
    (["nonsense"], "nonsense"),
    (["ingest"], "paths"),
    (["ingest", "no-such-folder"], "no-such-folder"),
    (["coda", "check", "no-such-file.cod"], "no-such-file.cod"),
    (["coda", "show", "no-such-file.cod"], "no-such-file.cod"),
    (["report", "--bar", "ATLANTIS"], "ATLANTIS"),
    (["alerts", "list", "--bar", "ATLANTIS"], "ATLANTIS"),
    (["alerts", "show", "A-999999"], "A-999999"),
    (["alerts", "dispose", "A-999999", "--outcome", "dismissed", "--reason", "no such alert"], "A-999999"),
    (["detect", "--on", "31/12/2026"], "31/12/2026"),
    (["register", "import", "--holders", "missing.csv"], "missing.csv"),
    (["simulate", "-o", "world", "--accounts", "none"], "--accounts"),
    (["extract", "--account", "BE00", "--reason", "request of 3 March"], "register"),
    (["retention", "run", "no-such-plan"], "no-such-plan"),
    (["hold", "release", "no-such-hold", "--decision", "judgment", "--recourse", "exhausted"], "no-such-hold"),
    (["roles", "sync"], "FabAuthManager"),
]


@pytest.mark.parametrize(("typed", "word"), WRONG, ids=[" ".join(typed) for typed, _ in WRONG])
def test_a_mistake_is_answered_with_one_line_and_exit_2(
    command: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], word: str
) -> None:
    monkeypatch.setenv("QUATER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    answer = command(*typed)
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert word in answer.err
    assert "Traceback" not in answer.err + answer.out


def test_the_installed_script_speaks_the_same_way(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("quater")
    done = subprocess.run([script, "coda", "check", "missing"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "quater: no such file or folder: missing\n")
