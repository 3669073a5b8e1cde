"""The classes of pieces, and who may do what with each: two tables of data, and what they do not allow is forbidden.

A class says of what kind a piece is; a document without one cannot be saved. For every user category and class the access table
says apart whether it may consult the piece, write it, or sign it (which lets it go). A line that is missing allows nothing.
`data/piece_classes.csv`, `data/piece_access.csv`; source: the founding security note (art. 1675/22 of the Judicial Code; royal
decree of 11 October 2023, art. 1, 2 and annexes). The account statements have other readers than the report: the council that a
bâtonnier consults reads the report and never the statements.

>>> PIECE_CLASSES["account_statements"]
'annex'
>>> may("council", "report", "consult"), may("council", "account_statements", "consult"), may("cook", "report", "consult")
(True, False, False)
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Action = Literal["consult", "edit", "sign"]
ACTIONS: tuple[Action, ...] = ("consult", "edit", "sign")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files("warehouse") / "data" / name).read_text(encoding="utf-8").splitlines())


PIECE_CLASSES: Mapping[str, str] = MappingProxyType({row["class"]: row["kind"] for row in _rows("piece_classes.csv")})
"""Class of a piece → the only kind it may have."""
_ALLOWED = frozenset(
    (row["role"], row["class"], action) for row in _rows("piece_access.csv") for action in ACTIONS if row[action] == "yes"
)
ROLES: tuple[str, ...] = tuple(dict.fromkeys(row["role"] for row in _rows("piece_access.csv")))
"""The user categories of the access table."""


def may(role: str, piece_class: str, action: str) -> bool:
    """Say whether a user category may do this with pieces of a class, at the bars that it serves."""
    return (role, piece_class, action) in _ALLOWED
