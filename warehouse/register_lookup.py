"""Looking one account up in the register, without reading the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.register_tables import Account


@dataclass(frozen=True)
class AccountFacts:
    """What the register says of an account."""

    iban: str
    currency: str
    kind: str
    judicial_mandate: bool
    bank_bic: str
    opened_on: date | None
    closed_on: date | None


def account_facts(warehouse: Warehouse, iban: str, currency: str | None = None) -> AccountFacts | None:
    """Give what the register says of an account, in a currency or in the first one that it has; None when it is not there."""
    query = select(Account).where(Account.iban == iban).order_by(Account.currency)
    if currency is not None:
        query = query.where(Account.currency == currency)
    with warehouse.reading() as session:
        row = session.scalars(query.limit(1)).first()
    if row is None:
        return None
    return AccountFacts(row.iban, row.currency, row.kind, row.judicial_mandate, row.bank_bic, row.opened_on, row.closed_on)
