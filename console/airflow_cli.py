"""Airflow's own command line, spoken to as an operator would: each line a process of its own, nothing of Airflow imported."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from console.demo.airflow_home import environment
from warehouse.errors import Refusal
from warehouse.settings import Settings


def variables_of(settings: Settings) -> Mapping[str, str]:
    """The environment of the installation's Airflow processes: this process's own where it names Airflow's settings."""
    return os.environ if "AIRFLOW_CONFIG" in os.environ else environment(settings)


def airflow(variables: Mapping[str, str], *words: str) -> str:
    """Run one line and give what it printed; Refusal with Airflow's last words when it refuses."""
    done = subprocess.run(  # noqa: S603 our own interpreter, words of our own
        [sys.executable, "-m", "airflow", *words], env=dict(variables), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stdout.strip() or done.stderr.strip()).splitlines()
        raise Refusal(f"airflow {' '.join(words[:2])} refused: {said[-1] if said else done.returncode}")
    return done.stdout
