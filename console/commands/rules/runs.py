"""`quater rules runs`, `run`: which runs of detection there were, and by which rules and figures one of them judged."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import Home, Json, opened
from console.output import say, show_json, show_table
from console.records import as_json

SHORT = 12
"""Digits of a hash that tell hashes apart on a terminal; `--json` gives all of them."""


def attach(family: typer.Typer) -> None:
    """Add the commands about runs."""
    family.command("runs")(runs)
    family.command("run")(run)


def runs(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, the newest first.")] = 30,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print the runs of detection: rules, model, what was read, what came of it."""
    from warehouse.detection_runs import list_runs

    with opened(home) as warehouse:
        found = list_runs(warehouse, limit=limit)
    if json:
        show_json(as_json(found))
        return
    columns = ("run", "day", "begun", "over", "rules", "model", "read", "new findings", "alerts")
    lines = [
        (
            *(one.run_id, one.on, f"{one.begun_at:%Y-%m-%d %H:%M:%S}"),
            "everything" if one.since is None else f"what is new since {one.since:%Y-%m-%d %H:%M}",
            *(one.rule_set[:SHORT], one.model[:SHORT], one.read[:SHORT] + (" (more came in)" if one.read_changed else "")),
            *(one.new_findings, one.alerts),
        )
        for one in found
    ]
    show_table("", columns, lines)


def run(
    run_id: Annotated[str, typer.Argument(metavar="RUN", help="The run, for example N-0012.")],
    home: Home = None,
    json: Json = False,
) -> None:
    """Print by which rules one run judged: version and figures of each, and the hashes of program, model and data."""
    from warehouse.detection_runs import get_run

    with opened(home) as warehouse:
        found, rules = get_run(warehouse, run_id)
    if json:
        show_json({**as_json(found), "rules": rules})
        return
    say(f"{found.run_id}: {found.on}, begun {found.begun_at.isoformat()}, ended {found.ended_at.isoformat()}")
    for name in ("read", "program", "rule_set", "model"):
        say(f"{name}: {getattr(found, name) or 'none'}")
    figures = [
        (name, told.get("version", ""), told["status"], parameter, since, value)
        for name, told in sorted(rules.items())
        for parameter, values in (told["figures"] or {"": {"": ""}}).items()
        for since, value in values.items()
    ]
    show_table("Rules and figures", ("rule", "version", "status", "figure", "from", "value"), figures)
