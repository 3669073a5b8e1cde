"""Running exactly the tests that carry an id, in a pytest of their own, and reading how each ended.

A test with parameters ends as its worst case does: one failure is a failure, and where nothing failed but a case was skipped
(PostgreSQL could not be started here), the test has not shown what it says. A test without any result did not run at all.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from tests.requirements.carriers import ROOT, Carrier

Outcome = Literal["passed", "failed", "skipped", "did not run"]

_WORST_FIRST: tuple[Outcome, ...] = ("failed", "skipped", "passed")
TWO_WORKERS = ("-n", "2", "--dist", "loadfile")


def run(tests: Sequence[Carrier], *, root: Path = ROOT, options: Sequence[str] = TWO_WORKERS) -> dict[Carrier, Outcome]:
    """Run the tests and give how each ended; what pytest says goes to standard error."""
    if not tests:
        return {}
    with tempfile.TemporaryDirectory(prefix="quater-requirements-") as folder:
        report = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *options]
        command += ["-o", "junit_family=xunit1", f"--junitxml={report}", *(test.node for test in tests)]
        subprocess.run(command, cwd=root, stdout=sys.stderr, check=False)
        ended = _results(report) if report.is_file() else {}
    return {test: ended.get((test.file, test.name), "did not run") for test in tests}


def _results(report: Path) -> Mapping[tuple[str, str], Outcome]:
    """Give the worst outcome of the cases of each test, by file and name."""
    found: dict[tuple[str, str], set[Outcome]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("name", "").partition("[")[0]
        found.setdefault((case.get("file", ""), name), set()).add(_outcome(case))
    return {key: next(outcome for outcome in _WORST_FIRST if outcome in outcomes) for key, outcomes in found.items()}


def _outcome(case: ElementTree.Element) -> Outcome:
    kinds = {child.tag for child in case}
    if kinds & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in kinds else "passed"
