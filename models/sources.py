"""The feature table of an installation: what the lake and the register hold, up to the end of a closed month.

A month is closed when its last day is over on the day of decision; an open month is not scored, because half a month compared
with whole ones says nothing. The lake decides what is loaded: only the columns that features read, only the accounts asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from models.features import NEEDED, build_features, openings_of
from models.peers import known
from warehouse.database import Warehouse
from warehouse.lake import movements, statements
from warehouse.register import accounts_frame, bars, own_accounts_frame

OPENING_COLUMNS = (
    *("account", "currency", "statement_date", "statement_number", "old_balance_date", "old_balance_milli"),
    "separate_application",
)


def last_closed_month_end(on: date) -> date:
    """The last day of the last month that is over at the end of the day `on`.

    >>> last_closed_month_end(date(2026, 11, 22)), last_closed_month_end(date(2026, 10, 31))
    (datetime.date(2026, 10, 31), datetime.date(2026, 10, 31))
    """
    tomorrow = on + timedelta(days=1)
    return tomorrow.replace(day=1) - timedelta(days=1)


def feature_table(warehouse: Warehouse, *, on: date, accounts: Sequence[str] | None = None) -> pl.DataFrame:
    """Build the feature table of every closed month on the day `on` that has a past, for all accounts or those given."""
    until = last_closed_month_end(on)
    register = accounts_frame(warehouse)
    table = build_features(
        movements(warehouse, accounts=accounts, until=until, columns=NEEDED),
        register,
        orders={code: bar.order for code, bar in bars().items()},
        own_accounts=own_accounts_frame(warehouse),
        openings=openings_of(statements(warehouse, accounts=accounts, until=until, columns=OPENING_COLUMNS)),
    )
    return table.filter(known())
