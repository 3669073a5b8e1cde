"""What an account received, paid and held in a year, beside what comparable accounts did: from the ledger, without a movement
read.

Comparable are accounts of the same kind and the same Order, in the same currency, that were about as active in the year before
(`models.peers` says why the year itself may not decide that). Of many, four hundred are taken by the hash of their number: the
same ones for everybody, and enough to place an account among them. What comes out are quantiles; no peer is named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import parts
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement
from warehouse.register_reference import bars
from warehouse.register_tables import Account, AccountHolder, Holder

MOST, FEWEST = 400, 12
BANDS = (0, 12, 48, 180, 720)
"""The most movements of a year in each band of activity."""
MEASURES = ("movements", "received", "paid", "largest_day", "days")


@dataclass(frozen=True)
class Placed:
    """One measure: the account's value, the share of peers below it, and the peers' quartiles; money in thousandths."""

    measure: str
    value: int
    below: float
    quarter: int
    median: int
    three_quarters: int


@dataclass(frozen=True)
class Comparison:
    """An account among its peers: who they are in words (kind, Order, band of movements; None: of every activity), how many."""

    kind: str
    order: str
    band: tuple[int, int | None] | None
    peers: int
    measures: tuple[Placed, ...]


def compare(warehouse: Warehouse, iban: str, currency: str, *, until: date) -> Comparison | None:
    """Place an account among its peers over the year up to a day; None when the register or the ledger does not know enough."""
    since, before = _year_before(until), _year_before(_year_before(until))
    with warehouse.reading() as session:
        account = session.get(Account, (iban, currency))
        order = _order_of(session, iban, currency)
        if account is None or not order:
            return None
        others = _candidates(session, account, order)
        known = _figures(session, [iban, *others], currency, since, until)
        if iban not in known:
            return None
        active = _figures(session, [iban, *others], currency, before, since)
    band = _band(active[iban][0]) if iban in active else None
    alike = [one for one in others if band is not None and one in active and _band(active[one][0]) == band]
    chosen, named = (alike, band) if len(alike) >= FEWEST else (others, None)
    figures = [known.get(one, (0,) * len(MEASURES)) for one in chosen]
    if len(figures) < FEWEST:
        return None
    placed = tuple(
        _placed(measure, known[iban][place], sorted(one[place] for one in figures)) for place, measure in enumerate(MEASURES)
    )
    return Comparison(account.kind, order, named, len(figures), placed)


def _order_of(session: Session, iban: str, currency: str) -> str:
    query = select(Holder.bar).join(AccountHolder, AccountHolder.holder_id == Holder.holder_id)
    held = query.where(AccountHolder.iban == iban, AccountHolder.currency == currency)
    bar = session.scalar(held.order_by(AccountHolder.position, AccountHolder.valid_from).limit(1))
    known = bars().get(bar or "")
    return known.order if known else ""


def _candidates(session: Session, account: Account, order: str) -> list[str]:
    codes = [code for code, bar in bars().items() if bar.order == order]
    query = (
        select(Account.iban)
        .join(AccountHolder, (AccountHolder.iban == Account.iban) & (AccountHolder.currency == Account.currency))
        .join(Holder, Holder.holder_id == AccountHolder.holder_id)
        .where(
            Account.kind == account.kind,
            Account.currency == account.currency,
            Account.iban != account.iban,
            Account.judicial_mandate.is_(False),
            Holder.bar.in_(codes),
        )
        .distinct()
    )
    return sorted(session.scalars(query), key=lambda iban: hashlib.sha256(iban.encode()).digest())[:MOST]


def _figures(
    session: Session, accounts: Sequence[str], currency: str, since: date, until: date
) -> Mapping[str, tuple[int, ...]]:
    """Give movements, received, paid, largest day and days with movements by account, after `since` up to `until`."""
    of = DeliveredStatement
    columns = (
        func.sum(of.movements),
        func.sum(of.credit_milli),
        func.sum(of.debit_milli),
        func.max(of.credit_milli),
        func.sum(case((of.movements > 0, 1), else_=0)),
    )
    found: dict[str, tuple[int, ...]] = {}
    for some in parts(accounts):
        query = select(of.account, *columns).where(
            of.account.in_(some),
            of.currency == currency,
            of.state == "ingested",
            of.statement_date > since,
            of.statement_date <= until,
        )
        for iban, *sums in session.execute(query.group_by(of.account)):
            found[str(iban)] = tuple(int(one or 0) for one in sums)
    return found


def _placed(measure: str, value: int, peers: Sequence[int]) -> Placed:
    below = sum(one < value for one in peers) / len(peers)
    quarter, median, three = (peers[min(len(peers) - 1, len(peers) * part // 4)] for part in (1, 2, 3))
    return Placed(measure, value, below, quarter, median, three)


def _band(movements: int) -> tuple[int, int | None]:
    """Give the band of activity: fewest and most movements of a year.

    >>> _band(0), _band(13), _band(5000)
    ((0, 0), (13, 48), (721, None))
    """
    low = 0
    for high in BANDS:
        if movements <= high:
            return low, high
        low = high + 1
    return low, None


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
