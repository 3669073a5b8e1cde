"""The options that every command shares, and what stands behind them: the home, JSON, the day, the person."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from warehouse.database import Warehouse, open_warehouse
from warehouse.errors import Refusal
from warehouse.register import bars
from warehouse.settings import load_settings

BRUSSELS = ZoneInfo("Europe/Brussels")
USER_VARIABLE = "QUATER_USER"

Home = Annotated[Path | None, typer.Option("--home", help="Folder of everything Quater writes (else QUATER_HOME, ./var).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
On = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day to judge by (default: today, Brussels).")]
By = Annotated[str | None, typer.Option("--by", help="Who does this (default: QUATER_USER, else the system's user).")]


def moment() -> datetime:
    """Now, in UTC; the console is the highest room, so it may look at the clock."""
    return datetime.now(UTC)


def day(text: str | None) -> date:
    """Read a day, today in Brussels when none is given; raises `Refusal` for anything else."""
    if text is None:
        return datetime.now(BRUSSELS).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f"expected a day as YYYY-MM-DD, got {text!r}") from None


def person(by: str | None) -> str:
    """Who acts: the option, the environment, the system's user."""
    return by or os.environ.get(USER_VARIABLE) or getpass.getuser()


def bar_code(text: str) -> str:
    """Give the code of a bar; raises `Refusal` with the known codes for any other text."""
    known = bars()
    if text not in known:
        raise Refusal(f"no bar {text!r}; the bars are {', '.join(sorted(known))}")
    return text


def existing(path: Path) -> Path:
    """Give the path back, or refuse it with one line."""
    if not path.exists():
        raise Refusal(f"no such file or folder: {path}")
    return path


@contextmanager
def opened(home: Path | None) -> Iterator[Warehouse]:
    """The installation that the command works on."""
    warehouse = open_warehouse(load_settings(home))
    try:
        yield warehouse
    finally:
        warehouse.close()
