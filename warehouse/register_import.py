"""Bringing the register up to date from the Orders' files: new rows are added, changed ones replaced, none is removed.

An account that no longer stands in the file keeps its last entry: closing it is a date (`closed_on`), not an absence. What a
changed row said before stays as a version; when an account passes to another holder, the old holding ends on the day of the
import and the new one begins.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register_files import Row, Rows, read_accounts, read_holders, read_own_accounts
from warehouse.register_tables import Account, AccountHolder, AccountVersion, Holder, HolderVersion, OwnAccount


@dataclass(frozen=True)
class ImportSummary:
    """How many rows of each file were new, changed, or already so."""

    holders_new: int = 0
    holders_changed: int = 0
    holders_unchanged: int = 0
    accounts_new: int = 0
    accounts_changed: int = 0
    accounts_unchanged: int = 0
    own_accounts_new: int = 0
    own_accounts_changed: int = 0
    own_accounts_unchanged: int = 0

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


def import_register(
    warehouse: Warehouse,
    *,
    holders: Path | None = None,
    accounts: Path | None = None,
    own_accounts: Path | None = None,
    at: datetime,
) -> ImportSummary:
    """Upsert the files that are given, in one transaction; raises Refusal (file, row, column) and then changes nothing."""
    holder_rows = read_holders(holders) if holders else {}
    account_rows = read_accounts(accounts) if accounts else {}
    own_rows = read_own_accounts(own_accounts) if own_accounts else {}
    with warehouse.writing() as session:
        known = set(session.scalars(select(Holder.holder_id))) | {row["holder_id"] for row in holder_rows.values()}
        _refuse_strangers(accounts, account_rows, known)
        _refuse_strangers(own_accounts, own_rows, known)
        counts = {
            **_upsert_holders(session, holder_rows, at),
            **_upsert_accounts(session, account_rows, at),
            **_upsert_own_accounts(session, own_rows, at),
        }
    return ImportSummary(**counts)


def _refuse_strangers(path: Path | None, rows: Rows, known: set[str]) -> None:
    for number, row in rows.items():
        if row["holder_id"] not in known:
            name = path.name if path else ""
            raise Refusal(
                f"{name}, row {number}, column holder_id: expected a holder of the register, found {row['holder_id']!r};"
                " import its holder first, or in the same command"
            )


def _upsert_holders(session: Session, rows: Rows, at: datetime) -> dict[str, int]:
    held = {holder.holder_id: holder for holder in session.scalars(select(Holder))} if rows else {}
    fresh, changed = [], 0
    for row in rows.values():
        holder = held.get(row["holder_id"])
        if holder is None:
            fresh.append({**row, "recorded_at": at})
        elif _differs(holder, row):
            changed += 1
            _keep_version(session, holder, HolderVersion, at)
            _overwrite(holder, row, at)
    if fresh:
        session.execute(insert(Holder), fresh)
    return _counts("holders", rows, len(fresh), changed)


def _upsert_accounts(session: Session, rows: Rows, at: datetime) -> dict[str, int]:
    held = {(account.iban, account.currency): account for account in session.scalars(select(Account))} if rows else {}
    holdings = _current_holdings(session) if rows else {}
    fresh, fresh_holdings, changed = [], [], 0
    for row in rows.values():
        values = {name: value for name, value in row.items() if name != "holder_id"}
        key = (row["iban"], row["currency"])
        account, holding = held.get(key), holdings.get(key)
        if account is None:
            fresh.append({**values, "recorded_at": at})
            fresh_holdings.append(_holding(row, row["opened_on"] or at.date()))
            continue
        other_values, other_holder = _differs(account, values), holding is None or holding.holder_id != row["holder_id"]
        changed += other_values or other_holder
        if other_values:
            _keep_version(session, account, AccountVersion, at)
            _overwrite(account, values, at)
        if other_holder:
            _pass_on(session, holding, row, at.date())
    if fresh:
        session.execute(insert(Account), fresh)
        session.execute(insert(AccountHolder), fresh_holdings)
    return _counts("accounts", rows, len(fresh), changed)


def _upsert_own_accounts(session: Session, rows: Rows, at: datetime) -> dict[str, int]:
    held = {(own.holder_id, own.iban): own for own in session.scalars(select(OwnAccount))} if rows else {}
    fresh, changed = [], 0
    for row in rows.values():
        own = held.get((row["holder_id"], row["iban"]))
        if own is None:
            fresh.append({**row, "recorded_at": at})
        elif _differs(own, row):
            changed += 1
            _overwrite(own, row, at)
    if fresh:
        session.execute(insert(OwnAccount), fresh)
    return _counts("own_accounts", rows, len(fresh), changed)


def _current_holdings(session: Session) -> dict[tuple[str, str], AccountHolder]:
    current = session.scalars(select(AccountHolder).where(AccountHolder.valid_until.is_(None)))
    return {(holding.iban, holding.currency): holding for holding in current}


def _holding(row: Row, since: date) -> dict[str, Any]:
    return {
        "iban": row["iban"],
        "currency": row["currency"],
        "holder_id": row["holder_id"],
        "valid_from": since,
        "valid_until": None,
    }


def _pass_on(session: Session, holding: AccountHolder | None, row: Row, day: date) -> None:
    """End the current holding on `day` and begin the new holder's; a holding that began on `day` never held and goes."""
    if holding is not None and holding.valid_from == day:
        session.delete(holding)
        session.flush()
    elif holding is not None:
        holding.valid_until = day
    ended_today = select(AccountHolder).where(
        AccountHolder.iban == row["iban"],
        AccountHolder.currency == row["currency"],
        AccountHolder.holder_id == row["holder_id"],
        AccountHolder.valid_until == day,
    )
    returning = session.scalars(ended_today).first()
    if returning is not None:
        returning.valid_until = None
    else:
        session.add(AccountHolder(**_holding(row, day)))
    session.flush()


def _differs(entry: object, row: Row) -> bool:
    return any(getattr(entry, name) != value for name, value in row.items())


def _overwrite(entry: Any, row: Row, at: datetime) -> None:
    for name, value in row.items():
        setattr(entry, name, value)
    entry.recorded_at = at


def _keep_version(session: Session, entry: Any, version: type[HolderVersion | AccountVersion], at: datetime) -> None:
    """Keep what an entry says now; what is corrected within the same moment never was."""
    if entry.recorded_at == at:
        return
    names = [column.key for column in version.__table__.columns if column.key != "replaced_at"]
    session.add(version(**{name: getattr(entry, name) for name in names}, replaced_at=at))


def _counts(what: str, rows: Rows, new: int, changed: int) -> dict[str, int]:
    return {f"{what}_new": new, f"{what}_changed": changed, f"{what}_unchanged": len(rows) - new - changed}
