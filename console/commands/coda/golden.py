"""`quater coda golden`: keep a delivery beside what must be read in it, and see that it still is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from coda_parser import parse
from coda_parser.banks import banks
from coda_parser.generator import generate_bank
from coda_parser.golden import check_pair, pairs, write_pair
from console.commands.coda.files import REFUSED
from console.options import Json
from console.output import say, show_json
from warehouse.errors import Refusal

Names = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE|BANK...", help="CODA files, or codes of banks to make up a delivery of."),
]


def attach(family: typer.Typer) -> None:
    """Add the command."""
    family.command("golden")(golden)


def golden(
    names: Names = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder to write the pairs into.")] = None,
    check: Annotated[Path | None, typer.Option("--check", metavar="DIR", help="Compare the pairs of this folder.")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of what is made up for a bank.")] = 1,
    statements: Annotated[int, typer.Option("--statements", min=1, help="Statements made up for a bank.")] = 3,
    json: Json = False,
) -> None:
    """Write golden pairs (-o), or check those of a folder (--check); exit 3 when what is read is not what must be."""
    if check is not None and not names and out is None:
        _check(check, json)
    elif names and out is not None and check is None:
        _write(names, out, seed, statements, json)
    else:
        raise Refusal("expected FILE or BANK and -o DIR to write pairs, or --check DIR alone to compare them")


def _write(names: list[Path], out: Path, seed: int, statements: int, json: bool) -> None:
    report: list[dict[str, Any]] = []
    for name in names:
        data = _data(name, seed, statements)
        written = write_pair(name.stem if name.is_file() else str(name), data, out)
        delivery = parse(data)
        counts = {"statements": len(delivery.statements), "problems": len(delivery.problems)}
        report.append({"pair": [str(path) for path in written], **counts})
    if json:
        show_json(report)
        return
    for each in report:
        say(f"{' and '.join(each['pair'])}: statements {each['statements']}, problems {each['problems']}")
    say("read the JSON once against the bank's own paper; what you take out of it is not compared")


def _data(name: Path, seed: int, statements: int) -> bytes:
    if name.is_file():
        return name.read_bytes()
    if str(name) in banks():
        return generate_bank(banks()[str(name)], seed, statements=statements)
    raise Refusal(f"no file and no bank {str(name)!r}; the banks are {', '.join(banks())}")


def _check(folder: Path, json: bool) -> None:
    if not folder.is_dir():
        raise Refusal(f"no such folder: {folder}")
    found = {coda.stem: check_pair(coda, told) for coda, told in pairs(folder)}
    if not found:
        raise Refusal(f"no pair of .cod and .json in {folder}")
    different = [text for text in found.values() if text]
    if json:
        show_json([{"pair": name, "difference": text or None} for name, text in found.items()])
    else:
        say(f"{len(found)} pairs compared, {len(different) or 'none'} of them different")
        for text in different:
            say(text)
    if different:
        raise typer.Exit(REFUSED)
