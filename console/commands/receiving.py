"""`quater simulate` and `ingest`: how data come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import Home, Json, On, day, existing, moment, opened
from console.output import counting, say, show_json, show_table
from console.records import as_json

REFUSED = 3


def attach(app: typer.Typer) -> None:
    """Add the receiving commands."""
    app.command("simulate")(simulate)
    app.command("ingest")(ingest)


def simulate(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for register/, drop/BANK/*.cod and truth.csv.")],
    accounts: Annotated[int, typer.Option("--accounts", min=1, help="How many accounts.")] = 60,
    months: Annotated[int, typer.Option("--months", min=1, help="How many months, ending with the month of --on.")] = 6,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    on: On = None,
    json: Json = False,
) -> None:
    """Make a world: lawyers, accounts, four banks' CODA files and the truth about them; every name is invented."""
    from console.simulator import simulate as make_world

    with counting("simulating") as progress:
        world = make_world(out, accounts=accounts, months=months, seed=seed, until=day(on), progress=progress)
    if json:
        show_json(as_json(world))
    else:
        say(
            f"{world.accounts} accounts of {world.holders} holders, {world.deliveries} deliveries, {world.movements} movements "
            f"and {world.episodes} episodes written to {world.out}"
        )


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="CODA files, or folders of them.")],
    home: Home = None,
    json: Json = False,
) -> None:
    """Bring files into the lake and the ledger and say what became of each; exit 3 if any was refused."""
    from warehouse.intake import ingest_paths
    from warehouse.intake_problems import told

    for path in paths:
        existing(path)
    with opened(home) as warehouse, counting("ingesting") as progress:
        summary = ingest_paths(warehouse, paths, at=moment(), progress=progress)
    result = summary.as_json()
    if json:
        show_json(result)
    else:
        states = ("ingested", "partial", "duplicate", "quarantined", "pending")
        show_table("Deliveries", ("state", "count"), [(state, result[state]) for state in states])
        for delivery in result["deliveries"]:
            if delivery["state"] != "ingested":
                say(f"{delivery['file']}: {delivery['state']}: {delivery['reason']}")
                for problem in delivery["problems"]:
                    say(f"    {told(problem)}")
        say(f"{result['statements']} new statements, {result['movements']} new movements")
    if summary.refused:
        raise typer.Exit(REFUSED)
