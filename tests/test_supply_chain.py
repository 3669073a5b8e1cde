"""What is installed is what was pinned, byte for byte, and the bill of materials says all of it."""

import hashlib
import re
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.markers import Marker

from tests import supply_chain
from tests.supply_chain import CONSTRAINTS, ROOT, audit, write_bill

ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)(?P<marker> ; [^\\]+)?", re.MULTILINE)
FORMS = {
    "e": re.compile(rf"{ENTRY.pattern} \\"),
    "h": re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?"),
    "c": re.compile(r"    # .+"),
}
"""What a line may be: a requirement, a hash of one of its files, a comment."""
OURS = "quater"
WITH_PYTHON = {"setuptools"}
"""What Python's own venv puts into an environment, and the installer leaves there."""


def pinned() -> dict[str, str]:
    """What is pinned for this Python and machine: a line may be for others."""
    found = ENTRY.finditer(CONSTRAINTS.read_text(encoding="utf-8"))
    return {one["name"]: one["version"] for one in found if not one["marker"] or Marker(one["marker"].strip(" ;")).evaluate()}


def installed() -> dict[str, str]:
    return {re.sub(r"[-_.]+", "-", one.name).lower(): one.version for one in distributions()}


def test_every_requirement_is_pinned_to_one_version_and_its_hashes_and_nothing_else_stands_there() -> None:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    kinds = "".join(next((kind for kind, form in FORMS.items() if form.fullmatch(line)), "?") for line in lines)
    assert [line for kind, line in zip(kinds, lines, strict=True) if kind == "?"] == []
    assert re.fullmatch(r"(eh+c+)+", kinds), "each requirement, then its hashes, then who asks for it"
    heads = [line for kind, line in zip(kinds, lines, strict=True) if kind == "e"]
    assert len(heads) > 200
    assert len(heads) == len(set(heads)), "each once"


def test_what_is_installed_is_what_is_pinned_and_nothing_else() -> None:
    known, there = pinned(), installed()
    others = {name for name, version in there.items() if known.get(name) != version}
    assert others - WITH_PYTHON == {OURS}


def test_a_file_that_is_not_the_pinned_one_is_not_installed(tmp_path: Path) -> None:
    """The installer of `make`, given a package with the hash of another file, then with its own."""
    made = tmp_path / "canary-1.0-py3-none-any.whl"
    about = {"METADATA": "Metadata-Version: 2.1\nName: canary\nVersion: 1.0\n", "RECORD": ""}
    about["WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(made, "w") as wheel:
        wheel.writestr("canary.py", "")
        for name, text in about.items():
            wheel.writestr(f"canary-1.0.dist-info/{name}", text)
    uv, ended = Path(sys.executable).with_name("uv"), []
    for digest in ("0" * 64, hashlib.sha256(made.read_bytes()).hexdigest()):
        (tmp_path / "pinned.txt").write_text(f"canary @ {made.as_uri()} --hash=sha256:{digest}\n", encoding="utf-8")
        given = ("--require-hashes", "--target", str(tmp_path / "out"))
        command = [uv, "pip", "install", "--no-cache", *given, "-r", str(tmp_path / "pinned.txt")]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        ended.append((done.returncode == 0, (tmp_path / "out" / "canary.py").exists()))
    assert ended == [(False, False), (True, True)]
    installing = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "constraints.txt" in line]
    assert any("pip sync" in line and "--require-hashes" in line for line in installing)


def test_the_bill_of_materials_names_every_installed_package_with_its_version(tmp_path: Path) -> None:
    bill = write_bill(tmp_path / "sbom.json")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == OURS
    told = {re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"] for one in bill["components"]}
    assert {name: version for name, version in installed().items() if name != OURS} == told
    assert all(one["purl"].startswith("pkg:pypi/") for one in bill["components"])
    first = (tmp_path / "sbom.json").read_bytes()
    write_bill(tmp_path / "sbom.json")
    assert (tmp_path / "sbom.json").read_bytes() == first, "the same for the same installation"


@pytest.mark.parametrize(
    ("out", "complaint", "code", "said"),
    [
        ("", "requests.exceptions.ConnectionError: no route", 0, "audit skipped: the vulnerability database cannot be reached"),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}',
            "",
            0,
            "0 known vulnerabilities in 1 pinned packages",
        ),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}',
            "Found 1 known vulnerability in 1 package",
            3,
            "1 known vulnerabilities in 1 pinned packages",
        ),
    ],
    ids=["no network", "none known", "one known"],
)
def test_the_audit_says_what_is_known_or_that_it_was_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str, complaint: str, code: int, said: str
) -> None:
    """The database's answers are drawn: a test asks no network."""
    done = subprocess.CompletedProcess(["pip-audit"], 1 if complaint else 0, out, complaint)
    monkeypatch.setattr(supply_chain.subprocess, "run", lambda *_, **__: done)
    assert audit() == code
    assert said in capsys.readouterr().out
