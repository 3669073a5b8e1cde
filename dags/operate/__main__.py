r"""Prepare Airflow's database and run DAGs one after another; says what happens as JSON lines on standard output.

Standard input: {"conf": {…}, "to_the_end": [dag ids], "until_a_person": [dag ids]}. Lines out: `ready`; for each DAG `started`,
then `ended` with state, failed tasks, seconds, open questions and what tasks returned; `done`. A DAG whose predecessor failed
still runs: a report of what is there helps more than none. While they run, the DAGs are paused, or each would leave the
scheduler an event to start the next one again; afterwards those that ask people are unpaused, so that it goes on from the
answers. Everything that Airflow itself prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any, TextIO


def main() -> int:
    """Read the job, run it, tell about it; 0 when every DAG succeeded or waits for a person, else 1."""
    job = json.load(sys.stdin)
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with told:
        return 0 if _run(job, told) else 1


def _run(job: dict[str, Any], told: TextIO) -> bool:
    from dags.operate.metadata import pause, prepare, unpaused
    from dags.operate.runs import run_to_the_end, run_until_a_person_is_asked

    dags = prepare()
    before = unpaused()
    _tell(told, event="ready", dags=sorted(dags))
    pause(before, True)
    well = True
    work = [(name, run_to_the_end) for name in job["to_the_end"]]
    work += [(name, run_until_a_person_is_asked) for name in job["until_a_person"]]
    for name, run in work:
        _tell(told, event="started", dag=name)
        begun = time.monotonic()
        outcome = run(dags[name], {key: value for key, value in job["conf"].items() if key in dags[name].params})
        well = well and not outcome.failed
        _tell(told, event="ended", dag=name, seconds=round(time.monotonic() - begun, 1), **asdict(outcome))
    pause([*before, *job["until_a_person"]], False)
    _tell(told, event="done")
    return well


def _tell(told: TextIO, **line: object) -> None:
    told.write(json.dumps(line) + "\n")
    told.flush()


if __name__ == "__main__":
    raise SystemExit(main())
