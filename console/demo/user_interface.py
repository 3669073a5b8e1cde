"""Serving the Airflow UI until Ctrl-C: scheduler, DAG processor and web server, in a session of their own.

Airflow starts a process for each task and file, some in process groups of their own, and a signal to a parent does not reach
them all. So the three components start in one session, and at the end every process of that session is ended and none may be
left. What they print goes to one log file each, below the installation.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from warehouse.errors import Refusal

COMPONENTS = ("scheduler", "dag-processor", "api-server")
LONGEST_START = 180.0
PATIENCE = 20.0


@dataclass
class Airflow:
    """The running components: their processes, and where each writes its log."""

    environment: Mapping[str, str]
    logs: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start the components; each leads a session, to which all its descendants belong."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for name in COMPONENTS:
            with (self.logs / f"{name}.log").open("ab") as log:
                process = subprocess.Popen(  # noqa: S603 our own interpreter, a fixed list of words
                    [sys.executable, "-m", "airflow", name],
                    env=dict(self.environment),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                self.processes.append(process)

    def wait_until_healthy(self) -> None:
        """Wait for the web server, the scheduler and the DAG processor; refuses when one ends or none answers in time."""
        deadline = time.monotonic() + LONGEST_START
        while not self._healthy():
            self._refuse_if_ended()
            if time.monotonic() > deadline:
                raise Refusal(f"the user interface did not come up within {LONGEST_START:.0f} s; its logs are in {self.logs}")
            time.sleep(0.5)

    def wait(self) -> None:
        """Wait until a component ends by itself, which is a failure."""
        while True:
            self._refuse_if_ended()
            time.sleep(1)

    def end(self) -> None:
        """End every process of the components' sessions: politely, then by force; none is left."""
        sessions = {process.pid for process in self.processes}
        _signal(_members(sessions), signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while _members(sessions) and time.monotonic() < deadline:
            time.sleep(0.2)
        while left := _members(sessions):
            _signal(left, signal.SIGKILL)
            time.sleep(0.05)
        for process in self.processes:
            process.wait()

    def _healthy(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/v2/monitor/health")
            answer = json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return all(answer[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor"))

    def _refuse_if_ended(self) -> None:
        for name, process in zip(COMPONENTS, self.processes, strict=True):
            if process.poll() is not None:
                raise Refusal(f"Airflow's {name} ended with code {process.returncode}; see {self.logs / f'{name}.log'}")


@contextmanager
def airflow_running(environment: Mapping[str, str], *, logs: Path, port: int) -> Iterator[Airflow]:
    """Airflow, healthy, while the block runs; all its processes end with the block."""
    airflow = Airflow(environment, logs, port)
    try:
        airflow.start()
        airflow.wait_until_healthy()
        yield airflow
    finally:
        airflow.end()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turn the signals that end a program into the exception of Ctrl-C, so that every block is left in order."""

    def leave(*_: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _members(sessions: set[int]) -> list[int]:
    """The living processes of the sessions."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError):
            if os.getsid(process.pid) in sessions and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


def _signal(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)
