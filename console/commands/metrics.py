"""`quater metrics`: what an operator watches, as OpenMetrics, on the screen or in the file of a textfile collector."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import Home, moment, opened
from console.output import say_page


def attach(app: typer.Typer) -> None:
    """Add the command."""
    app.command("metrics")(metrics)


def metrics(
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write them into this file, in one step."),
    ] = None,
    home: Home = None,
) -> None:
    """Write the figures that an operator watches, as OpenMetrics; counts and codes only, nothing of an account."""
    from console.metrics import openmetrics
    from warehouse.durable import make_folder, write_all

    with opened(home) as warehouse:
        text = openmetrics(warehouse, at=moment())
    if out is None:
        say_page(text)
    else:
        make_folder(out.parent.absolute())
        write_all(out.parent, [(out.name, text.encode())])
