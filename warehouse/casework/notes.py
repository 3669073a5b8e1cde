"""Notes on an alert: added, never changed; a correction is another note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from warehouse.alerts.dispositions import locked
from warehouse.alerts.tables import number_of
from warehouse.aml_records import keep_apart
from warehouse.casework.tables import NoteRow
from warehouse.database import Warehouse
from warehouse.errors import Refusal

LONGEST = 4_000


@dataclass(frozen=True)
class Note:
    """What a person noted."""

    at: datetime
    by: str
    text: str


def add_note(warehouse: Warehouse, alert_id: str, *, text: str, by: str, at: datetime) -> Note:
    """Add a note to an alert. Refusal for an empty or overlong one, or without a person."""
    words = text.strip()
    if not words or not by.strip():
        raise Refusal("a note needs its text and the person who writes it")
    if len(words) > LONGEST:
        raise Refusal(f"expected a note of at most {LONGEST} characters, got {len(words)}")
    keep_apart(words)
    with warehouse.writing() as session:
        alert = locked(session, alert_id, None)
        row = NoteRow(alert_number=alert.number, at=at, by=by.strip(), text=words)
        session.add(row)
        return Note(row.at, row.by, row.text)


def notes_of(warehouse: Warehouse, alert_id: str) -> list[Note]:
    """Give the notes on an alert, newest first."""
    query = select(NoteRow).where(NoteRow.alert_number == number_of(alert_id)).order_by(NoteRow.number.desc())
    with warehouse.reading() as session:
        return [Note(row.at, row.by, row.text) for row in session.scalars(query)]
