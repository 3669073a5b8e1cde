"""Commands run to their end, watched from outside: wall time, processor time, memory, bytes read and written.

They are looked at every tenth of a second, so what happens in the last one is not seen. Memory is the most that each ever held
(`VmHWM`, see `benchmarks.memory`), added up; bytes are what was asked of the system, in its cache or not. The last line that a
command prints is JSON: whatever it measured itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from benchmarks.memory import peak_mb

LOOK = 0.1
"""Seconds between two looks."""


@dataclass(frozen=True)
class Watched:
    """What commands at one time took: seconds, units of 1,024 KiB, bytes; the machine's load at the end; what each said."""

    wall: float
    cpu: float
    peak_mb: float
    read: int
    written: int
    load: float
    told: tuple[dict[str, Any], ...]


@dataclass
class _One:
    """A running command, where its words go, and what was seen of it last."""

    process: subprocess.Popen[bytes]
    words: Path
    cpu: float = 0.0
    peak_mb: float = 0.0
    moved: tuple[int, int] = field(default=(0, 0))

    def look(self) -> None:
        """Look at it, if it has not ended meanwhile."""
        with suppress(psutil.Error, OSError, StopIteration):
            seen = psutil.Process(self.process.pid)
            times, counted = seen.cpu_times(), seen.io_counters()
            self.peak_mb = peak_mb(self.process.pid)
            self.cpu = times.user + times.system
            self.moved = counted.read_chars, counted.write_chars

    def last_words(self) -> dict[str, Any]:
        """Give the JSON of its last line; SystemExit with what it said when it failed."""
        said = self.words.read_text(encoding="utf-8")
        if self.process.returncode != 0:
            sys.exit(f"{self.process.args!r} ended with {self.process.returncode}:\n{said[-2000:]}")
        found: dict[str, Any] = json.loads(said.splitlines()[-1])
        return found


def watched(*modules: Sequence[str]) -> Watched:
    """Run modules of this house (name, then arguments) at one time, to their end."""
    with tempfile.TemporaryDirectory(prefix="quater-watched-") as folder:
        begun, running = time.perf_counter(), []
        for number, module in enumerate(modules):
            words = Path(folder) / str(number)
            with words.open("wb") as said:
                process = subprocess.Popen([sys.executable, "-m", *module], stdout=said, stderr=subprocess.STDOUT)
            running.append(_One(process, words))
        while any(one.process.poll() is None for one in running):
            for one in running:
                one.look()
            time.sleep(LOOK)
        wall = time.perf_counter() - begun
        told = tuple(one.last_words() for one in running)
    moved = [sum(one.moved[way] for one in running) for way in (0, 1)]
    cpu, peak = sum(one.cpu for one in running), sum(one.peak_mb for one in running)
    return Watched(wall, cpu, peak, moved[0], moved[1], os.getloadavg()[0], told)
