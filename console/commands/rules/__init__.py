"""`quater rules`: the rules as they stand, a draft replayed beside them, what became of their alerts, and their snoozes."""

from __future__ import annotations

import importlib
import pkgutil

import typer


def attach(app: typer.Typer) -> None:
    """Add the `rules` family, one file per theme."""
    family = typer.Typer(
        help="Rules: what they say, a draft replayed, figures, snoozes.", no_args_is_help=True, rich_markup_mode=None
    )
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}").attach(family)
    app.add_typer(family, name="rules")
