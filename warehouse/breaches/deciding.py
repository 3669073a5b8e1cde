"""What the data protection officer decides of an incident: a breach or none, the authority told, the persons told, closed.

The clock begins when somebody of the controllers was aware, which is before or at the declaration and never after. A later
notification says why it is late (GDPR, art. 33 §1). At high risk a breach is not closed before the persons were told (art. 34),
nor while somebody was asked to delete what he saw and has not confirmed it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from warehouse.breaches.deletions import DeletionRow
from warehouse.breaches.tables import (
    RISKS,
    Breach,
    BreachRow,
    breach_from,
    breach_row,
    incident_row,
    note,
    someone,
    words,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.incidents import BREACH, CLOSED, NO_BREACH, OPEN


def declare(
    warehouse: Warehouse,
    incident_id: str,
    *,
    aware_at: datetime,
    risk: str,
    nature: str,
    effects: str,
    measures: str,
    since: datetime,
    until: datetime,
    by: str,
    at: datetime,
) -> Breach:
    """Declare an incident a breach of personal data; `since` and `until` bound the accesses that it is about."""
    if risk not in RISKS:
        raise Refusal(f"expected the risk for persons to be one of {', '.join(RISKS)}, got {risk!r}")
    if aware_at > at or since > until:
        raise Refusal("a breach was known of before it is declared, and its period begins before it ends")
    with warehouse.writing() as session:
        incident = incident_row(session, incident_id)
        if incident.state != OPEN:
            raise Refusal(f"incident {incident_id} was judged already: {incident.state}")
        row = BreachRow(
            incident_number=incident.number,
            aware_at=aware_at,
            risk=risk,
            nature=words("nature of the breach", nature),
            effects=words("likely effects", effects),
            measures=words("measures", measures),
            since=since,
            until=until,
            declared_by=someone(by),
            declared_at=at,
            reference="",
            late_reason="",
            told_how="",
        )
        session.add(row)
        incident.state = BREACH
        note(session, incident.number, "declared", detail=risk, by=by, at=at)
        return breach_from(row)


def dismiss(warehouse: Warehouse, incident_id: str, *, reason: str, by: str, at: datetime) -> None:
    """Say of an incident that no personal data were breached, and why."""
    with warehouse.writing() as session:
        incident = incident_row(session, incident_id)
        if incident.state != OPEN:
            raise Refusal(f"incident {incident_id} was judged already: {incident.state}")
        incident.state = NO_BREACH
        note(session, incident.number, "no breach", detail=words("reason", reason), by=someone(by), at=at)


def notify(warehouse: Warehouse, incident_id: str, *, reference: str, by: str, at: datetime, late_reason: str = "") -> Breach:
    """Enter that the authority was told, under which reference; after 72 hours with the reason for it."""
    with warehouse.writing() as session:
        row = breach_row(session, incident_id)
        if row.notified_at is not None:
            raise Refusal(f"the authority was told of {incident_id} on {row.notified_at:%Y-%m-%d}: {row.reference}")
        if at > breach_from(row).deadline:
            row.late_reason = words("reason why it is late (GDPR, art. 33 §1)", late_reason)
        row.notified_at, row.reference = at, words("reference of the notification", reference)
        note(session, row.incident_number, "authority told", detail=row.reference, by=someone(by), at=at)
        return breach_from(row)


def tell_persons(warehouse: Warehouse, incident_id: str, *, how: str, by: str, at: datetime) -> Breach:
    """Enter that the persons were told, and how."""
    with warehouse.writing() as session:
        row = breach_row(session, incident_id)
        row.told_at, row.told_how = at, words("way in which the persons were told", how)
        note(session, row.incident_number, "persons told", detail=row.told_how, by=someone(by), at=at)
        return breach_from(row)


def close(warehouse: Warehouse, incident_id: str, *, by: str, at: datetime) -> Breach:
    """Close a breach; Refusal while something is missing."""
    with warehouse.writing() as session:
        row = breach_row(session, incident_id)
        waiting = select(DeletionRow.reader).where(
            DeletionRow.incident_number == row.incident_number, DeletionRow.confirmed_at.is_(None)
        )
        missing = {
            "the authority was not told": row.notified_at is None and row.risk != "unlikely",
            "the persons were not told": row.told_at is None and row.risk == "high",
            "a deletion was not confirmed": session.scalar(waiting.limit(1)) is not None,
        }
        if any(missing.values()):
            raise Refusal(f"{incident_id} stays open: {', '.join(what for what, true in missing.items() if true)}")
        row.closed_at, row.closed_by = at, someone(by)
        incident_row(session, incident_id).state = CLOSED
        note(session, row.incident_number, "closed", by=by, at=at)
        return breach_from(row)
