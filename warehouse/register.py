"""The register: bars, holders, accounts of both kinds, banks, mandates, allowances, and the holders' own accounts.

What the rest of the house asks of the register is here; how it is filled is in `register_import`, how an account is excluded in
`register_exclusion`. A frame is one consistent view, sorted by its key. Source: art. 446quater §2 and §5 of the Judicial
Code; royal decree of 9 June 2024, art. 1 and art. 2 §§1-2 (mandate to the bâtonnier, authorisation to the bank).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.register_banks import (
    RegisteredBank,
    allowances_frame,
    bank_is_agreed,
    banks_are_registered,
    registered_banks,
)
from warehouse.register_declarations import declarations_frame
from warehouse.register_holdings import (
    HOLDER_COLUMNS,
    RegisteredHolder,
    first_by_account,
    holder_of,
    holding_rows,
    holdings_frame,
    members_frame,
    order_of,
)
from warehouse.register_import import ImportSummary, import_register, preview_import
from warehouse.register_journal import Change, Recorded, history
from warehouse.register_mandate_tables import Authorisation, Mandate
from warehouse.register_mandates import RecordedAuthorisation, RecordedMandate, authorisations_of, mandates_of
from warehouse.register_reference import Bar, bank_bic_of, bank_name_of, bars
from warehouse.register_tables import Account, Holder, OwnAccount
from warehouse.register_timelines import bar_of, registrations_frame, status_of, statuses_frame

__all__ = [
    "Bar",
    "Change",
    "ImportSummary",
    "Recorded",
    "RecordedAuthorisation",
    "RecordedMandate",
    "RegisteredBank",
    "RegisteredHolder",
    "accounts_frame",
    "allowances_frame",
    "authorisations_of",
    "bank_bic_of",
    "bank_is_agreed",
    "bank_name_of",
    "banks_are_registered",
    "bar_of",
    "bars",
    "declarations_frame",
    "history",
    "holder_of",
    "holders_frame",
    "holdings_frame",
    "import_register",
    "mandates_of",
    "members_frame",
    "order_of",
    "own_accounts_frame",
    "preview_import",
    "registered_banks",
    "registrations_frame",
    "status_of",
    "statuses_frame",
]

ACCOUNTS_SCHEMA = pl.Schema(
    {
        "iban": pl.String(),
        "currency": pl.String(),
        "kind": pl.String(),
        "judicial_mandate": pl.Boolean(),
        "holder_id": pl.String(),
        "holder_name": pl.String(),
        "bar": pl.String(),
        "language": pl.String(),
        "bank_bic": pl.String(),
        "opened_on": pl.Date(),
        "closed_on": pl.Date(),
        "mandate_on": pl.Date(),
        "authorisation_on": pl.Date(),
    }
)
HOLDERS_SCHEMA = pl.Schema(dict.fromkeys(HOLDER_COLUMNS, pl.String()))
OWN_ACCOUNTS_SCHEMA = pl.Schema(dict.fromkeys(("holder_id", "iban", "label"), pl.String()))
_OF_ACCOUNT = ("kind", "judicial_mandate", "bank_bic", "opened_on", "closed_on", "mandate_on", "authorisation_on")


def accounts_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every account once with its first holder, by iban and currency; columns of `ACCOUNTS_SCHEMA`.

    `mandate_on` and `authorisation_on`: as the accounts' file says, else the day of the first holder's recorded act.
    """
    with warehouse.reading() as session:
        first = first_by_account(holding_rows(session))
        holders = {row[0]: row for row in session.execute(select(Holder.holder_id, Holder.name, Holder.bar, Holder.language))}
        acts = {"mandate_on": _given_on(session, Mandate), "authorisation_on": _given_on(session, Authorisation)}
        rows = []
        for account in session.execute(select(*(getattr(Account, name) for name in ("iban", "currency", *_OF_ACCOUNT)))):
            values = account._asdict()
            key = (values["iban"], values["currency"])
            if key not in first:
                continue
            values |= dict(zip(("holder_id", "holder_name", "bar", "language"), holders[first[key]], strict=True))
            for column, given in acts.items():
                values[column] = values[column] or given.get((*key, first[key]))
            rows.append(tuple(values[name] for name in ACCOUNTS_SCHEMA))
    return pl.DataFrame(rows, schema=ACCOUNTS_SCHEMA, orient="row").sort("iban", "currency")


def holders_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every holder, by holder_id; columns of `HOLDERS_SCHEMA`."""
    query = select(*(getattr(Holder, name) for name in HOLDERS_SCHEMA)).order_by(Holder.holder_id)
    return _frame(warehouse, query, HOLDERS_SCHEMA)


def own_accounts_frame(warehouse: Warehouse) -> pl.DataFrame:
    """The holders' office and private accounts as far as known, by holder_id and iban: holder_id, iban, label."""
    query = select(OwnAccount.holder_id, OwnAccount.iban, OwnAccount.label).order_by(OwnAccount.holder_id, OwnAccount.iban)
    return _frame(warehouse, query, OWN_ACCOUNTS_SCHEMA)


def _given_on(session: Session, act: type[Mandate | Authorisation]) -> dict[tuple[str, ...], Any]:
    """The day of the last recorded act of each holder over each account."""
    key = (act.iban, act.currency, act.holder_id)
    return {tuple(row[:3]): row[3] for row in session.execute(select(*key, func.max(act.given_on)).group_by(*key))}


def _frame(warehouse: Warehouse, query: Select[*tuple[Any, ...]], schema: pl.Schema) -> pl.DataFrame:
    with warehouse.reading() as session:
        rows: Sequence[Any] = session.execute(query).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
