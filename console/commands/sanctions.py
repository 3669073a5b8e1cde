"""`quater sanctions`: the lists that counterparties are screened against, brought by the operator from their publishers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, existing, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json

File = Annotated[Path, typer.Argument(help="EU list as XML or CSV, or OpenSanctions' targets.simple.csv or entities.ftm.json.")]
Source = Annotated[str | None, typer.Option("--source", help="Name of the list (default: eu or opensanctions).")]


def attach(app: typer.Typer) -> None:
    """Add the `sanctions` family."""
    family = typer.Typer(help="Sanctions lists to screen against.", no_args_is_help=True, rich_markup_mode=None)
    family.command("import")(import_)
    family.command("list")(list_)
    app.add_typer(family, name="sanctions")


def import_(file: File, source: Source = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Bring a version of a list; from the next run on it is the one of its source that counts."""
    from detection.sanctions import import_list

    data = existing(file).read_bytes()
    with opened(home) as warehouse:
        version = import_list(warehouse.settings, data, source=source, by=person(by), at=moment())
    if json:
        show_json(as_json(version))
        return
    made = f"made on {version.made_on}" if version.made_on else "without a date of its own"
    say(f"{version.source}: {version.entries} entries with {version.names} names ({version.format}, {made})")
    say("every counterparty is screened against it from the next run on")


def list_(home: Home = None, json: Json = False) -> None:
    """Print every version that was brought, and which of them count."""
    from detection.sanctions import list_versions

    with opened(home) as warehouse:
        versions = list_versions(warehouse.settings)
    if json:
        show_json(as_json(versions))
        return
    show_table(
        "",
        ("list", "counts", "format", "made", "entries", "names", "brought", "by"),
        [
            (
                v.source,
                "yes" if v.counts else "no",
                v.format,
                str(v.made_on or ""),
                v.entries,
                v.names,
                f"{v.imported_at:%Y-%m-%d %H:%M}",
                v.imported_by,
            )
            for v in versions
        ],
    )
