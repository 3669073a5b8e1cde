"""Every DAG file as Airflow reads it: what runs when, who is told what, and that reading it costs next to nothing."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from console.demo.airflow_home import environment
from tests.airflow.conftest import ROOT, InAirflow
from warehouse.settings import Settings

pytestmark = pytest.mark.airflow

DAGS = Path(__file__).resolve().parents[2] / "dags"
NOT_DAGS = {
    "__init__.py",
    "answers.py",
    "assets.py",
    "days.py",
    "deadlines.py",
    "drops.py",
    "installation.py",
    "looking_back.py",
    "tags.py",
}

# DAG | cron, if any | assets that start it | assets that it leaves | asks a person
SCHEDULE = {
    "deliveries": ("*/30 * * * *", [], ["deliveries"], False),
    "quality": (None, ["deliveries"], ["checked"], False),
    "detection": ("0 5 * * *", ["checked"], ["alerts"], False),
    "reports": (None, ["alerts"], ["reports"], False),
    "budget": ("30 5 2 * *", [], [], False),
    "release": (None, ["reports"], [], True),
    "training": ("0 3 1 * *", [], [], True),
    "retention": ("30 2 * * *", [], [], True),
    "alarms": ("*/15 * * * *", [], [], False),
    "housekeeping": ("45 1 * * *", [], [], False),
}

READ = """
from dags.tags import Tag
heavy = {"polars", "pandas", "pyarrow", "great_expectations", "sklearn", "typst", "warehouse.database", "detection", "models"}
before = set(sys.modules)
from airflow.dag_processing.dagbag import DagBag
airflows_own = set(sys.modules)
bag = DagBag(os.environ["QUATER_ROOT"] + "/dags")
def cron(timetable):
    inner = getattr(timetable, "timetable", timetable)
    return getattr(inner, "expression", None)
def starts(dag):
    return sorted(asset.name for asset in getattr(dag.timetable.asset_condition, "objects", []))
def doc_of(task):
    return getattr(task, "python_callable", None).__doc__ if hasattr(task, "python_callable") else "mapped: ruff asks for it"
answer = {
    "errors": bag.import_errors,
    "imported": sorted((set(sys.modules) - airflows_own) & heavy),
    "tags": [str(tag) for tag in Tag],
    "dags": {
        dag.dag_id: {
            "file": os.path.basename(dag.fileloc),
            "doc": dag.doc_md,
            "tags": sorted(dag.tags),
            "cron": cron(dag.timetable),
            "zone": str(getattr(getattr(dag.timetable, "timetable", dag.timetable), "timezone", "")),
            "starts": starts(dag),
            "leaves": sorted({outlet.name for task in dag.tasks for outlet in task.outlets}),
            "catchup": dag.catchup,
            "hours": [alert.interval.total_seconds() / 3600 for alert in dag.deadline or []],
            "asks": any(task.task_type in ("HITLOperator", "ApprovalOperator") for task in dag.tasks),
            "undocumented": [task.task_id for task in dag.tasks if task.task_type.startswith("_P") and not doc_of(task)],
        }
        for dag in bag.dags.values()
    },
}
"""


@pytest.fixture(scope="module")
def bag(in_airflow: InAirflow) -> Any:
    return in_airflow(READ)


def test_every_file_is_a_dag_or_is_known_not_to_be_one(bag: Any) -> None:
    files = {path.name for path in DAGS.glob("*.py")}
    assert {facts["file"] for facts in bag["dags"].values()} == files - NOT_DAGS
    assert bag["errors"] == {}


def test_what_runs_when_is_exactly_this_table(bag: Any) -> None:
    found = {
        name: (facts["cron"], facts["starts"], facts["leaves"], facts["asks"]) for name, facts in sorted(bag["dags"].items())
    }
    assert found == dict(sorted(SCHEDULE.items()))


def test_the_daily_runs_that_nobody_waits_for_have_hours_within_which_they_are_done(bag: Any) -> None:
    assert {name: facts["hours"] for name, facts in bag["dags"].items() if facts["hours"]} == {
        "detection": [3],
        "housekeeping": [6],
    }


def test_nothing_catches_up_on_the_past(bag: Any) -> None:
    assert not [name for name, facts in bag["dags"].items() if facts["catchup"]]


def test_every_clock_is_the_one_in_brussels(bag: Any) -> None:
    zones = {facts["zone"] for facts in bag["dags"].values() if facts["cron"]}
    assert all("Europe/Brussels" in zone for zone in zones), zones


def test_the_file_s_docstring_is_the_on_call_page(bag: Any) -> None:
    for name, facts in bag["dags"].items():
        written = ast.get_docstring(ast.parse((DAGS / facts["file"]).read_text(encoding="utf-8")), clean=False)
        assert facts["doc"] == written, name
        assert written.lstrip().startswith("### "), name
        assert " → " in written, f"{name}: what does an operator do about what he sees?"
        assert "Running it again is safe" in written, name
        assert facts["undocumented"] == [], name


def test_every_tag_is_one_of_the_list_and_who_asks_people_says_so(bag: Any) -> None:
    for name, facts in bag["dags"].items():
        assert facts["tags"], name
        assert set(facts["tags"]) <= set(bag["tags"]), name
        assert ("waits for a person" in facts["tags"]) == facts["asks"], name


def test_reading_the_files_imports_no_room_and_nothing_heavy(bag: Any) -> None:
    assert bag["imported"] == []


def test_a_dag_file_is_short() -> None:
    for path in DAGS.glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 130, path.name


def test_in_production_every_line_of_a_log_is_one_object_for_a_machine(airflow_settings: Settings) -> None:
    deployed = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]["scheduler"]
    logging = {name: value for name, value in deployed["environment"].items() if name.startswith("AIRFLOW__LOGGING__")}
    command = [sys.executable, "-m", "airflow", "db", "check"]
    done = subprocess.run(command, env=environment(airflow_settings) | logging, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in (done.stdout + done.stderr).splitlines()]
    assert "Connection successful." in {line["event"] for line in lines}
    assert all({"timestamp", "level", "event", "logger"} <= line.keys() for line in lines)
