"""The marks of the reliability table, printed with the figures of this run.

A test says its figures with `record_property("R1", "…")`; they travel with its report, from a parallel worker too, and are
printed at the end, one line a mark.
"""

import re

import pytest

TITLES = {
    "R1": "any order and repetition",
    "R2": "failure catalogue",
    "R3": "hostile names",
    "R4": "bombs, many files, large files",
    "R5": "racing workers",
    "R6": "accounting identity",
    "R9": "kill, full disk, lost database",
    "R10": "planted mutants",
    "R11": "ten years, by another count",
    "R12": "a late hold, a kill",
    "R13": "scanner",
    "R15": "record before release",
    "R16": "attacks on the access log",
    "R17": "block on suspicion",
    "R18": "breach exercise",
    "R19": "injection",
    "R20": "access matrix",
    "R21": "unclassified piece",
    "R22": "flipped bits of a sealed report",
    "R23": "canaries",
}
_MARK = re.compile(r"R[0-9]{1,2}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line a mark, with every figure that its tests gave, and whether they all passed."""
    told: dict[str, list[tuple[str, bool]]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, figure in getattr(report, "user_properties", []):
                if _MARK.fullmatch(name) and report.when == "call":
                    told.setdefault(name, []).append((str(figure), outcome == "passed"))
    if not told:
        return
    terminalreporter.section("reliability marks")
    for name in sorted(told, key=lambda mark: int(mark[1:])):
        verdict = "met" if all(passed for _, passed in told[name]) else "NOT MET"
        figures = " · ".join(dict.fromkeys(figure for figure, _ in told[name]))
        terminalreporter.write_line(f"{name:<4} {TITLES.get(name, ''):<32} {verdict:<8} {figures}")
