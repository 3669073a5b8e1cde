"""`quater coda generate`: deliveries made up from a seed, to test any CODA reader with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from coda_parser.banks import banks
from coda_parser.generator import START, draw, draw_bank, written
from coda_parser.writer import Charset, NewlineStyle, StatementDraft
from console.commands.coda.files import one_of
from console.options import Json, day
from console.output import counting, say, show_json, show_table
from warehouse.errors import Refusal

NEWLINES: dict[str, NewlineStyle] = {"crlf": "\r\n", "lf": "\n", "none": ""}
ENCODINGS: tuple[Charset, ...] = ("cp1252", "utf-8", "ascii")


@dataclass(frozen=True)
class Made:
    """One delivery that was written; `movements` are those that move the account, `details` explain them."""

    file: str
    seed: int
    statements: int
    movements: int
    details: int
    bytes: int


@dataclass(frozen=True)
class Wanted:
    """What every delivery of this run is like."""

    statements: int
    created: str | None
    bank: str | None
    newline: NewlineStyle
    encoding: Charset
    accents: bool
    oddities: bool


def attach(family: typer.Typer) -> None:
    """Add the command."""
    family.command("generate")(generate)


def generate(
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write, or the folder for several files.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")] = 1,
    statements: Annotated[int, typer.Option("--statements", min=1, help="Statements in each file.")] = 10,
    files: Annotated[
        int, typer.Option("--files", min=1, help="Files to write into a folder, each with a seed of its own.")
    ] = 1,
    on: Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="Day of the statements.")] = None,
    bank: Annotated[str | None, typer.Option("--bank", help="Write in the habits of this bank of coda_parser/banks.")] = None,
    newline: Annotated[str, typer.Option("--newline", help="crlf, lf or none (blocks of 128).")] = "crlf",
    encoding: Annotated[str, typer.Option("--encoding", help="cp1252, utf-8 or ascii.")] = "cp1252",
    accents: Annotated[bool, typer.Option("--accents/--no-accents", help="Letters that are not ASCII.")] = True,
    oddities: Annotated[
        bool,
        typer.Option(
            "--oddities/--no-oddities",
            help="Empty statements, separate applications, unknown dates, foreign accounts, details of details.",
        ),
    ] = True,
    json: Json = False,
) -> None:
    """Write valid deliveries of invented statements that exercise the whole format."""
    wanted = Wanted(
        statements,
        on,
        one_of("--bank", bank, banks()) if bank else None,
        NEWLINES[one_of("--newline", newline, NEWLINES)],
        next(each for each in ENCODINGS if each == one_of("--encoding", encoding, ENCODINGS)),
        accents and encoding != "ascii",
        oddities,
    )
    made = []
    with counting("writing") as progress:
        for count, (path, number) in enumerate(_targets(out, seed, files), 1):
            made.append(_write(path, number, wanted))
            progress(count, files)
    if json:
        show_json([asdict(each) for each in made])
        return
    columns = ("file", "seed", "statements", "movements", "details", "bytes")
    show_table("", columns, [tuple(asdict(each).values()) for each in made])
    say(f"quater coda check {out} reads them; every name, account and amount is invented")


def _targets(out: Path, seed: int, files: int) -> Iterator[tuple[Path, int]]:
    """Name the files to write and their seeds."""
    if out.is_dir() or files > 1 or not out.suffix:
        if out.is_file():
            raise Refusal(f"{out} is a file; {files} files need a folder")
        out.mkdir(parents=True, exist_ok=True)
        yield from ((out / f"coda-{number:06d}.cod", number) for number in range(seed, seed + files))
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    yield out, seed


def _write(path: Path, seed: int, wanted: Wanted) -> Made:
    """Write one delivery statement by statement, so that its size does not matter."""
    counts = [0, 0, 0]
    created = day(wanted.created) if wanted.created else START
    newline, encoding = wanted.newline, wanted.encoding
    if wanted.bank:
        chosen = banks()[wanted.bank]
        newline, encoding = chosen.habits.newline, chosen.habits.encoding
        drafts = draw_bank(chosen, seed, statements=wanted.statements, start=created, oddities=wanted.oddities)
    else:
        drafts = draw(seed, statements=wanted.statements, start=created, accents=wanted.accents, oddities=wanted.oddities)
    with path.open("wb") as file:
        for piece in written(_counted(drafts, counts), created=created, newline=newline, encoding=encoding):
            file.write(piece)
        size = file.tell()
    return Made(str(path), seed, counts[0], counts[1], counts[2], size)


def _counted(drafts: Iterator[StatementDraft], counts: list[int]) -> Iterator[StatementDraft]:
    for draft in drafts:
        counts[0] += 1
        counts[1] += len(draft.movements)
        counts[2] += sum(len(detail.details) + 1 for movement in draft.movements for detail in movement.details)
        yield draft
