"""One main job or user interface at a time on one installation: a second scheduler would run every task twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from warehouse.errors import Refusal
from warehouse.settings import Settings


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the installation's lock while the block runs; refuses when another process holds it. A crash releases it."""
    settings.airflow.mkdir(parents=True, exist_ok=True)
    path = settings.airflow / "running.lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise Refusal(f"process {holder} runs the demo or the UI on {settings.home} already; end it first") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
