"""Running the DAGs in a process of their own, and hearing what becomes of them.

The console may not import Airflow, and Airflow reads its environment when it is imported; so the DAGs run as
`python -m dags.operate`, which tells what happens as JSON lines. What Airflow prints goes to one log file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from warehouse.errors import Refusal

UNATTENDED = ("deliveries", "deliveries", "quality", "detection", "reports")
"""Run to their end, each on what the one before left; the drops are visited twice, to tell a cut file from a growing one."""
ATTENDED = ("release", "training", "retention")
"""Run until they wait for a person."""


@dataclass(frozen=True)
class Question:
    """A required action that waits in the UI."""

    dag: str
    task: str
    subject: str


@dataclass(frozen=True)
class DagOutcome:
    """How one DAG's run ended; `returned` holds what its tasks gave back, by task."""

    dag: str
    state: str
    seconds: float
    failed: tuple[str, ...]
    questions: tuple[Question, ...]
    returned: Mapping[str, Sequence[Any]]


Told = Callable[[str, DagOutcome | None], None]


def run_dags(
    environment: Mapping[str, str],
    *,
    log: Path,
    conf: Mapping[str, object],
    to_the_end: Sequence[str] = (),
    until_a_person: Sequence[str] = (),
    told: Told | None = None,
) -> list[DagOutcome]:
    """Run the DAGs one after another; `told` hears each one's start (without outcome) and end. Refuses when Airflow breaks."""
    log.parent.mkdir(parents=True, exist_ok=True)
    job = {"conf": dict(conf), "to_the_end": list(to_the_end), "until_a_person": list(until_a_person)}
    with log.open("ab") as written, _start(environment, written) as process:
        try:
            outcomes, done = _follow(process, job, told or _nobody)
        finally:
            process.terminate()
    if not done:
        raise Refusal(f"Airflow ended before the DAGs did; its log is {log}")
    return outcomes


def _nobody(*_: object) -> None:
    """Hear nothing."""


def _start(environment: Mapping[str, str], log: IO[bytes]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dags.operate"],
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        encoding="utf-8",
    )


def _follow(process: subprocess.Popen[str], job: Mapping[str, object], told: Told) -> tuple[list[DagOutcome], bool]:
    if process.stdin is None or process.stdout is None:
        raise TypeError("the process has no pipes")
    with process.stdin as orders:
        json.dump(job, orders)
    outcomes, done = [], False
    for text in process.stdout:
        line = json.loads(text)
        if line["event"] == "started":
            told(line["dag"], None)
        elif line["event"] == "ended":
            outcomes.append(_outcome(line))
            told(line["dag"], outcomes[-1])
        done = done or line["event"] == "done"
    process.wait()
    return outcomes, done


def _outcome(line: Mapping[str, Any]) -> DagOutcome:
    return DagOutcome(
        dag=line["dag"],
        state=line["state"],
        seconds=line["seconds"],
        failed=tuple(line["failed"]),
        questions=tuple(Question(**question) for question in line["questions"]),
        returned=line["returned"],
    )
