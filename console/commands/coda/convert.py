"""`quater coda convert`: files into Parquet, CSV or JSON lines for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coda_parser.formats import FORMATS, Converted, names_of
from coda_parser.formats import convert as convert_files
from console.commands.coda.files import REFUSED, Files, coda_files, one_of
from console.options import Json
from console.output import counting, say, show_json


def attach(family: typer.Typer) -> None:
    """Add the command."""
    family.command("convert")(convert)


def convert(
    files: Files,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for what is written; files of the same names are replaced.")],
    format: Annotated[str, typer.Option("--format", help="parquet, csv or jsonl (a statement a line).")] = "parquet",
    json: Json = False,
) -> None:
    """Write statements and movements as Parquet, CSV or JSON lines; what is refused is named and left out, exit 3."""
    chosen = next(each for each in FORMATS if each == one_of("--format", format, FORMATS))
    named = coda_files(files)
    done = Converted()
    with counting("converting") as progress:
        for count, state in enumerate(convert_files(named, out, chosen), 1):
            done = state
            progress(count, len(named))
    written = [str(out / name) for name in names_of(chosen)]
    if json:
        report = {"statements": done.statements, "movements": done.movements, "refused": done.refused}
        show_json({**report, "folder": str(out), "files": written})
    else:
        say(
            f"{done.statements} statements and {done.movements} movements (details included) written to {' and '.join(written)}"
        )
        for line in done.refused:
            say(f"left out: {line}")
    if done.refused:
        raise typer.Exit(REFUSED)
