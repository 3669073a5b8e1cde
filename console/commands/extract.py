"""`quater extract`: the bâtonnier's full copy of an account."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, moment, opened, person
from console.output import say


def attach(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract")(extract)


def extract(
    account: Annotated[str, typer.Option("--account", help="IBAN of a third-party or rubric account.")],
    reason: Annotated[str, typer.Option("--reason", help="The bâtonnier's request; it stands in the visitors' book.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("extract"),
    home: Home = None,
    by: By = None,
) -> None:
    """Write the full copy of one account (decree art. 2 §2): the bank's own lines, a PDF to read, CSV and XLSX."""
    from detection.reports.extract import extract_account

    with opened(home) as warehouse:
        files = extract_account(warehouse, account, reason=reason, by=person(by), at=moment(), out=out)
    for file in files:
        say(str(file))
