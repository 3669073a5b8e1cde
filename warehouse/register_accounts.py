"""Entering accounts: their present row, the version it replaces, and who holds them.

The accounts' file names one holder, whose Order the account follows (position 0); others who hold it come by `holdings.csv`.
When the file names another holder, the first holding ends on the day of the import and the new one begins. Two things
in the register are stronger than the file: a mandate or authorisation that was given cannot be emptied while its holder
stays (royal decree of 9 June 2024, art. 2 §2), and an account that people excluded stays excluded until people end it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from warehouse.register_entries import Entering, Part, differences, overwrite
from warehouse.register_exclusion_tables import Exclusion
from warehouse.register_files import Row, Rows
from warehouse.register_holders import keep_version
from warehouse.register_journal import CHANGED, MISSING, NEW, Change
from warehouse.register_tables import Account, AccountHolder, AccountVersion

PART = Part("accounts", Account, holder="holder_id", iban="iban")
IRREVOCABLE = {"mandate_on": "a mandate", "authorisation_on": "an authorisation"}
BY_REGISTER = "register"
"""Reason of an exclusion that only repeats what the accounts' file says; every other reason is a decision of people."""

Account_ = tuple[str, str]
"""iban, currency"""


def enter_accounts(entering: Entering, rows: Rows) -> list[Change]:
    """Enter the accounts of a file; gives what was new, changed or missing."""
    if not rows:
        return []
    session = entering.session
    held = {(account.iban, account.currency): account for account in session.scalars(select(Account))}
    holdings = first_holdings(session)
    excluded = set(session.scalars(select(Exclusion.iban).where(Exclusion.ended_at.is_(None), Exclusion.reason != BY_REGISTER)))
    fresh: list[Row] = []
    changes: list[Change] = []
    for number, given in rows.items():
        row = {**given, "judicial_mandate": True} if given["iban"] in excluded else given
        key = (row["iban"], row["currency"])
        if key not in held:
            fresh.append(row)
            changes.append(_change(NEW, row, {name: (None, value) for name, value in row.items()}))
        elif values := _changed(entering, number, held[key], holdings.get(key), row):
            changes.append(_change(CHANGED, row, values))
    _begin(entering, fresh)
    named = {(row["iban"], row["currency"]) for row in rows.values()}
    missing = sorted(key for key in held.keys() - named if held[key].closed_on is None)
    return [*changes, *(_change(MISSING, {"iban": iban, "currency": currency}, {}) for iban, currency in missing)]


def first_holdings(session: Session) -> dict[Account_, AccountHolder]:
    """The present holding of each account that comes first: by position, first day, holder."""
    order = (AccountHolder.position.desc(), AccountHolder.valid_from.desc(), AccountHolder.holder_id.desc())
    current = session.scalars(select(AccountHolder).where(AccountHolder.valid_until.is_(None)).order_by(*order))
    return {(holding.iban, holding.currency): holding for holding in current}


def _begin(entering: Entering, fresh: list[Row]) -> None:
    if fresh:
        entering.session.execute(insert(Account), [{**_entry(row), "recorded_at": entering.at} for row in fresh])
        begun = [_holding(row, row["opened_on"] or entering.on) | {"recorded_at": entering.at} for row in fresh]
        entering.session.execute(insert(AccountHolder), begun)


def _changed(
    entering: Entering, number: int, account: Account, holding: AccountHolder | None, row: Row
) -> dict[str, tuple[Any, Any]]:
    values = differences(account, _entry(row))
    before = holding.holder_id if holding is not None else None
    stays = before == row["holder_id"]
    for column, what in IRREVOCABLE.items():
        if stays and column in values and values[column][1] is None:
            message = f"expected {values[column][0]}: {what} is irrevocable and is not emptied, found nothing"
            raise entering.refuse("accounts", number, column, message)
    if values:
        keep_version(entering, account, AccountVersion)
        overwrite(account, _entry(row), entering.at)
    if not stays:
        values["holder_id"] = (before, row["holder_id"])
        _pass_on(entering, holding, row)
    return values


def _pass_on(entering: Entering, holding: AccountHolder | None, row: Row) -> None:
    """End the first holding today and begin the new holder's; a holding that began today never held and goes."""
    session, day = entering.session, entering.on
    if holding is not None and holding.valid_from >= day:
        session.delete(holding)
        session.flush()
    elif holding is not None:
        holding.valid_until = day
    of_holder = select(AccountHolder).where(
        AccountHolder.iban == row["iban"],
        AccountHolder.currency == row["currency"],
        AccountHolder.holder_id == row["holder_id"],
    )
    ended_today = AccountHolder.valid_until == day
    returning = session.scalars(of_holder.where(AccountHolder.valid_until.is_(None) | ended_today)).first()
    if returning is not None:
        returning.valid_until, returning.position = None, 0
    else:
        session.add(AccountHolder(**_holding(row, day), recorded_at=entering.at))
    session.flush()


def _holding(row: Row, since: date) -> dict[str, Any]:
    key = {name: row[name] for name in ("iban", "currency", "holder_id")}
    return key | {"valid_from": since, "valid_until": None, "position": 0}


def _entry(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "holder_id"}


def _change(event: str, row: Row, values: dict[str, tuple[Any, Any]]) -> Change:
    return PART.change(event, (row["iban"], row["currency"]), row, values)
