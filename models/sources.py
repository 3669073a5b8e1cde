"""The feature table of an installation: what the lake and the register hold, up to the end of a closed month.

A month is closed when its last day is over on the day of decision; an open month is not scored, because half a month compared
with whole ones says nothing. The lake decides what is loaded: only the columns that features read, only the accounts asked for;
what is known around them (`models.features.around`) is read of all accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from models.features import NEEDED, build_features, openings_of
from models.features.around import FINDINGS, Around
from models.features.measures.breaks import breaks_of
from models.features.measures.neighbours import holder_meetings, institutions, shared_payees
from models.features.measures.relays import relays, transfers
from models.labels import confirmed
from models.peers import known
from warehouse.alerts import findings_of
from warehouse.database import Warehouse
from warehouse.lake import movements, statements
from warehouse.register import accounts_frame, bars, own_accounts_frame

STATEMENT_COLUMNS = (
    *(
        "account",
        "currency",
        "statement_date",
        "statement_number",
        "old_balance_date",
        "old_balance_milli",
        "new_balance_milli",
    ),
    "separate_application",
)
AROUND_COLUMNS = ("account", "booked", "is_detail", "amount_milli", "counterparty_account")
GRAVE = ("high", "critical")
LEARNED = "model-outlier"
"""The detector whose findings come from here: what a model said is no input of a model."""


def last_closed_month_end(on: date) -> date:
    """The last day of the last month that is over at the end of the day `on`.

    >>> last_closed_month_end(date(2026, 11, 22)), last_closed_month_end(date(2026, 10, 31))
    (datetime.date(2026, 10, 31), datetime.date(2026, 10, 31))
    """
    tomorrow = on + timedelta(days=1)
    return tomorrow.replace(day=1) - timedelta(days=1)


def feature_table(
    warehouse: Warehouse, *, on: date, accounts: Sequence[str] | None = None, beside: Around | None = None
) -> pl.DataFrame:
    """Build the feature table of every closed month on the day `on` that has a past, for all accounts or those given.

    `beside`: what `around` gave for that day; who asks for accounts part by part reads it once.
    """
    until = last_closed_month_end(on)
    return table_of(
        movements(warehouse, accounts=accounts, until=until, columns=NEEDED),
        statements(warehouse, accounts=accounts, until=until, columns=STATEMENT_COLUMNS),
        accounts=accounts_frame(warehouse),
        own_accounts=own_accounts_frame(warehouse),
        beside=around(warehouse, until=until) if beside is None else beside,
    )


def table_of(
    moved: pl.LazyFrame, told: pl.LazyFrame, *, accounts: pl.DataFrame, own_accounts: pl.DataFrame, beside: Around
) -> pl.DataFrame:
    """Build the feature table from movements (columns `NEEDED`), statements (`STATEMENT_COLUMNS`), the register and what is
    known beside; months without a past are left out.
    """
    table = build_features(
        moved,
        accounts,
        orders={code: bar.order for code, bar in bars().items()},
        own_accounts=own_accounts,
        openings=openings_of(told),
        around=replace(beside, breaks=breaks_of(told)),
    )
    return table.filter(known())


def around(warehouse: Warehouse, *, until: date) -> Around:
    """Read what features may know of other accounts, and what the rules found, as it was known at the end of a day."""
    register = accounts_frame(warehouse)
    others = between(movements(warehouse, until=until, columns=AROUND_COLUMNS), register)
    return replace(others, findings=rule_findings(warehouse), confirmed=confirmed(warehouse, on=until))


def between(moved: pl.LazyFrame, accounts: pl.DataFrame) -> Around:
    """Give what all accounts' movements (columns `AROUND_COLUMNS`) tell of each one: institutions, shared payees, relays."""
    met = holder_meetings(moved, accounts)
    return Around(institutions=institutions(met), shared=shared_payees(met), relays=relays(transfers(moved, accounts)))


def rule_findings(warehouse: Warehouse) -> pl.DataFrame:
    """What the rules found, by account and the month in which it ended; notes (severity info) aside."""
    rows = [
        (found.account, found.currency, found.last_date.replace(day=1), found.detector, found.severity in GRAVE)
        for found in findings_of(warehouse)
        if found.severity != "info" and found.detector != LEARNED
    ]
    return pl.DataFrame(rows, schema=FINDINGS, orient="row")
