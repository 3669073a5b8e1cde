"""`quater evidence`: who saw what, and whether the chain is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import Home, Json, On, day, existing, moment, opened
from console.output import complain, say, show_json, show_table
from console.records import as_json

CHECK_FAILED = 3


def attach(app: typer.Typer) -> None:
    """Add the `evidence` family."""
    family = typer.Typer(help="Evidence of access.", no_args_is_help=True, rich_markup_mode=None)
    family.command("list")(list_)
    family.command("verify")(verify)
    family.command("anchor")(anchor)
    app.add_typer(family, name="evidence")


def list_(
    subject: Annotated[str | None, typer.Option("--subject", help="An alert, a report, a queue.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print the accesses, the latest last; actors by pseudonym."""
    from warehouse.evidence import list_accesses

    with opened(home) as warehouse:
        accesses = list_accesses(warehouse, subject=subject)
    if json:
        show_json([{name: value for name, value in as_json(access).items() if name != "identity"} for access in accesses])
    else:
        show_table(
            "",
            ("row", "at", "actor", "action", "subject", "purpose", "modality", "result"),
            [(a.sequence, a.at, a.actor, a.action, a.subject, a.purpose, a.modality, a.result) for a in accesses],
        )


def verify(
    anchors: Annotated[
        list[Path] | None, typer.Option("--anchors", help="A folder with copies of the daily heads, such as the DPO's.")
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Recompute the hash chain and compare it with the daily heads; exit 3 and the first bad row if it is broken."""
    from warehouse.evidence import verify as verify_chain

    with opened(home) as warehouse:
        verification = verify_chain(warehouse, *(existing(folder) for folder in anchors or ()))
    if json:
        show_json(as_json(verification))
    elif verification.ok:
        say(f"whole: {verification.rows} accesses, each tied to the one before it")
        say(f"compared with the heads of {verification.days_outside} days that are kept outside")
    else:
        say(f"BROKEN{f' at row {verification.first_bad}' if verification.first_bad else ''}: {verification.problem}")
    if verification.unproved:
        complain(f"heads outside that could not be read: {verification.unproved}")
    if not verification.ok or verification.unproved:
        raise typer.Exit(CHECK_FAILED)


def anchor(on: On = None, home: Home = None) -> None:
    """Sign the head of the chain for a day, and bring every head outside that is not there (`evidence.toml`)."""
    from warehouse.evidence import anchor_head

    with opened(home) as warehouse:
        path = anchor_head(warehouse, on=day(on), at=moment())
    say(str(path))
