"""What is known of each requirement: which tests carry it, how they ended, which document tells it.

States: `passed`, `failed`, `skipped`, `did not run` come from its tests, the worst of them counts; `document` and `inspection`
when the document exists and names the id; `missing` when it is due and nothing shows it; `not yet` when it is not due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.requirements.carriers import ROOT, Carrier
from tests.requirements.catalogue import Requirement
from tests.requirements.running import Outcome

_WORST_FIRST: tuple[Outcome, ...] = ("failed", "did not run", "skipped", "passed")
MET = ("passed", "document", "inspection")
NOT_YET = "not yet"


@dataclass(frozen=True)
class Trace:
    """One requirement, its tests with their outcomes, and its state."""

    requirement: Requirement
    tests: tuple[tuple[Carrier, Outcome], ...]
    state: str

    @property
    def wrong(self) -> bool:
        """Whether the state fails the check: due and not met, or not due and failing."""
        return self.state not in (*MET, NOT_YET)

    def as_json(self) -> dict[str, Any]:
        """Give the trace as `--json` prints it."""
        one = self.requirement
        return {
            "id": one.id,
            "source": one.source,
            "must": one.must,
            "due": one.due,
            "shown": one.shown,
            "document": one.document,
            "why": one.why,
            "state": self.state,
            "tests": [{"test": test.node, "result": outcome} for test, outcome in self.tests],
        }


def trace(
    wanted: Iterable[Requirement], tests: Sequence[Carrier], outcomes: Mapping[Carrier, Outcome], *, root: Path = ROOT
) -> list[Trace]:
    """Give the trace of every requirement, in their order."""
    return [_trace(one, [test for test in tests if one.id in test.ids], outcomes, root) for one in wanted]


def is_documented(requirement: Requirement, root: Path = ROOT) -> bool:
    """Say whether the requirement's document exists and names its id."""
    path = root / requirement.document
    return bool(requirement.document) and path.is_file() and requirement.id in path.read_text(encoding="utf-8")


def _trace(one: Requirement, tests: Sequence[Carrier], outcomes: Mapping[Carrier, Outcome], root: Path) -> Trace:
    ended = tuple((test, outcomes.get(test, "did not run")) for test in tests)
    if ended:
        found = {outcome for _, outcome in ended}
        return Trace(one, ended, next(outcome for outcome in _WORST_FIRST if outcome in found))
    if is_documented(one, root):
        return Trace(one, (), one.shown)
    return Trace(one, (), "missing" if one.due else NOT_YET)
