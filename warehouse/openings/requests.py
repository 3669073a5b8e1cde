"""Bâtonniers' requests: who asked to have an account looked at, by which letter, received when, entered by whom.

The holder's mandate lets the bâtonnier, or whom he designates, consult the account (royal decree of 9 June 2024, art. 2 §2).
The request itself is the dated record without which nobody opens the account for him.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from warehouse.aml_records import keep_apart
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.subjects import looks_like_account
from warehouse.openings.tables import RequestRow
from warehouse.register import accounts_frame, bars

_REQUEST_ID = re.compile(r"B-0*([1-9][0-9]{0,17})")
LONGEST_REFERENCE = 200


@dataclass(frozen=True)
class AccountRequest:
    """A bâtonnier's request."""

    request_id: str
    iban: str
    currency: str
    bar: str
    reference: str
    received_on: date
    recorded_by: str
    recorded_at: datetime


def record_request(
    warehouse: Warehouse,
    *,
    iban: str,
    reference: str,
    received_on: date,
    by: str,
    at: datetime,
    currency: str = "EUR",
    order: str | None = None,
) -> AccountRequest:
    """Enter a request; its bar is that of the account's holder. `order`: refuse an account of the other Order.

    Refusal for an account that the register does not know or that is under judicial mandate, without reference, or for a
    day to come. An account of the other Order is refused as one that is not there.
    """
    account, words = "".join(iban.split()).upper(), " ".join(reference.split())
    if not words or not by.strip() or len(words) > LONGEST_REFERENCE or looks_like_account(words):
        raise Refusal("a request needs the reference of the bâtonnier's letter, without an account number, and the person")
    keep_apart(words)
    if received_on > at.date():
        raise Refusal(f"expected the day on which the request came, today or before, got {received_on}")
    known = accounts_frame(warehouse)
    rows = known.filter((known["iban"] == account) & (known["currency"] == currency)).to_dicts()
    bar = rows[0]["bar"] if rows else ""
    if not rows or (order is not None and (bar not in bars() or bars()[bar].order != order)):
        raise Refusal("the account is not in the register of this Order: check its number and currency")
    if rows[0]["judicial_mandate"]:
        raise Refusal("the account is under judicial mandate: nothing of it is held here")
    with warehouse.writing() as session:
        row = RequestRow(
            iban=account,
            currency=currency,
            bar=bar,
            reference=words,
            received_on=received_on,
            recorded_by=by.strip(),
            recorded_at=at,
        )
        session.add(row)
        session.flush()
        return _request(row)


def get_request(warehouse: Warehouse, request_id: str) -> AccountRequest:
    """Give one request; Refusal when there is none of this id."""
    found = _REQUEST_ID.fullmatch(request_id.strip().upper())
    with warehouse.reading() as session:
        row = session.get(RequestRow, int(found.group(1))) if found else None
        if row is None:
            raise Refusal(f"no request {request_id!r}")
        return _request(row)


def list_requests(warehouse: Warehouse, *, order: str | None = None, limit: int = 200) -> list[AccountRequest]:
    """Give the requests, newest first, of one Order's bars or of all."""
    query = select(RequestRow).order_by(RequestRow.number.desc()).limit(limit)
    if order is not None:
        query = query.where(RequestRow.bar.in_([code for code, bar in bars().items() if bar.order == order]))
    with warehouse.reading() as session:
        return [_request(row) for row in session.scalars(query)]


def request_id_of(number: int) -> str:
    """Write a request's number as people read it.

    >>> request_id_of(12)
    'B-0012'
    """
    return f"B-{number:04d}"


def _request(row: RequestRow) -> AccountRequest:
    return AccountRequest(
        request_id=request_id_of(row.number),
        iban=row.iban,
        currency=row.currency,
        bar=row.bar,
        reference=row.reference,
        received_on=row.received_on,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )
