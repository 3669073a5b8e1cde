"""`quater roles`: the roles of the PostgreSQL database and of Airflow, and what each may read and write."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import Home, Json
from console.output import say, show_json, show_table
from console.records import as_json

INCOMPLETE = 3
COLUMNS = ("role", "table", "rights", "which rows")
SYNCHRONISED = ("role in Airflow", "", "permissions given", "taken")


def attach(app: typer.Typer) -> None:
    """Add the `roles` family."""
    family = typer.Typer(help="Roles of the PostgreSQL database and of Airflow.", no_args_is_help=True, rich_markup_mode=None)
    family.command("show")(show)
    family.command("apply")(apply)
    family.command("sync")(sync)
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


def sync(home: Home = None, json: Json = False) -> None:
    """Make the desk's roles in Airflow (FAB), or bring them back to the table; other roles and all users stay as they are."""
    from console.airflow_cli import variables_of
    from console.airflow_roles import synchronise
    from warehouse.settings import load_settings

    done = synchronise(variables_of(load_settings(home)))
    if json:
        show_json(as_json(done))
    else:
        show_table("", SYNCHRONISED, [(one.role, "made" if one.made else "", one.given, one.taken) for one in done])
        say("Give each person exactly one of these roles: who has none, or two, is nobody at the desk.")
