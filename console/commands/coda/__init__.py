"""`quater coda`: CODA files without a warehouse, nothing is stored; one file per command, `attach(family)` in each."""

from __future__ import annotations

import importlib
import pkgutil

import typer


def attach(app: typer.Typer) -> None:
    """Add the `coda` family."""
    family = typer.Typer(
        help="CODA files: check, show, convert, make up, keep as examples.", no_args_is_help=True, rich_markup_mode=None
    )
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        attached = importlib.import_module(f"{__name__}.{module}")
        if hasattr(attached, "attach"):
            attached.attach(family)
    app.add_typer(family, name="coda")
