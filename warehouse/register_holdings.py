"""Who holds an account: one holder for what needs one, every holder with dates for what needs all.

An account may be held by a lawyer, by several, or by a firm whose members are registered at bars of both Orders; still it
belongs to one control entity, that of its first holder: the one whom the accounts' file names, then the longest there.
A holding that is over counts only where no other is left, so that no account is ever without a holder. Source: royal
decree of 9 June 2024, art. 1, 1° and art. 2 §2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.register_reference import bars
from warehouse.register_tables import AccountHolder, Holder, Membership
from warehouse.register_timelines import registered_at

HOLDINGS_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("iban", "currency", "holder_id", "holder_name", "holder_kind", "bar"), pl.String()),
        **dict.fromkeys(("valid_from", "valid_until"), pl.Date()),
        "position": pl.Int64(),
    }
)
MEMBERS_SCHEMA = pl.Schema(
    {**dict.fromkeys(("firm_id", "member_id", "bar"), pl.String()), **dict.fromkeys(("valid_from", "valid_until"), pl.Date())}
)
HOLDER_COLUMNS = ("holder_id", "name", "street", "postcode", "city", "country", "bar", "language")


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


def holder_of(warehouse: Warehouse, iban: str, *, on: date | None = None) -> RegisteredHolder | None:
    """Who holds an account, on a day or (no day given) at present; None when the register does not say.

    Of several holders the first one; without a day, the last one where nobody holds the account any more.
    """
    with warehouse.reading() as session:
        return _holder_of(session, iban, on)


def order_of(warehouse: Warehouse, iban: str, *, on: date | None = None) -> str | None:
    """The control entity of an account, OBFG or OVB: that of the bar where its first holder is registered on the day."""
    with warehouse.reading() as session:
        holder = _holder_of(session, iban, on)
        if holder is None:
            return None
        bar = holder.bar if on is None else registered_at(session, holder.holder_id, on=on)
        return bars()[bar].order if bar else None


def holdings_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every holding that is or was, by account, first day, position, holder; `valid_until` is the day on which it is over."""
    query = select(
        AccountHolder.iban,
        AccountHolder.currency,
        AccountHolder.holder_id,
        Holder.name,
        Holder.kind,
        Holder.bar,
        AccountHolder.valid_from,
        AccountHolder.valid_until,
        AccountHolder.position,
    ).join(Holder, Holder.holder_id == AccountHolder.holder_id)
    frame = _frame(warehouse, query, HOLDINGS_SCHEMA)
    return frame.sort("iban", "currency", "valid_from", "position", "holder_id")


def members_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every membership of a firm that is or was, with the member's present bar, by firm, member and first day."""
    query = select(Membership.firm_id, Membership.member_id, Holder.bar, Membership.valid_from, Membership.valid_until).join(
        Holder, Holder.holder_id == Membership.member_id
    )
    return _frame(warehouse, query, MEMBERS_SCHEMA).sort("firm_id", "member_id", "valid_from")


def first_by_account(holdings: Iterable[tuple[Any, ...]]) -> dict[tuple[str, str], str]:
    """The first holder of each account, from rows (iban, currency, holder, valid_from, valid_until, position)."""
    first: dict[tuple[str, str], str] = {}
    for iban, currency, holder_id, *_ in sorted(holdings, key=_rank):
        first.setdefault((iban, currency), holder_id)
    return first


def holding_rows(session: Session, *, iban: str | None = None, on: date | None = None) -> list[tuple[Any, ...]]:
    """The holdings as `first_by_account` takes them, of one account or of all, on a day or of every time."""
    columns = ("iban", "currency", "holder_id", "valid_from", "valid_until", "position")
    query = select(*(getattr(AccountHolder, name) for name in columns))
    if iban is not None:
        query = query.where(AccountHolder.iban == iban)
    if on is not None:
        unfinished = AccountHolder.valid_until.is_(None) | (AccountHolder.valid_until > on)
        query = query.where(AccountHolder.valid_from <= on, unfinished)
    return [tuple(row) for row in session.execute(query)]


def _rank(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The present before the past, the last that ended before the ones before it, then position, first day and holder."""
    iban, currency, holder_id, valid_from, valid_until, position = row
    ended = (0, 0) if valid_until is None else (1, -valid_until.toordinal())
    return iban, currency, ended, position, valid_from, holder_id


def _holder_of(session: Session, iban: str, on: date | None) -> RegisteredHolder | None:
    first = first_by_account(holding_rows(session, iban=iban, on=on))
    if not first:
        return None
    query = select(*(getattr(Holder, name) for name in HOLDER_COLUMNS))
    row = session.execute(query.where(Holder.holder_id == first[min(first)])).one()
    return RegisteredHolder(*row)


def _frame(warehouse: Warehouse, query: Select[*tuple[Any, ...]], schema: pl.Schema) -> pl.DataFrame:
    with warehouse.reading() as session:
        rows = [tuple(row) for row in session.execute(query)]
    return pl.DataFrame(rows, schema=schema, orient="row")
