"""Coverage: what is expected of the banks, account by account, and what was asked of them.

`expected` reads the lake and the register and says of every account when its last statement came, what its habit is and whether
it is silent; `demands` keeps the first demands for the history of existing accounts (royal decree of 9 June 2024, art. 2 §5),
follows them up and closes them when the backfill covers the period. Bank days are in `bank_days`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.coverage.habits import COVERAGE, NEEDED, SILENCES, bank_of_account, expected_of, silences_of
from warehouse.database import Warehouse
from warehouse.lake import statements
from warehouse.register import accounts_frame

__all__ = ["COVERAGE", "SILENCES", "bank_of_account", "expected", "expected_of", "silences", "silences_of"]


def expected(warehouse: Warehouse, on: date) -> pl.DataFrame:
    """Say what every account and every bank was expected to deliver by a day, and what came; columns of `COVERAGE`."""
    held = statements(warehouse, until=on, columns=NEEDED)
    return expected_of(held, accounts_frame(warehouse), on=on)


def silences(warehouse: Warehouse, on: date) -> pl.DataFrame:
    """Give every silence up to a day that was longer than the habit until then allowed; columns of `SILENCES`."""
    held = statements(warehouse, until=on, columns=NEEDED)
    return silences_of(held, accounts_frame(warehouse), on=on)
