"""`quater coda`: look at CODA files without a warehouse; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from coda_parser import Delivery, Problem, parse
from coda_parser.arrow import to_arrow
from coda_parser.codes import Language
from coda_parser.present import StatementRows, present
from console.options import Json, existing
from console.output import counting, say, screen, show_json, show_table
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256

REFUSED = 3
LANGUAGES: tuple[Language, ...] = ("en", "fr", "nl", "de")

Files = Annotated[list[Path], typer.Argument(help="CODA files, or folders of them.")]


def attach(app: typer.Typer) -> None:
    """Add the `coda` family."""
    family = typer.Typer(help="Check, show and convert CODA files.", no_args_is_help=True, rich_markup_mode=None)
    family.command("check")(check)
    family.command("show")(show)
    family.command("convert")(convert)
    app.add_typer(family, name="coda")


def check(files: Files, json: Json = False) -> None:
    """Name every problem with its line, record, field and value; exit 3 if any is hard."""
    checked = [(path, parse(path.read_bytes())) for path in coda_files(files)]
    if json:
        show_json([_as_json(path, delivery) for path, delivery in checked])
    else:
        _show_check(checked)
    if any(problem.severity == "hard" for _, delivery in checked for problem in delivery.problems):
        raise typer.Exit(REFUSED)


def show(
    file: Annotated[Path, typer.Argument(help="A CODA file.")],
    language: Annotated[str, typer.Option("--language", help="Language of the codes' names: en, fr, nl or de.")] = "en",
) -> None:
    """Print the statements of a file as a person reads them."""
    delivery = parse(existing(file).read_bytes())
    for statement in delivery.statements:
        _show_statement(present(statement, _language(language)))
    if not delivery.statements:
        raise Refusal(f"{file}: no statement could be read; `quater coda check {file}` says why")


def convert(
    files: Files,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for statements.parquet and movements.parquet.")],
    json: Json = False,
) -> None:
    """Write statements.parquet and movements.parquet; a file that cannot be read is named and left out, exit 3."""
    tables, refused = _tables(coda_files(files))
    out.mkdir(parents=True, exist_ok=True)
    statements = pa.concat_tables([first for first, _ in tables] or [to_arrow((), delivery="", encoding="ascii")[0]])
    movements = pa.concat_tables([second for _, second in tables] or [to_arrow((), delivery="", encoding="ascii")[1]])
    pq.write_table(statements, out / "statements.parquet", compression="zstd")
    pq.write_table(movements, out / "movements.parquet", compression="zstd")
    if json:
        show_json({"statements": statements.num_rows, "movements": movements.num_rows, "refused": refused, "folder": str(out)})
    else:
        say(f"{statements.num_rows} statements and {movements.num_rows} movements (details included) written to {out}")
        for line in refused:
            say(f"left out: {line}")
    if refused:
        raise typer.Exit(REFUSED)


def coda_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those below the folders named, in name order."""
    found: list[Path] = []
    for path in paths:
        existing(path)
        found.extend(sorted(inner for inner in path.rglob("*") if inner.is_file()) if path.is_dir() else [path])
    if not found:
        raise Refusal("no file to read: the folders named are empty")
    return found


def _tables(files: list[Path]) -> tuple[list[tuple[pa.Table, pa.Table]], list[str]]:
    tables: list[tuple[pa.Table, pa.Table]] = []
    refused: list[str] = []
    with counting("converting") as progress:
        for done, path in enumerate(files):
            progress(done, len(files))
            data = path.read_bytes()
            delivery = parse(data)
            sound = [statement for statement in delivery.statements if delivery.framed and not statement.hard]
            hard = [problem for problem in delivery.problems if problem.severity == "hard"]
            if hard:
                refused.append(f"{path}: {hard[0]}" + (f" (and {len(hard) - 1} more)" if len(hard) > 1 else ""))
            if sound:
                tables.append(to_arrow(sound, delivery=sha256(data), encoding=delivery.encoding))
    return tables, refused


def _language(text: str) -> Language:
    for known in LANGUAGES:
        if text == known:
            return known
    raise Refusal(f"expected a language, one of {', '.join(LANGUAGES)}, got {text!r}")


def _show_statement(rows: StatementRows) -> None:
    for name, value in rows.heading:
        say(f"{name:<12}{value}")
    show_table(
        "",
        ("number", "booked", "valued", "amount", "kind", "counterparty", "communication"),
        [
            (row.number, row.booked, row.valued, row.amount, row.kind, row.counterparty, row.communication)
            for row in rows.movements
        ],
    )
    for row in rows.movements:
        for line in row.explains:
            say(f"{row.number}  {line}")
    for message in rows.messages:
        say(message)


def _as_json(path: Path, delivery: Delivery) -> dict[str, Any]:
    return {
        "file": str(path),
        "encoding": delivery.encoding,
        "statements": len(delivery.statements),
        "movements": sum(statement.movement_count for statement in delivery.statements),
        "problems": [_problem_as_json(problem) for problem in delivery.problems if problem.severity != "note"],
    }


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("id", "severity", "line", "record", "field", "message")}


def _show_check(checked: list[tuple[Path, Delivery]]) -> None:
    show_table(
        "",
        ("file", "encoding", "statements", "movements", "hard", "warnings"),
        [
            (
                path.name,
                delivery.encoding,
                len(delivery.statements),
                sum(statement.movement_count for statement in delivery.statements),
                sum(problem.severity == "hard" for problem in delivery.problems),
                sum(problem.severity == "warning" for problem in delivery.problems),
            )
            for path, delivery in checked
        ],
    )
    for path, delivery in checked:
        if delivery.problems:
            screen().print()
            say(f"{path}")
        for problem in delivery.problems:
            say(f"  {problem.severity:<8}{problem}")
