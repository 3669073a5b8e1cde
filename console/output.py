r"""What a command prints: a table for a person, JSON for a machine, one line for a mistake.

A person's text goes to standard output through rich, so that columns align and long words wrap; a machine's JSON goes
there alone. Everything that came from a bank file is printed as plain text: control characters are shown, never obeyed
(anyone with one cent can write into a communication).

>>> plain("rent\x1b[31m red")
'rent␛[31m red'
>>> euros(-1_234_560)
'-1 234.56'
>>> euros(5)
'0.005'
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from coda_parser.present import money

UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Kinds of characters that a terminal obeys or a reader does not see: controls, formats and directions, ends of lines."""
RIGHT_ALIGNED = (
    "movements",
    "statements",
    "amount",
    "count",
    "details",
    "bytes",
    "accounts %",
    "false a year",
    "hard",
    "warnings",
    "to destroy",
    "held",
    "rows",
    "episodes",
    "found",
    "recall %",
    "twins",
    "accused",
    "findings",
    "precision %",
    "of the grave %",
    "new",
    "changed",
    "unchanged",
    "gone",
    "same",
    "regraded",
    "snoozed",
    "hits",
    "reported",
    "dismissed",
    "place",
    "months",
    "drawn",
    "decided",
    "missed",
)


def screen() -> Console:
    """A console on standard output that wraps nothing when it is not a terminal, so that output can be searched."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 240)


def plain(text: object) -> str:
    """Make every control and direction character visible, so that no text of a bank file can act on the terminal."""
    return "".join(_visible(character) for character in str(text))


def _visible(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if unicodedata.category(character) in UNSEEN:
        return f"\\u{code:04x}"
    return character


def euros(milli: int) -> str:
    """Write thousandths as an amount with a decimal point, the third decimal only where it is not zero."""
    return money(milli, "")


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table for a person; columns of counts and amounts are aligned to the right."""
    table = Table(title=title or None, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in RIGHT_ALIGNED else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(plain("" if value is None else value)) for value in row))
    screen().print(table)


def say(line: str) -> None:
    """Print one line for a person."""
    screen().print(escape(plain(line)))


def say_page(text: str) -> None:
    """Print a text of several lines that the house wrote itself."""
    for line in text.splitlines():
        say(line)


def show_json(value: Any) -> None:
    """Print one JSON document for a machine."""
    for line in json.dumps(value, ensure_ascii=False, indent=2, default=str).split("\n"):
        sys.stdout.write((line if line.isprintable() else "".join(map(_escaped, line))) + "\n")


def _escaped(character: str) -> str:
    """JSON escapes some control characters by itself; a terminal obeys others too, and directions lead a reader astray."""
    if unicodedata.category(character) not in UNSEEN:
        return character
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def complain(line: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(f"quater: {plain(line)}\n")


@contextmanager
def counting(description: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that takes (done, total) and draws them as a bar on standard error, on a terminal only."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
