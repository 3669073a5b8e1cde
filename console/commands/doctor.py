"""`quater doctor`: what is unsafe in this installation."""

from __future__ import annotations

import os

import typer

from console.options import Home, Json, On, day, opened
from console.output import say, show_json, show_table
from console.records import as_json

UNSAFE = 3


def attach(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(on: On = None, home: Home = None, json: Json = False) -> None:
    """Look at files, keys, sign-in, database and register; exit 3 when something is unsafe. Nothing is changed."""
    from console.doctor import look

    with opened(home) as warehouse:
        found = look(warehouse, environ=os.environ, on=day(on))
    if json:
        show_json(as_json(found))
    else:
        rows = [("unsafe" if one.unsafe else "know", one.check, one.told, one.remedy) for one in found]
        show_table("", ("", "check", "what", "what to do"), rows)
        say(f"{sum(one.unsafe for one in found)} unsafe")
    if any(one.unsafe for one in found):
        raise typer.Exit(UNSAFE)
