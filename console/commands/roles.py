"""`quater roles`: the roles of the PostgreSQL database, and what each may read and write."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import Home, Json
from console.output import say, show_json, show_table
from console.records import as_json

INCOMPLETE = 3
COLUMNS = ("role", "table", "rights", "which rows")


def attach(app: typer.Typer) -> None:
    """Add the `roles` family."""
    family = typer.Typer(help="Roles of the PostgreSQL database.", no_args_is_help=True, rich_markup_mode=None)
    family.command("show")(show)
    family.command("apply")(apply)
    app.add_typer(family, name="roles")


def show(json: Json = False) -> None:
    """Print who may do what with which table; SQLite has no roles, there it is what PostgreSQL would enforce."""
    from warehouse.roles import lines

    if json:
        show_json([dict(zip(("role", "table", "rights", "rows"), line, strict=True)) for line in lines()])
    else:
        show_table("", COLUMNS, lines())


def apply(
    database_url: Annotated[
        str | None, typer.Option("--database-url", help="The database, as its owner or an administrator (else this home's).")
    ] = None,
    hand_over: Annotated[bool, typer.Option("--hand-over", help="Make quater_owner the owner of the tables.")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Give the roles their rights again: after a role was missing, or after new tables; exit 3 when roles are missing."""
    from warehouse.roles import apply_roles
    from warehouse.settings import load_settings

    applied = apply_roles(database_url or load_settings(home).database_url, hand_over=hand_over)
    if json:
        show_json(as_json(applied))
    else:
        counts = f"{len(applied.tables)} tables, {len(applied.isolated)} isolated by Order"
        say(f"{len(applied.roles)} roles have their rights on {counts}")
        if applied.handed_over:
            say("quater_owner owns the tables")
        for role in applied.missing:
            say(f"missing: {role}; an administrator makes it with: CREATE ROLE {role} NOLOGIN")
    if applied.missing:
        raise typer.Exit(INCOMPLETE)
