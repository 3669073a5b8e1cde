"""Who saw what was not for him: asked to delete it, not to pass it on, and to confirm that; asked and confirmed on record.

Source: founding security note (an unauthorised recipient deletes, does not forward or copy, and tells the help desk or the data
protection officer). The form of the confirmation is one of the letters (`letters`, "reader").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.breaches.tables import breach_row, note, someone, words
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.incidents import number_of_incident


@dataclass(frozen=True)
class Deletion:
    """Who was asked to delete, and whether he confirmed it."""

    reader: str
    asked_at: datetime
    asked_by: str
    confirmed_at: datetime | None
    confirmed_words: str


class DeletionRow(Base):
    """One reader who was asked."""

    __tablename__ = "breach_deletions"
    __table_args__ = (UniqueConstraint("incident_number", "reader"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    incident_number: Mapped[int] = mapped_column(ForeignKey("breaches.incident_number"))
    reader: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_words: Mapped[str] = mapped_column(Text)


def ask_deletion(warehouse: Warehouse, incident_id: str, *, reader: str, by: str, at: datetime) -> None:
    """Enter that a reader was asked to delete what he saw."""
    with warehouse.writing() as session:
        row = breach_row(session, incident_id)
        who = words("reader who was asked to delete", reader)
        asked = DeletionRow.incident_number == row.incident_number
        if session.scalar(select(DeletionRow.number).where(asked, DeletionRow.reader == who)) is not None:
            raise Refusal(f"{who} was asked already")
        session.add(
            DeletionRow(incident_number=row.incident_number, reader=who, asked_at=at, asked_by=someone(by), confirmed_words="")
        )
        note(session, row.incident_number, "deletion asked", detail=who, by=by, at=at)


def confirm_deletion(warehouse: Warehouse, incident_id: str, *, reader: str, confirmation: str, by: str, at: datetime) -> None:
    """Enter what a reader confirmed."""
    with warehouse.writing() as session:
        row = breach_row(session, incident_id)
        mine = (DeletionRow.incident_number == row.incident_number, DeletionRow.reader == reader.strip())
        found = session.scalar(select(DeletionRow).where(*mine).with_for_update())
        if found is None:
            raise Refusal(f"{reader} was not asked to delete anything of {incident_id}")
        found.confirmed_at, found.confirmed_words = at, words("confirmation", confirmation)
        note(session, row.incident_number, "deletion confirmed", detail=found.reader, by=someone(by), at=at)


def deletions_of(warehouse: Warehouse, incident_id: str) -> list[Deletion]:
    """Give who was asked, in the order of the asking."""
    query = select(DeletionRow).where(DeletionRow.incident_number == number_of_incident(incident_id))
    with warehouse.reading() as session:
        return [
            Deletion(row.reader, row.asked_at, row.asked_by, row.confirmed_at, row.confirmed_words)
            for row in session.scalars(query.order_by(DeletionRow.number))
        ]
