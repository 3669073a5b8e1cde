"""How far a month of an installation lies from what a model learnt: `models.drift` with the register's banks.

Only account-months with a grown past are compared. What looks back (silence, new parties, the account's own habits, a month's
part of a year) grows with the past whatever a bank does, so a lake that fills would drift every month.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby

import polars as pl

from coda_parser.banks import banks
from models.drift import Drift, drifts
from models.features import FEATURE_NAMES
from warehouse.database import Warehouse
from warehouse.register import accounts_frame

GROWN = 12
"""Months of an account's past: the longest window on which a feature counts rather than compares."""


def drift_of_month(warehouse: Warehouse, learnt: pl.DataFrame, table: pl.DataFrame, month: date) -> list[Drift]:
    """Compare the rows of a month with the rows learnt from, that month aside, feature by feature and bank by bank."""
    register = accounts_frame(warehouse).select(pl.col("iban").alias("account"), "currency", "bank_bic")
    codes = {bic: code for code, bank in banks().items() for bic in bank.bics}
    named = register.select("account", "currency", pl.col("bank_bic").replace_strict(codes, default="").alias("bank"))
    grown = pl.col("history_months") >= GROWN
    before, now = learnt.filter(grown, pl.col("month") < month), table.filter(grown, pl.col("month") == month)
    return drifts(before, now, named.filter(pl.col("bank") != ""), FEATURE_NAMES)


def told(found: list[Drift]) -> list[dict[str, str | int]]:
    """Say of each bank on how many features it was judged, how many drifted, and which moved most (index in thousandths)."""
    lines: list[dict[str, str | int]] = []
    for bank, own in groupby(found, key=lambda one: one.bank):
        every = list(own)
        judged = [one for one in every if one.index is not None]
        most = max(judged, key=lambda one: (one.index or 0.0, one.feature), default=None)
        lines.append(
            {
                "bank": bank,
                "judged": len(judged),
                "drifted": sum(one.level == "drifted" for one in judged),
                "feature": "" if most is None else most.feature,
                "index_milli": 0 if most is None else round(1000 * (most.index or 0.0)),
            }
        )
    return lines
