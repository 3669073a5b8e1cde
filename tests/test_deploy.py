"""What lies in `deploy/` works with this code: units that systemd accepts, documented variables, figures that exist."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from console.metrics import MEANINGS

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"\b((?:QUATER|AIRFLOW|GX)_[A-Z_]+[A-Z])\b")
FIGURE = re.compile(r"\bquater_[a-z_]+")


def test_every_variable_of_every_file_is_documented() -> None:
    documented = set(VARIABLE.findall((ROOT / "docs" / "operate.md").read_text(encoding="utf-8")))
    used = {
        variable: path.name
        for path in sorted(DEPLOY.rglob("*"))
        if path.is_file()
        for variable in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert used
    assert {variable: name for variable, name in used.items() if variable not in documented} == {}


def test_the_dashboard_shows_every_figure_and_none_that_does_not_exist() -> None:
    dashboard = json.loads((DEPLOY / "grafana" / "quater.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert {name for expression in asked for name in FIGURE.findall(expression)} == set(MEANINGS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze, which reads the units, is not installed")
def test_systemd_accepts_every_unit(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("airflow", "quater"):
        (programs / name).symlink_to(shutil.which("true") or "/bin/true")
    for unit in sorted((DEPLOY / "systemd").glob("quater*")):
        text = unit.read_text(encoding="utf-8").replace("/opt/quater/.venv/bin", str(programs))
        (tmp_path / unit.name.replace("@.", "@scheduler.")).write_text(text, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.glob("quater*")) if path.suffix in (".service", ".timer", ".target")]
    assert len(units) == 8
    done = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
