"""A town in which every rule finds something: one account for each rule, and the register around them.

The tests of the contract (order of rows, growing knowledge, sentences) run every rule over it; what a rule must find exactly
stands in the rule's own test. Each file of `towns/` is a quarter of it, with accounts and holders of its own: the drawn
tables MOVED and REGISTER, and where needed OWN_ACCOUNTS, STATEMENTS (drawn ones, of accounts without movements), REFUSED,
STATUSES, ALLOWANCES, DECLARATIONS, HOLDERS and SANCTIONS.
"""

from __future__ import annotations

from datetime import date
from functools import cache, reduce
from importlib import import_module
from pkgutil import iter_modules

import polars as pl

from detection.material import Material
from tests.detection import towns
from tests.detection.material import material, movements, rows, statements, statements_of

LAST_DAY = date(2026, 12, 31)


@cache
def town(on: date = LAST_DAY) -> Material:
    """Give the whole town as it is known on a day."""
    moved, stated = _drawn()
    tables = ("register", "own_accounts", "refused", "statuses", "allowances", "declarations", "holders", "sanctions")
    return material(moved, stated, **{table: _table(table.upper()) for table in tables}, on=on)


@cache
def _drawn() -> tuple[pl.DataFrame, pl.DataFrame]:
    quarters = [movements(quarter.MOVED) for quarter in _quarters()]
    moved = reduce(pl.DataFrame.vstack, quarters)
    return moved, statements_of(moved, "0").vstack(statements(_table("STATEMENTS")))


@cache
def _quarters() -> list[object]:
    return [import_module(f"{towns.__name__}.{entry.name}") for entry in iter_modules(towns.__path__)]


def _table(name: str) -> str:
    """Put the quarters' drawn tables of a name under each other; each may have columns of its own."""
    drawn = [rows(getattr(quarter, name)) for quarter in _quarters() if getattr(quarter, name, "").strip()]
    columns = list(dict.fromkeys(column for table in drawn for row in table for column in row))
    lines = [" | ".join(row.get(column, "") for column in columns) for table in drawn for row in table]
    return "\n".join([" | ".join(columns), *lines]) if lines else ""
