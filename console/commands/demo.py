"""`quater demo` and `quater ui`: the whole job on simulated banks, and the desk in the Airflow UI."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from console.options import Home, On, day
from warehouse.settings import load_settings

Port = Annotated[int, typer.Option("--port", help="Where the Airflow UI listens; the next free one if it is taken.")]


def attach(app: typer.Typer) -> None:
    """Add the two commands."""
    app.command("demo")(demo)
    app.command("ui")(ui)


def demo(
    serve: Annotated[
        bool | None,
        typer.Option("--serve/--no-serve", help="Serve the UI afterwards (default: on a terminal, unless CI is set)."),
    ] = None,
    accounts: Annotated[int | None, typer.Option("--accounts", min=1, help="How many accounts.")] = None,
    months: Annotated[int | None, typer.Option("--months", min=1, help="How many months.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="The same seed gives the same banks.")] = None,
    port: Port = 8080,
    on: On = None,
    home: Home = None,
) -> None:
    """Run the main job end to end: simulated banks, SFTP, the DAGs, alerts, reports, a summary that a person can check."""
    from console.demo.main_job import run_demo
    from console.demo.world import WorldSize

    usual = WorldSize()
    size = WorldSize(
        accounts=usual.accounts if accounts is None else accounts,
        months=usual.months if months is None else months,
        seed=usual.seed if seed is None else seed,
    )
    serving = _attended() if serve is None else serve
    code = run_demo(load_settings(home), serve=serving, on=day(on), size=size, port=port)
    if code:
        raise typer.Exit(code)


def ui(port: Port = 8080, home: Home = None) -> None:
    """Open the desk of an installation again, until Ctrl-C."""
    from console.demo.main_job import serve_ui

    serve_ui(load_settings(home), port=port)


def _attended() -> bool:
    """Whether a person sits at a terminal."""
    return sys.stdout.isatty() and sys.stdin.isatty() and not os.environ.get("CI")
