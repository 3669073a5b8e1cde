"""Mandates to the bâtonnier and authorisations to the bank: recorded once, read back, superseded only by a change of bar.

There is no function here that alters or withdraws one; `register_mandate_tables` says why, and the database refuses it too.
Source: royal decree of 9 June 2024, art. 2 §2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.register_entries import Entering, Part, differences
from warehouse.register_files import Row, Rows
from warehouse.register_journal import NEW, Change
from warehouse.register_mandate_tables import Authorisation, Mandate
from warehouse.register_timelines import registered_at

MANDATES = Part("mandates", Mandate, holder="holder_id", iban="iban")
AUTHORISATIONS = Part("authorisations", Authorisation, holder="holder_id", iban="iban")


@dataclass(frozen=True)
class RecordedMandate:
    """A mandate as it was recorded; `in_force` is false of one that another superseded."""

    number: int
    iban: str
    currency: str
    holder_id: str
    bar: str
    mandatary: str
    given_on: date
    document_sha256: str
    supersedes: int | None
    recorded_at: datetime
    recorded_by: str
    in_force: bool


@dataclass(frozen=True)
class RecordedAuthorisation:
    """An authorisation to the bank as it was recorded."""

    number: int
    iban: str
    currency: str
    holder_id: str
    bank_bic: str
    given_on: date
    document_sha256: str
    recorded_at: datetime
    recorded_by: str


def mandates_of(warehouse: Warehouse, iban: str) -> list[RecordedMandate]:
    """Every mandate over an account, superseded ones too, in the order of their recording."""
    with warehouse.reading() as session:
        found = list(session.scalars(select(Mandate).where(Mandate.iban == iban).order_by(Mandate.number)))
    names = [column.key for column in Mandate.__table__.columns]
    superseded = {mandate.supersedes for mandate in found}
    return [
        RecordedMandate(**{name: getattr(mandate, name) for name in names}, in_force=mandate.number not in superseded)
        for mandate in found
    ]


def authorisations_of(warehouse: Warehouse, iban: str) -> list[RecordedAuthorisation]:
    """Every authorisation to the bank of an account, in the order of their recording."""
    query = select(Authorisation).where(Authorisation.iban == iban).order_by(Authorisation.number)
    names = [column.key for column in Authorisation.__table__.columns]
    with warehouse.reading() as session:
        return [RecordedAuthorisation(**{name: getattr(row, name) for name in names}) for row in session.scalars(query)]


def enter_mandates(entering: Entering, rows: Rows) -> list[Change]:
    """Record the mandates of a file that are not recorded yet; Refusal for one that would alter another."""
    present = {_key(mandate): mandate for mandate in _in_order(entering, Mandate)} if rows else {}
    changes = []
    for number, row in rows.items():
        held = present.get(_key(row))
        values = differences(held, row) if held is not None else {name: (None, value) for name, value in row.items()}
        if not values:
            continue
        _refuse_another_bar(entering, number, row)
        if held is not None and "bar" not in values:
            raise _irrevocable(entering, "mandates", number, values)
        supersedes = held.number if held is not None else None
        entering.session.add(Mandate(**row, supersedes=supersedes, recorded_at=entering.at, recorded_by=entering.by))
        changes.append(MANDATES.change(NEW, _key(row), row, values))
    entering.session.flush()
    return changes


def enter_authorisations(entering: Entering, rows: Rows) -> list[Change]:
    """Record the authorisations of a file that are not recorded yet; Refusal for one that would alter another."""
    present = {_key(authorisation): authorisation for authorisation in _in_order(entering, Authorisation)} if rows else {}
    changes = []
    for number, row in rows.items():
        held = present.get(_key(row))
        if held is not None:
            values = differences(held, row)
            if values:
                raise _irrevocable(entering, "authorisations", number, values)
            continue
        entering.session.add(Authorisation(**row, recorded_at=entering.at, recorded_by=entering.by))
        changes.append(AUTHORISATIONS.change(NEW, _key(row), row, {name: (None, value) for name, value in row.items()}))
    entering.session.flush()
    return changes


def _in_order(entering: Entering, table: type[Any]) -> list[Any]:
    return list(entering.session.scalars(select(table).order_by(table.number)))


def _key(entry: Any) -> tuple[str, str, str]:
    if isinstance(entry, dict):
        return entry["iban"], entry["currency"], entry["holder_id"]
    return entry.iban, entry.currency, entry.holder_id


def _refuse_another_bar(entering: Entering, number: int, row: Row) -> None:
    """A mandate is given to the bâtonnier of the holder's own Order."""
    registered = registered_at(entering.session, row["holder_id"], on=row["given_on"])
    if registered != row["bar"]:
        message = f"expected {registered}, where the holder is registered on {row['given_on']}, found {row['bar']}"
        raise entering.refuse("mandates", number, "bar", message)


def _irrevocable(entering: Entering, part: str, number: int, values: dict[str, tuple[Any, Any]]) -> Exception:
    column, (old, new) = next(iter(values.items()))
    return entering.refuse(part, number, column, f"expected {old}, as it was recorded (it is irrevocable), found {new}")
