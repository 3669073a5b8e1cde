"""Excluding an account that is managed under a judicial mandate, and ending its exclusion.

The royal decree leaves out rubric accounts under a judicial mandate (art. 1, 2°); the Code leaves out every account that is
managed under one (art. 446quater §5 al. 2). So a rubric account that the register flags is excluded at once; of a third-party
account a second person, the compliance officer, must answer for it. From the exclusion on, intake keeps no data of the account,
and what came by mistake is purged (`register_purge`). A hold does not make such data lawful, but two people must then name it
(decision 9). What people excluded stays excluded, whatever a file says, until two people end it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register_accounts import BY_REGISTER
from warehouse.register_entries import Entering, Part, differences, overwrite
from warehouse.register_exclusion_tables import Exclusion
from warehouse.register_held import with_something_held
from warehouse.register_holders import keep_version
from warehouse.register_journal import CHANGED, NEW, Change, journal
from warehouse.register_purge import Purge, finish_purges, holds_on, purge
from warehouse.register_tables import Account, AccountVersion

REASONS = (
    "bankruptcy",
    "provisional_administration",
    "protected_person",
    "collective_debt_settlement",
    "sequestration",
    "liquidation",
    "vacant_succession",
    "other_mandate",
)
"""Why a judge put somebody in charge of the account; `register` where only the accounts' file says it."""
_PART = Part("accounts", Account, iban="iban")


@dataclass(frozen=True)
class Excluded:
    """One exclusion; `ended_at` is empty while it is in force."""

    exclusion_id: str
    iban: str
    reason: str
    by: str
    second: str | None
    at: datetime
    ended_at: datetime | None
    ended_by: str | None
    ended_second: str | None


@dataclass(frozen=True)
class Settled:
    """What the register's flags brought about: exclusions begun and ended, purges made, accounts that wait for people."""

    begun: tuple[Excluded, ...] = ()
    ended: tuple[Excluded, ...] = ()
    purges: tuple[Purge, ...] = ()
    undecided: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def exclude(
    warehouse: Warehouse,
    iban: str,
    *,
    reason: str,
    by: str,
    second: str | None = None,
    despite_holds: Collection[str] = (),
    at: datetime,
) -> tuple[Excluded, Purge | None]:
    """Exclude an account and purge what it holds; gives the exclusion, and the purge when there was anything.

    Refusal for an unknown account or reason, for one excluded already, for a third-party account without a second person, and
    for holds on its data that the two people do not name.
    """
    who, other = by.strip(), (second or "").strip() or None
    if reason not in REASONS:
        raise Refusal(f"expected the reason of an exclusion to be one of {', '.join(REASONS)}, got {reason!r}")
    if not who or who == other:
        raise Refusal(f"expected two different people, or one, got {by!r} and {second!r}")
    with warehouse.writing() as session:
        accounts = _accounts(session, iban)
        _second_where_needed(accounts, other)
        present = _in_force(session, iban)
        if present is not None and present.reason != BY_REGISTER:
            raise Refusal(f"the account is excluded already, by {exclusion_id_of(present.number)}")
        _answer_for_holds(session, warehouse, iban, despite_holds, other, at.date())
        if present is not None:
            present.ended_at, present.ended_by = at, who
        _flag(Entering(session, at, who, {}), accounts, under_mandate=True)
        row = _begin(session, iban, reason, who, other, at)
        made = purge(session, warehouse, row, by=who, second=other, at=at)
    finished = {one.number: one for one in finish_purges(warehouse, at=at)}
    return _read(row), finished.get(made.number) if made else None


def end_exclusion(warehouse: Warehouse, iban: str, *, by: str, second: str, at: datetime) -> Excluded:
    """Bring an account back under the control; what was purged does not come back. Refusal unless two people ask for it."""
    who, other = by.strip(), second.strip()
    if not who or not other or who == other:
        raise Refusal(f"expected two different people to end an exclusion, got {by!r} and {second!r}")
    with warehouse.writing() as session:
        accounts = _accounts(session, iban)
        row = _in_force(session, iban)
        if row is None:
            raise Refusal("the account is not excluded; `quater register show` says what it is")
        row.ended_at, row.ended_by, row.ended_second = at, who, other
        _flag(Entering(session, at, who, {}), accounts, under_mandate=False)
        _note(session, row, CHANGED, at, who)
    return _read(row)


def settle_exclusions(warehouse: Warehouse, *, by: str, at: datetime) -> Settled:
    """Bring the exclusions in line with the register's flags, and purge what came meanwhile; to be called after an import.

    A flagged rubric account is excluded with the reason `register`, one whose flag is gone is not any more. Third-party
    accounts without a decision are `undecided`; automatic exclusions whose data a hold covers are `held`: both wait for people.
    """
    with warehouse.writing() as session:
        flagged = _flagged(session)
        current = {row.iban: row for row in session.scalars(select(Exclusion).where(Exclusion.ended_at.is_(None)))}
        over = [row for iban, row in sorted(current.items()) if row.reason == BY_REGISTER and iban not in flagged]
        for row in over:
            row.ended_at, row.ended_by = at, by
            _note(session, row, CHANGED, at, by)
        rubric = sorted(iban for iban, kinds in flagged.items() if kinds == {"rubric"} and iban not in current)
        begun = [_begin(session, iban, BY_REGISTER, by, None, at) for iban in rubric]
        in_force = [row for row in [*current.values(), *begun] if row.ended_at is None]
        held = []
        concerned = with_something_held(session, {row.iban for row in in_force})
        for row in (row for row in in_force if row.iban in concerned):
            if row.reason == BY_REGISTER and holds_on(session, warehouse, row.iban, on=at.date()):
                held.append(row.iban)
            else:
                purge(session, warehouse, row, by=by, second=row.second, at=at)
        undecided = sorted(flagged.keys() - {row.iban for row in in_force})
    purges = tuple(finish_purges(warehouse, at=at))
    return Settled(tuple(map(_read, begun)), tuple(map(_read, over)), purges, tuple(undecided), tuple(sorted(held)))


def list_exclusions(warehouse: Warehouse, *, iban: str | None = None) -> list[Excluded]:
    """Every exclusion, ended ones too, of one account or of all, in the order of their making."""
    query = select(Exclusion).order_by(Exclusion.number)
    if iban is not None:
        query = query.where(Exclusion.iban == iban)
    with warehouse.reading() as session:
        return [_read(row) for row in session.scalars(query)]


def exclusion_id_of(number: int) -> str:
    """Write an exclusion's number as people read it.

    >>> exclusion_id_of(7)
    'X-0007'
    """
    return f"X-{number:04d}"


def _accounts(session: Session, iban: str) -> list[Account]:
    found = list(session.scalars(select(Account).where(Account.iban == iban).with_for_update()))
    if not found:
        raise Refusal("the account is not in the register: check its number, or import the register first")
    return found


def _second_where_needed(accounts: list[Account], second: str | None) -> None:
    if second is None and any(account.kind != "rubric" for account in accounts):
        raise Refusal("a third-party account is excluded by decision of a compliance officer: name the second person")


def _answer_for_holds(
    session: Session, warehouse: Warehouse, iban: str, despite: Collection[str], second: str | None, on: date
) -> None:
    unnamed = sorted(holds_on(session, warehouse, iban, on=on) - set(despite))
    if unnamed:
        raise Refusal(
            f"{', '.join(unnamed)} covers data of this account: agree with the authority first, then name each hold"
            " that the data are purged despite"
        )
    if despite and second is None:
        raise Refusal("a purge despite a hold needs a second person")


def _in_force(session: Session, iban: str) -> Exclusion | None:
    return session.scalars(select(Exclusion).where(Exclusion.iban == iban, Exclusion.ended_at.is_(None))).first()


def _flagged(session: Session) -> dict[str, set[str]]:
    """The account numbers under judicial mandate, with the kinds of account that they are."""
    found: dict[str, set[str]] = {}
    for iban, kind in session.execute(select(Account.iban, Account.kind).where(Account.judicial_mandate)):
        found.setdefault(iban, set()).add(kind)
    return found


def _flag(entering: Entering, accounts: list[Account], *, under_mandate: bool) -> None:
    for account in accounts:
        row = {"judicial_mandate": under_mandate}
        values = differences(account, row)
        if values:
            keep_version(entering, account, AccountVersion)
            overwrite(account, row, entering.at)
            about: dict[str, Any] = {"iban": account.iban}
            change = _PART.change(CHANGED, (account.iban, account.currency), about, values)
            journal(entering.session, [change], at=entering.at, by=entering.by)


def _begin(session: Session, iban: str, reason: str, by: str, second: str | None, at: datetime) -> Exclusion:
    row = Exclusion(iban=iban, reason=reason, by=by, second=second, at=at)
    session.add(row)
    session.flush()
    _note(session, row, NEW, at, by)
    return row


def _note(session: Session, row: Exclusion, event: str, at: datetime, by: str) -> None:
    second = row.second if event == NEW else row.ended_second
    values = (
        {"reason": (None, row.reason), "second": (None, second)}
        if event == NEW
        else {"ended": (None, by), "second": (None, second)}
    )
    journal(session, [Change("exclusions", event, exclusion_id_of(row.number), row.iban, None, values)], at=at, by=by)


def _read(row: Exclusion) -> Excluded:
    return Excluded(
        exclusion_id_of(row.number),
        row.iban,
        row.reason,
        row.by,
        row.second,
        row.at,
        row.ended_at,
        row.ended_by,
        row.ended_second,
    )
