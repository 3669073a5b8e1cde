"""`make requirements`: run the tests that carry a requirement's id and print requirement → test → result.

Exit codes: 0 every requirement that is due is met; 2 wrong usage; 3 one of them has no test, or a test that carries an
id fails.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from console.output import say, show_json, show_table
from tests.requirements.carriers import carriers
from tests.requirements.catalogue import requirements
from tests.requirements.page import PAGE, requirements_page
from tests.requirements.running import run
from tests.requirements.tracing import Trace, trace

CHECK_FAILED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or run the tests and print their table; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.requirements", description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} and run nothing")
    given = parser.parse_args(arguments)
    if given.write:
        PAGE.write_text(requirements_page(), encoding="utf-8", newline="\n")
        return 0
    tests = carriers()
    traces = trace(requirements(), tests, run(tests))
    show(traces, as_json=given.json)
    return CHECK_FAILED if any(one.wrong for one in traces) else 0


def show(traces: Sequence[Trace], *, as_json: bool) -> None:
    """Print the traces for a person, or as JSON."""
    counts = summary(traces)
    if as_json:
        show_json({**counts, "requirements": [one.as_json() for one in traces]})
        return
    rows = [row for one in traces for row in _rows(one)]
    show_table("Requirement → test → result", ("requirement", "source", "shown by", "result"), rows)
    due = [one for one in traces if one.requirement.due]
    met = sum(not one.wrong for one in due)
    states = ", ".join(f"{count} {state}" for state, count in sorted(counts["states"].items()))
    say(f"{len(traces)} requirements: {states}. Due now: {met} of {len(due)} met.")
    for one in traces:
        if one.wrong:
            say(f"{one.requirement.id}: {one.state}: {one.requirement.must}")


def summary(traces: Sequence[Trace]) -> dict[str, Any]:
    """Count the states, and say which requirements fail the check."""
    return {
        "states": dict(Counter(one.state for one in traces)),
        "due": sum(one.requirement.due for one in traces),
        "wrong": [one.requirement.id for one in traces if one.wrong],
    }


def _rows(one: Trace) -> list[tuple[str, str, str, str]]:
    id, source = one.requirement.id, one.requirement.source
    if not one.tests:
        return [(id, source, one.requirement.document, one.state)]
    first, *others = [(test.node, outcome) for test, outcome in one.tests]
    return [(id, source, *first), *(("", "", *other) for other in others)]


if __name__ == "__main__":
    sys.exit(main())
