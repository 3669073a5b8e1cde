"""Files that nobody should send, of sizes that do not belong in a repository: recipes among the files of `issues/`.

A recipe is a list of pieces, each a text and the number of bytes that it fills by repetition (1 for once); `problem`, `line`
and `message` say what refuses the file. Each is read in a process of its own, whose memory is measured: it must be the same
whatever the size. The quick set makes files of a tenth; all of it is read when QUATER_TEST_FULL is set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.trial

RECIPES = sorted((Path(__file__).parent / "issues").glob("*.recipe.json"))
FULL = os.environ.get("QUATER_TEST_FULL") == "1"
SHORTENED = 1 << 30
"""Bytes from which a piece is cut to a tenth in the quick set."""
MEMORY = 500
"""Megabytes that a process may take, libraries included."""
READER = """
import json, sys
from pathlib import Path
from coda_parser.passages import passages

def peak_kib():  # of this program alone: the usual figure begins with what the program was started from
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

found = None
with open(sys.argv[1], "rb") as file:
    for passage in passages(file):
        hard = [problem for problem in passage.problems if problem.severity == "hard"]
        found = found or (hard[0].id, hard[0].line, hard[0].message)
print(json.dumps([found, peak_kib() // 1024]))
"""


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.name.removesuffix(".recipe.json"))
def test_a_monster_is_refused_with_a_line_in_bounded_memory(path: Path, tmp_path: Path) -> None:
    recipe = json.loads(path.read_text(encoding="utf-8"))
    made = tmp_path / "monster.cod"
    cook(recipe["pieces"], made)
    try:
        told = subprocess.run([sys.executable, "-c", READER, made], capture_output=True, text=True, check=True)
    finally:
        made.unlink()
    (problem, line, message), megabytes = json.loads(told.stdout)
    assert (problem, line) == (recipe["problem"], recipe["line"])
    assert recipe["message"] in message
    assert len(message) < 500
    assert megabytes < MEMORY


def cook(pieces: list[list[Any]], made: Path) -> None:
    """Write a recipe's file; a piece of NUL becomes a hole that takes no room on the disk."""
    with made.open("wb") as file:
        for text, asked in pieces:
            size = asked // 10 if asked >= SHORTENED and not FULL else asked
            data = text.encode("cp1252")
            if data == b"\x00":
                file.truncate(file.tell() + size)
                file.seek(0, os.SEEK_END)
                continue
            block = data * max(1, min(size, 1 << 20) // len(data))
            times, rest = divmod(max(size, len(data)), len(block))
            for _ in range(times):
                file.write(block)
            file.write(block[:rest])
