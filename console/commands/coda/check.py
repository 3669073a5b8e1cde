"""`quater coda check`: every problem of files, within a statement and from one statement of an account to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from coda_parser import Problem
from coda_parser.chain import Chain
from coda_parser.told import told_problem
from console.commands.coda.files import REFUSED, Files, coda_files, in_order_of_days, read
from console.options import Json
from console.output import counting, say, screen, show_json, show_table

MOST = 10_000
"""Problems of one file after which the rest of it is not read."""
SHOWN = 200
"""Problems of one file that a person gets to see."""


@dataclass
class Checked:
    """What was found in one file; `movements` counts those that move the account."""

    path: Path
    encoding: str = ""
    statements: int = 0
    movements: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, severity: str) -> int:
        """Count the problems of a severity."""
        return sum(problem.severity == severity for problem in self.problems)


def attach(family: typer.Typer) -> None:
    """Add the command."""
    family.command("check")(check)


def check(files: Files, json: Json = False) -> None:
    """Name every problem with its line, record, field and value; exit 3 if any is hard."""
    named = coda_files(files)
    checked = _checked(named)
    if json:
        show_json([_as_json(each) for each in checked])
    else:
        _show(checked)
    if any(each.count("hard") for each in checked):
        raise typer.Exit(REFUSED)


def _checked(named: list[Path]) -> list[Checked]:
    """Check files in the order of their days, so that statements of one account follow each other; give the order named."""
    chain = Chain()
    found: dict[Path, Checked] = {}
    with counting("checking") as progress:
        for done, path in enumerate(in_order_of_days(named)):
            progress(done, len(named))
            found[path] = _check(path, chain)
    return [found[path] for path in dict.fromkeys(named)]


def _check(path: Path, chain: Chain) -> Checked:
    checked = Checked(path)
    for passage in read(path):
        checked.encoding = passage.encoding
        checked.statements += len(passage.statements)
        checked.movements += sum(statement.movement_count for statement in passage.statements)
        across = chain.follow(passage.statements, source=path.name) if passage.framed else ()
        checked.problems.extend(sorted((*passage.problems, *across), key=lambda problem: problem.line))
        if len(checked.problems) > MOST:
            checked.problems[MOST:] = [_given_up(checked.problems[MOST].line)]
            break
    return checked


def _given_up(line: int) -> Problem:
    return Problem("too-many", "hard", line, "", "delivery", f"gave up after {MOST} problems in this file")


def _as_json(checked: Checked) -> dict[str, Any]:
    return {
        "file": str(checked.path),
        "encoding": checked.encoding,
        "statements": checked.statements,
        "movements": checked.movements,
        "problems": [told_problem(problem) for problem in checked.problems],
    }


def _show(checked: list[Checked]) -> None:
    columns = ("file", "encoding", "statements", "movements", "hard", "warnings")
    rows = [(c.path.name, c.encoding, c.statements, c.movements, c.count("hard"), c.count("warning")) for c in checked]
    show_table("", columns, rows)
    for each in checked:
        if each.problems:
            screen().print()
            say(str(each.path))
        for problem in each.problems[:SHOWN]:
            say(f"  {problem.severity:<8}{problem}")
        if len(each.problems) > SHOWN:
            say(f"  … and {len(each.problems) - SHOWN} more; --json gives all of them")
    if not any(each.problems for each in checked):
        say("no problem found")
