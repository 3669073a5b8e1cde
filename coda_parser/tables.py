"""The code tables that ship with the parser (`data/*.csv`), read once."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """Give the rows of a table of `coda_parser/data`, by column."""
    text = files("coda_parser").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
