"""The page `docs/requirements.md`: every requirement and the tests that carry its id.

How the tests ended is not on the page, because a page goes stale: `make requirements` runs them and says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.requirements.carriers import ROOT, Carrier, carriers
from tests.requirements.catalogue import PARTS, Requirement, requirements
from tests.requirements.tracing import NOT_YET, is_documented

PAGE = ROOT / "docs" / "requirements.md"
_HEAD = """\
# Requirements and what shows them

Made from `tests/requirements/requirements.csv` and the names of the tests by `python -m tests.requirements --write`
(`make docs` does it); do not edit.

A test shows a requirement when its name carries the id: `test_ar_2_2_b_…` shows AR-2.2-b. `make requirements` runs exactly
these tests and prints how each ended; it fails when a requirement that is due has no test or a failing one. Where there is
nothing to run a document shows it; where only a person can look, it is inspected. What nothing shows yet says *not yet*.
"""


def requirements_page(root: Path = ROOT) -> str:
    """Write the page."""
    tests = carriers(root)
    parts = [_HEAD, _counts(tests, root)]
    for prefix, title in PARTS.items():
        part = [one for one in requirements() if one.id.startswith(prefix)]
        parts += [f"## {title}\n", _table(part, tests, root)]
    return "\n".join(parts)


def _counts(tests: Sequence[Carrier], root: Path) -> str:
    every = requirements()
    carried = {id for test in tests for id in test.ids}
    told = [one for one in every if one.id not in carried and is_documented(one, root)]
    rest = len(every) - len(carried) - len(told)
    return f"{len(every)} requirements: {len(carried)} have a test, {len(told)} a document, {rest} nothing yet.\n"


def _table(part: Iterable[Requirement], tests: Sequence[Carrier], root: Path) -> str:
    rows = ["| id | source | what must hold | shown by |", "|---|---|---|---|"]
    for one in part:
        rows.append(f"| {one.id} | {one.source} | {one.must} | {_shown(one, tests, root)} |")
    return "\n".join(rows) + "\n"


def _shown(one: Requirement, tests: Sequence[Carrier], root: Path) -> str:
    by_file: dict[str, list[str]] = {}
    for test in tests:
        if one.id in test.ids:
            by_file.setdefault(test.file, []).append(f"`{test.name}`")
    if by_file:
        return "; ".join(f"[{Path(file).name}](../{file}): {', '.join(names)}" for file, names in by_file.items())
    if is_documented(one, root):
        return f"{one.shown}: [{Path(one.document).name}]({one.document.removeprefix('docs/')}): {one.why}"
    return f"*{NOT_YET}* ({one.shown}{': ' + one.why if one.why else ''})"
