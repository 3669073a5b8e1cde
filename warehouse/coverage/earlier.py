"""History from before the decree was in force, and who asked for it: it comes only on request (royal decree of 9 June 2024,
art. 2 §5 and 6), so each statement that is held from before 1 October 2024 belongs to the period of a first demand.

What came without one is named, never dropped in silence: a person enters the demand by which it was asked for, or asks the bank
why it sent it.
"""

from __future__ import annotations

import polars as pl

from warehouse.coverage.demands import list_demands
from warehouse.coverage.habits import ACCOUNT
from warehouse.coverage.in_force import EVE
from warehouse.database import Warehouse
from warehouse.lake import statements

_DEMANDS = pl.Schema({**dict.fromkeys(ACCOUNT, pl.String()), **dict.fromkeys(("since", "until"), pl.Date())})


def unasked(warehouse: Warehouse) -> pl.DataFrame:
    """Give account, currency, bank, first and last day and number of the earlier statements that no first demand asked for."""
    held = statements(warehouse, until=EVE, columns=[*ACCOUNT, "bank_bic", "statement_date"])
    early = held.filter(pl.col("statement_date") <= EVE).with_row_index("row").collect()
    asked = [(one.account, one.currency, one.since, one.until) for one in list_demands(warehouse)]
    periods = pl.DataFrame(asked, schema=_DEMANDS, orient="row")
    inside = early.join(periods, on=ACCOUNT).filter(pl.col("statement_date").is_between("since", "until"))
    return (
        early.join(inside, on="row", how="anti")
        .group_by(*ACCOUNT)
        .agg(
            pl.col("bank_bic").max().alias("bank"),
            pl.col("statement_date").min().alias("first_statement"),
            pl.col("statement_date").max().alias("last_statement"),
            pl.len().alias("statements"),
        )
        .sort(ACCOUNT)
    )
