"""Airflow reads its environment when it is imported, so whatever imports it runs in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.demo.airflow_home import environment, prepare_home
from warehouse.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
InAirflow = Callable[[str], Any]


@pytest.fixture(scope="session")
def airflow_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation whose Airflow home is prepared."""
    settings = load_settings(tmp_path_factory.mktemp("airflow") / "home", environ={})
    prepare_home(settings)
    return settings


@pytest.fixture(scope="session")
def in_airflow(airflow_settings: Settings) -> InAirflow:
    """Run Python code beside Airflow; the JSON that it leaves in `answer` comes back."""

    def run(code: str) -> Any:
        program = f"import json, os, sys\n{code}\nsys.stderr.write('\\n' + json.dumps(answer))"
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment(airflow_settings),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stderr.rsplit("\n", 1)[1])

    return run
