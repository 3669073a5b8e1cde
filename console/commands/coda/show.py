"""`quater coda show`: statements as a banker reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from coda_parser import Statement
from coda_parser.codes import LANGUAGES, Language
from coda_parser.present import MovementRow, StatementRows, present
from coda_parser.told import told_statement
from console.commands.coda.files import REFUSED, one_of, read
from console.options import Json, existing
from console.output import say, screen, show_json, show_table
from warehouse.errors import Refusal


def attach(family: typer.Typer) -> None:
    """Add the command."""
    family.command("show")(show)


def show(
    file: Annotated[Path, typer.Argument(help="A CODA file.")],
    language: Annotated[str, typer.Option("--language", help="en, fr, nl or de.")] = "en",
    json: Json = False,
) -> None:
    """Print the statements of a file as a person reads them; exit 3 when one of them must not be believed."""
    if existing(file).is_dir():
        raise Refusal(f"{file} is a folder; show reads one file")
    chosen = next(each for each in LANGUAGES if each == one_of("--language", language, LANGUAGES))
    statements = shown = doubtful = 0
    told = []
    for passage in read(file):
        for statement in passage.statements:
            statements += 1
            doubtful += statement.hard or not passage.framed
            if json:
                told.append(told_statement(statement) | {"believed": passage.framed and not statement.hard})
                continue
            if shown:
                screen().print()
            _show(statement, chosen)
            if statement.hard or not passage.framed:
                say(f"do not believe this statement: `quater coda check {file}` says why")
            shown += 1
    if not statements:
        raise Refusal(f"{file}: no statement could be read; `quater coda check {file}` says why")
    if json:
        show_json(told)
    if doubtful:
        raise typer.Exit(REFUSED)


def _show(statement: Statement, language: Language) -> None:
    rows = present(statement, language)
    width = max(len(name) for name, _ in rows.heading) + 2
    for name, value in rows.heading:
        say(f"{name:<{width}}{value}")
    if rows.movements:
        show_table("", rows.columns, _lines(rows))
    for message in rows.messages:
        say(message)


def _lines(rows: StatementRows) -> Iterator[tuple[str, ...]]:
    """Put what each movement says into lines of their own beside its figures."""
    width = max(len(row.amount) for row in rows.movements)
    for row in rows.movements:
        first, *others = _texts(row)
        yield (row.number, row.booked, row.valued, row.amount.rjust(width), first)
        for text in others:
            yield ("", "", "", "", text)


def _texts(row: MovementRow) -> list[str]:
    return [text for text in (row.kind, row.counterparty, row.communication, *row.explains) if text]
