"""The processes of a cluster on this machine: each part leads a session, so that it can be ended, or killed, whole."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PATIENCE = 30.0


@dataclass
class Parts:
    """What was started, by name; each writes its own log."""

    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a part."""
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """Kill every process of a part at once, as a power cut would."""
        process = self.running.pop(name)
        while left := members(process.pid):
            for one in left:
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            time.sleep(0.05)
        process.wait()

    def end(self) -> None:
        """End everything: politely, then by force."""
        for process in self.running.values():
            for one in members(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(members(process.pid) for process in self.running.values()):
            time.sleep(0.5)
        for name in list(self.running):
            self.kill(name)

    def refuse_if_ended(self) -> None:
        """Fail with a part's last words when it ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                last = (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")[-3000:]
                raise AssertionError(f"{name} ended with {process.returncode}:\n{last}")


def members(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError):
            if os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found
