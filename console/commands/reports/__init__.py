"""`quater report`: what is written for the bâtonniers, drafted, checked, released, sent and followed up."""

from __future__ import annotations

import importlib
import pkgutil

import typer

from console.commands.reports.drafting import draft


def attach(app: typer.Typer) -> None:
    """Add the `report` family, one file per theme; without a further word it drafts."""
    family = typer.Typer(
        help="Reports to the bâtonniers; with --bar: draft the reports of a bar.",
        invoke_without_command=True,
        rich_markup_mode=None,
    )
    family.callback()(draft)
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}").attach(family)
    app.add_typer(family, name="report")
