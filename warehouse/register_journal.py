"""The register's history: every entry that was made or changed, by whom and when, with what it said before.

Appended in the transaction that changes the register and refused by the database to be altered or deleted. What `history` gives
is what `quater register history` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Text, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse

NEW, CHANGED, MISSING = "new", "changed", "missing"
ROWS_AT_ONCE = 1000


class RegisterChange(Base):
    """One entry made or changed."""

    __tablename__ = "register_changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    entry: Mapped[str] = mapped_column(Text)
    iban: Mapped[str | None] = mapped_column(Text, index=True)
    holder_id: Mapped[str | None] = mapped_column(Text, index=True)
    values: Mapped[dict[str, list[Any]]] = mapped_column(JSON)


@dataclass(frozen=True)
class Change:
    """One difference: `values` says old and new of each column; `missing` is in the register and not in the file."""

    part: str
    event: str
    entry: str
    iban: str | None = None
    holder_id: str | None = None
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recorded:
    """A change of the register with who made it, and when."""

    at: datetime
    by: str
    change: Change


def journal(session: Session, changes: Iterable[Change], *, at: datetime, by: str) -> None:
    """Write down what was new or changed."""
    rows = [_row(change, at, by) for change in changes if change.event != MISSING]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        session.execute(insert(RegisterChange), rows[start : start + ROWS_AT_ONCE])


def history(warehouse: Warehouse, subject: str) -> list[Recorded]:
    """Everything that was entered about an account (IBAN) or a holder, oldest first; empty when there is nothing."""
    query = select(RegisterChange).where(or_(RegisterChange.iban == subject, RegisterChange.holder_id == subject))
    with warehouse.reading() as session:
        return [_recorded(row) for row in session.scalars(query.order_by(RegisterChange.number))]


def _row(change: Change, at: datetime, by: str) -> dict[str, Any]:
    values = {name: [_plain(old), _plain(new)] for name, (old, new) in change.values.items()}
    return {
        "at": at,
        "by": by,
        "part": change.part,
        "event": change.event,
        "entry": change.entry,
        "iban": change.iban,
        "holder_id": change.holder_id,
        "values": values,
    }


def _recorded(row: RegisterChange) -> Recorded:
    values = {name: (old, new) for name, (old, new) in row.values.items()}
    return Recorded(row.at, row.by, Change(row.part, row.event, row.entry, row.iban, row.holder_id, values))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
