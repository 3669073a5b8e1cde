"""`quater yearly`: a holder's yearly report, filled in from the banks' statements, beside what he declared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, existing, moment, opened, person
from console.output import say


def attach(app: typer.Typer) -> None:
    """Add the command."""
    app.command("yearly")(yearly)


def yearly(
    holder: Annotated[str, typer.Option("--holder", help="The holder's id in the register.")],
    year: Annotated[int, typer.Option("--year", help="The year, which is over.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is asked for; it stands in the visitors' book.")],
    declared: Annotated[
        Path | None, typer.Option("--declared", help="What the holder declared: a CSV of iban,currency,dossier,balance.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", help="fr, nl or de; may be repeated (default: the bar's).")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("yearly"),
    role: Annotated[str, typer.Option("--role", help="In which capacity: analyst or officer.")] = "officer",
    home: Home = None,
    by: By = None,
) -> None:
    """Write the yearly report of a holder (Codex art. 136, OBFG 4.78) as signed PDF and JSON."""
    from detection.yearly import write_yearly
    from warehouse.register import bars
    from warehouse.reports_register import Reader

    content = None if declared is None else existing(declared).read_bytes()
    with opened(home) as warehouse:
        report, files = write_yearly(
            warehouse,
            holder,
            year=year,
            reason=reason,
            by=Reader(person(by), role, frozenset(bars())),
            at=moment(),
            out=out,
            languages=language or (),
            declared=content,
        )
    for file in files:
        say(str(file))
    if report.compared is not None:
        differing = sum(not one.agrees for one in report.compared)
        say(f"{len(report.compared)} figures compared, {differing} differ")
