"""Restriction: an account's data are kept and used for nothing that the law does not order (GDPR, art. 18).

Kept they must be (royal decree of 9 June 2024, art. 5), and controlled: detecting, documenting and telling the bâtonnier
are the important public interest for which art. 18 §2 lets restricted data be used. What is left is optimising the
detection: no model learns from a restricted account, no draft of a rule is tried on it, none is drawn to measure what was
missed, and whoever opens an alert or the account sees that it is restricted. Before a restriction ends the person is told
(art. 18 §3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.persons.finding import found_of
from warehouse.persons.tables import RequesterRow, RestrictionRow, case_id_of, note, row_of


@dataclass(frozen=True)
class Restriction:
    """One restricted account; `told_on`: when the person was told that it ends."""

    case_id: str
    account: str
    placed_by: str
    placed_at: datetime
    told_on: date | None
    lifted_by: str | None
    lifted_at: datetime | None


def restrict(warehouse: Warehouse, case_id: str, *, on: date, by: str, at: datetime) -> list[Restriction]:
    """Restrict every account of who made the request; gives those that are restricted because of it."""
    with warehouse.reading() as session:
        row = row_of(session, case_id)
        asked = session.get(RequesterRow, row.number)
    if asked is None or row.asks not in ("restriction", "rectification", "objection"):
        raise Refusal(f"{case_id} asks for no restriction: it is for a restriction, a rectification or an objection")
    accounts = found_of(warehouse, asked, on=on).accounts
    if not accounts:
        raise Refusal(f"no account of the register is found for {case_id}: nothing is used beyond what the law orders")
    with warehouse.writing() as session:
        row = row_of(session, case_id, lock=True)
        standing = set(session.scalars(select(RestrictionRow.account).where(_of(row.number), _in_force())))
        for account in accounts:
            if account not in standing:
                session.add(RestrictionRow(request_number=row.number, account=account, placed_by=by.strip(), placed_at=at))
        note(session, row.number, "restricted", detail=f"{len(accounts)} accounts", by=by, at=at)
    return restrictions_of(warehouse, case_id)


def lift(warehouse: Warehouse, case_id: str, *, told_on: date, by: str, at: datetime) -> list[Restriction]:
    """End the restrictions of a request; the person was told on a day, today or before."""
    if told_on > at.date():
        raise Refusal(f"the person is told before a restriction ends, got {told_on}")
    with warehouse.writing() as session:
        row = row_of(session, case_id, lock=True)
        rows = session.scalars(select(RestrictionRow).where(_of(row.number), _in_force())).all()
        if not rows:
            raise Refusal(f"nothing is restricted because of {case_id}")
        for one in rows:
            one.told_on, one.lifted_by, one.lifted_at = told_on, by.strip(), at
        note(session, row.number, "restriction ended", detail=f"told on {told_on}", by=by, at=at)
    return restrictions_of(warehouse, case_id)


def restricted_accounts(warehouse: Warehouse) -> frozenset[str]:
    """Give the accounts that are restricted now."""
    with warehouse.reading() as session:
        return frozenset(session.scalars(select(RestrictionRow.account).where(_in_force())))


def restrictions_of(warehouse: Warehouse, case_id: str) -> list[Restriction]:
    """Give what was restricted because of a request, by account, what ended too."""
    with warehouse.reading() as session:
        number = row_of(session, case_id).number
        query = select(RestrictionRow).where(_of(number)).order_by(RestrictionRow.account, RestrictionRow.number)
        return [
            Restriction(
                case_id_of(number), row.account, row.placed_by, row.placed_at, row.told_on, row.lifted_by, row.lifted_at
            )
            for row in session.scalars(query)
        ]


def _of(number: int) -> ColumnElement[bool]:
    return RestrictionRow.request_number == number


def _in_force() -> ColumnElement[bool]:
    return RestrictionRow.lifted_at.is_(None)
