"""The house's walls: the import contract holds, and each planted violation of it is found.

The contract stands in pyproject.toml under [tool.importlinter]. A contract that cannot fail protects nothing, so every one of
them is broken here once, in a copy of the source.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("coda_parser", "warehouse", "models", "detection", "console", "dags")

# room that gets one forbidden line | the line | the contract that must break
VIOLATIONS = [
    ("coda_parser", "import warehouse.settings", "Code looks only towards the front door"),
    ("warehouse", "import models", "Code looks only towards the front door"),
    ("warehouse", "import detection", "Code looks only towards the front door"),
    ("models", "import detection", "Code looks only towards the front door"),
    ("detection", "import console", "Code looks only towards the front door"),
    ("console", "import dags", "Code looks only towards the front door"),
    ("dags", "import console", "Code looks only towards the front door"),
    ("warehouse", "import airflow", "Airflow only in dags and in the console's plugin file"),
    ("console", "from airflow.sdk import task", "Airflow only in dags and in the console's plugin file"),
    ("detection", "import sqlalchemy", "SQLAlchemy and Alembic only in warehouse"),
    ("console", "from alembic import op", "SQLAlchemy and Alembic only in warehouse"),
    ("detection", "from sklearn.ensemble import IsolationForest", "scikit-learn and skops only in models"),
    ("warehouse", "import skops.io", "scikit-learn and skops only in models"),
    ("warehouse", "import fastapi", "FastAPI only in console"),
    ("dags", "import great_expectations", "Great Expectations only in warehouse"),
    ("console", "import typst", "typst, pikepdf, pdfium and pyhanko only in detection"),
    ("coda_parser", "import socket", "Network libraries only in warehouse and console"),
    ("detection", "import asyncssh", "Network libraries only in warehouse and console"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    runner = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    return subprocess.run([sys.executable, "-c", runner], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=lambda _, names: [n for n in names if not _kept(n)])
    return folder


def _kept(name: str) -> bool:
    return name.endswith(".py") or ("." not in name and name != "__pycache__")


def test_the_house_as_it_stands_keeps_the_contract(copy_of_the_house: Path) -> None:
    done = lint(copy_of_the_house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("room", "line", "contract"), VIOLATIONS, ids=[f"{room}: {line}" for room, line, _ in VIOLATIONS])
def test_a_planted_violation_breaks_its_contract(copy_of_the_house: Path, room: str, line: str, contract: str) -> None:
    planted = copy_of_the_house / room / "planted_violation.py"
    planted.write_text(f"{line}\n")
    try:
        done = lint(copy_of_the_house)
    finally:
        planted.unlink()
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout
