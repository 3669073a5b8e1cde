"""First demands: the history of an existing account, asked of its bank, followed up and closed when it is there.

For an account that existed before the control began the bank makes its data available at the first demand (royal decree of 9
June 2024, art. 2 §5: « à la première demande », „op eerste verzoek“), so the demand itself is a dated record: who asked, when,
for which period. A reminder is due fifteen bank days after the demand or the last reminder. A demand is covered when the
statements held reach from the first to the last day of the period without a break: the first one's old balance is of that day
or earlier (nothing moved in between, then), or it is the account's opening with zero; each old balance is the new balance
before it; and one reaches or passes the last day. The backfill may come in any order and mixed with live deliveries: what
counts is what is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from warehouse.coverage.bank_days import after_bank_days
from warehouse.coverage.habits import bank_of_account
from warehouse.coverage.tables import FirstDemandReminder, FirstDemandRow
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.lake import statements
from warehouse.register import accounts_frame

PATIENCE = 15
"""Bank days until a reminder is due; house default."""
LANGUAGES = ("fr", "nl", "de")
READ = [
    *("account", "currency", "statement_date", "statement_number", "old_balance_date", "old_balance_milli"),
    *("new_balance_milli", "separate_application"),
]


@dataclass(frozen=True)
class FirstDemand:
    """A first demand as it stands; `covered_on` is the day on which the history was found complete."""

    demand_id: str
    account: str
    currency: str
    bank: str
    language: str
    since: date
    until: date
    asked_on: date
    asked_by: str
    reminded_on: tuple[date, ...]
    covered_on: date | None

    @property
    def next_reminder(self) -> date | None:
        """The day on which a reminder is due; None once it is covered."""
        return None if self.covered_on else after_bank_days(max((self.asked_on, *self.reminded_on)), PATIENCE)


def demand(
    warehouse: Warehouse,
    account: str,
    *,
    since: date,
    until: date,
    by: str,
    on: date,
    at: datetime,
    currency: str = "EUR",
    language: str = "",
) -> FirstDemand:
    """Record that the history of an account was asked of its bank; the letter's language is the holder's unless it is given.

    Refusal for an account that the register does not hold or excludes, an empty period, or one already asked for.
    """
    entry = accounts_frame(warehouse).filter(pl.col("iban") == account, pl.col("currency") == currency)
    if entry.is_empty() or entry["judicial_mandate"][0]:
        raise Refusal(f"expected an account of the register that is controlled, got {account} {currency}")
    chosen = language or entry["language"][0]
    if chosen not in LANGUAGES:
        raise Refusal(f"expected a letter in one of {', '.join(LANGUAGES)}, got {chosen!r}")
    if since > until or until > on:
        raise Refusal(f"expected a period that begins before it ends and ends by {on}, got {since} to {until}")
    values = {
        **{"account": account, "currency": currency, "bank": bank_of_account(entry["bank_bic"][0] or "", account)},
        **{
            "language": chosen,
            "since": since,
            "until": until,
            "asked_on": on,
            "asked_by": by,
            "asked_at": at,
            "covered_on": None,
        },
    }
    with warehouse.writing() as session:
        _refuse_twice(session, account, currency, since, until)
        number = session.scalars(insert(FirstDemandRow).values(**values).returning(FirstDemandRow.number)).one()
    return get_demand(warehouse, demand_id_of(number))


def remind(warehouse: Warehouse, demand_id: str, *, by: str, on: date, at: datetime) -> FirstDemand:
    """Record that the bank was reminded; Refusal when the demand is covered."""
    found = get_demand(warehouse, demand_id)
    if found.covered_on:
        raise Refusal(f"{found.demand_id} is covered since {found.covered_on}; nothing is left to ask")
    with warehouse.writing() as session:
        row = {"demand_number": _number(demand_id), "reminded_on": on, "reminded_by": by, "reminded_at": at}
        session.execute(insert(FirstDemandReminder).values(**row))
    return get_demand(warehouse, demand_id)


def follow_up(warehouse: Warehouse, *, on: date) -> list[FirstDemand]:
    """Close the demands whose history is there by now; gives all that are still open, the longest waiting first."""
    asked = [one for one in list_demands(warehouse) if one.covered_on is None]
    covered = covered_demands(warehouse, asked)
    with warehouse.writing() as session:
        for one in covered:
            session.execute(update(FirstDemandRow).where(FirstDemandRow.number == _number(one.demand_id)).values(covered_on=on))
    return [one for one in asked if one not in covered]


def covered_demands(warehouse: Warehouse, asked: Sequence[FirstDemand]) -> list[FirstDemand]:
    """Those of the demands whose period the statements held cover without a break."""
    if not asked:
        return []
    held = statements(warehouse, accounts=sorted({one.account for one in asked}), columns=READ).collect()
    opened = {(row[0], row[1]): row[2] for row in accounts_frame(warehouse).select("iban", "currency", "opened_on").iter_rows()}
    return [one for one in asked if _covers(held, one, opened.get((one.account, one.currency)))]


def _covers(held: pl.DataFrame, asked: FirstDemand, opened: date | None) -> bool:
    own = held.filter(
        pl.col("account") == asked.account, pl.col("currency") == asked.currency, ~pl.col("separate_application")
    ).sort("statement_date", "statement_number", maintain_order=True)
    begun = pl.coalesce("old_balance_date", "statement_date") <= asked.since
    own = own.with_columns(begun.alias("begun"))
    if own.is_empty() or own["statement_date"][-1] < asked.until:
        return False
    first = own.row(0, named=True)
    at_opening = opened is not None and first["old_balance_milli"] == 0 and first["statement_date"] >= opened >= asked.since
    if not (first["begun"] or at_opening):
        return False
    inside = own.filter(pl.col("statement_date") >= asked.since)
    upto = inside.filter((pl.col("statement_date") <= asked.until) | (pl.int_range(pl.len()) == _next(inside, asked.until)))
    reached = own.filter(pl.col("statement_date") < asked.since).tail(1).vstack(upto)
    follows = reached["old_balance_milli"].slice(1) == reached["new_balance_milli"].head(max(reached.height - 1, 0))
    return bool(follows.all())


def _next(inside: pl.DataFrame, until: date) -> int:
    """The place of the first statement behind the period: it ties the end of the period to what follows."""
    return int((inside["statement_date"] <= until).sum())


def list_demands(warehouse: Warehouse) -> list[FirstDemand]:
    """Every first demand, the oldest first."""
    with warehouse.reading() as session:
        reminders: dict[int, list[date]] = {}
        for row in session.scalars(select(FirstDemandReminder).order_by(FirstDemandReminder.number)):
            reminders.setdefault(row.demand_number, []).append(row.reminded_on)
        rows = session.scalars(select(FirstDemandRow).order_by(FirstDemandRow.number)).all()
    return [_demand(row, reminders.get(row.number, [])) for row in rows]


def get_demand(warehouse: Warehouse, demand_id: str) -> FirstDemand:
    """One first demand; Refusal when there is none of that id."""
    found = [one for one in list_demands(warehouse) if one.demand_id == demand_id]
    if not found:
        raise Refusal(f"no first demand {demand_id!r}; expected one such as D-0001, `quater coverage demands` names them")
    return found[0]


def demand_id_of(number: int) -> str:
    """Name a demand.

    >>> demand_id_of(3)
    'D-0003'
    """
    return f"D-{number:04d}"


def _number(demand_id: str) -> int:
    return int(demand_id.removeprefix("D-"))


def _refuse_twice(session: Session, account: str, currency: str, since: date, until: date) -> None:
    same = (FirstDemandRow.account == account, FirstDemandRow.currency == currency, FirstDemandRow.covered_on.is_(None))
    inside = (FirstDemandRow.since <= since, FirstDemandRow.until >= until)
    earlier = session.scalars(select(FirstDemandRow).where(*same, *inside)).first()
    if earlier is not None:
        name = demand_id_of(earlier.number)
        raise Refusal(
            f"{name} of {earlier.asked_on} already asks for this period; remind the bank: `quater coverage remind {name}`"
        )


def _demand(row: FirstDemandRow, reminded: Sequence[date]) -> FirstDemand:
    return FirstDemand(
        demand_id=demand_id_of(row.number),
        account=row.account,
        currency=row.currency,
        bank=row.bank,
        language=row.language,
        since=row.since,
        until=row.until,
        asked_on=row.asked_on,
        asked_by=row.asked_by,
        reminded_on=tuple(reminded),
        covered_on=row.covered_on,
    )
