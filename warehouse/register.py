"""The register: bars, holders, accounts of both kinds, and the holders' own accounts.

Everything that the rest of the house asks of the register is here; how it is filled is in `register_import`. A frame is one
consistent view, sorted by its key. Source: art. 446quater §2 and §5 of the Judicial Code; royal decree of 9 June 2024,
art. 2 §§1-2 (mandate to the bâtonnier, authorisation to the bank).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Select, and_, or_, select

from warehouse.database import Warehouse
from warehouse.register_import import ImportSummary, import_register
from warehouse.register_reference import Bar, bank_bic_of, bank_name_of, bars
from warehouse.register_tables import Account, AccountHolder, Holder, OwnAccount

__all__ = [
    "Bar",
    "ImportSummary",
    "RegisteredHolder",
    "accounts_frame",
    "bank_bic_of",
    "bank_name_of",
    "bars",
    "holder_of",
    "holders_frame",
    "import_register",
    "own_accounts_frame",
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
HOLDERS_SCHEMA = pl.Schema(
    dict.fromkeys(("holder_id", "name", "street", "postcode", "city", "country", "bar", "language"), pl.String())
)
OWN_ACCOUNTS_SCHEMA = pl.Schema(dict.fromkeys(("holder_id", "iban", "label"), pl.String()))


@dataclass(frozen=True)
class RegisteredHolder:
    """A holder as the register knows it."""

    holder_id: str
    name: str
    street: str
    postcode: str
    city: str
    country: str
    bar: str
    language: str


def accounts_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every account with its present holder, by iban and currency; columns of `ACCOUNTS_SCHEMA`."""
    query = (
        select(
            Account.iban,
            Account.currency,
            Account.kind,
            Account.judicial_mandate,
            AccountHolder.holder_id,
            Holder.name,
            Holder.bar,
            Holder.language,
            Account.bank_bic,
            Account.opened_on,
            Account.closed_on,
            Account.mandate_on,
            Account.authorisation_on,
        )
        .join(AccountHolder, and_(AccountHolder.iban == Account.iban, AccountHolder.currency == Account.currency))
        .join(Holder, Holder.holder_id == AccountHolder.holder_id)
        .where(AccountHolder.valid_until.is_(None))
        .order_by(Account.iban, Account.currency)
    )
    return _frame(warehouse, query, ACCOUNTS_SCHEMA)


def holders_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every holder, by holder_id; columns of `HOLDERS_SCHEMA`."""
    query = select(*(getattr(Holder, name) for name in HOLDERS_SCHEMA)).order_by(Holder.holder_id)
    return _frame(warehouse, query, HOLDERS_SCHEMA)


def own_accounts_frame(warehouse: Warehouse) -> pl.DataFrame:
    """The holders' office and private accounts as far as known, by holder_id and iban: holder_id, iban, label."""
    query = select(OwnAccount.holder_id, OwnAccount.iban, OwnAccount.label).order_by(OwnAccount.holder_id, OwnAccount.iban)
    return _frame(warehouse, query, OWN_ACCOUNTS_SCHEMA)


def holder_of(warehouse: Warehouse, iban: str, *, on: date | None = None) -> RegisteredHolder | None:
    """Who holds an account, on a day or (no day given) at present; None when the register does not say."""
    query = (
        select(*(getattr(Holder, name) for name in HOLDERS_SCHEMA))
        .join(AccountHolder, AccountHolder.holder_id == Holder.holder_id)
        .where(AccountHolder.iban == iban)
        .order_by(AccountHolder.currency, AccountHolder.valid_from)
    )
    if on is None:
        query = query.where(AccountHolder.valid_until.is_(None))
    else:
        unfinished = or_(AccountHolder.valid_until.is_(None), AccountHolder.valid_until > on)
        query = query.where(AccountHolder.valid_from <= on, unfinished)
    with warehouse.reading() as session:
        row = session.execute(query).first()
    return None if row is None else RegisteredHolder(*row)


def _frame(warehouse: Warehouse, query: Select[*tuple[Any, ...]], schema: pl.Schema) -> pl.DataFrame:
    with warehouse.reading() as session:
        rows: Sequence[Any] = session.execute(query).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
