"""The clock of a breach: seventy-two hours from awareness, with alarms at 24, 48, 60 and 71 hours until the authority is told.

An alarm rings once: it is written down with the incident, and a message lies in the data protection officer's mailbox when the
installation names one (`warehouse.evidence.outside`). A program that was away for a day rings the latest alarm that is due and
writes the earlier ones down as passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.breaches.tables import TERM, BreachRow, IncidentEventRow, note
from warehouse.database import Warehouse
from warehouse.durable import flush, flush_folder, write_draft
from warehouse.evidence.outside import outside_of
from warehouse.incidents import incident_id_of

ALARMS = (24, 48, 60, 71)
"""Hours after awareness."""
PROGRAM = "quater"
_RUNNING = (
    select(BreachRow.incident_number, BreachRow.aware_at)
    .where(BreachRow.notified_at.is_(None), BreachRow.closed_at.is_(None), BreachRow.risk != "unlikely")
    .order_by(BreachRow.incident_number)
)
"""Only what the program's own role may read of a breach."""


@dataclass(frozen=True)
class Alarm:
    """One alarm that rings."""

    incident_id: str
    hours: int
    deadline: datetime


def due(warehouse: Warehouse, *, at: datetime) -> list[Alarm]:
    """Ring what is due and has not rung, by breach; an alarm is in the mailbox before it counts as rung."""
    mailbox = outside_of(warehouse.settings).mailbox
    with warehouse.writing() as session:
        running = session.execute(_RUNNING).all()
        rung = [alarm for number, aware_at in running if (alarm := _ring(session, number, aware_at, at)) is not None]
        if mailbox is not None:
            for alarm in rung:
                _send(mailbox, alarm, at)
        return rung


def _ring(session: Session, number: int, aware_at: datetime, at: datetime) -> Alarm | None:
    known = set(session.scalars(select(IncidentEventRow.event).where(IncidentEventRow.incident_number == number)))
    reached = [hours for hours in ALARMS if at >= aware_at + timedelta(hours=hours) and _event(hours) not in known]
    for hours in reached:
        note(session, number, _event(hours), by=PROGRAM, at=at)
    return Alarm(incident_id_of(number), reached[-1], aware_at + TERM) if reached else None


def _event(hours: int) -> str:
    return f"alarm at {hours} hours"


def _send(mailbox: Path, alarm: Alarm, at: datetime) -> None:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Quater: {alarm.incident_id}, {alarm.hours} hours since awareness, authority not told"
    message["From"] = message["To"] = "dpo@localhost"
    message.set_content(
        f"{alarm.incident_id}: the authority is to be told until {alarm.deadline:%Y-%m-%d %H:%M} UTC (GDPR, art. 33 §1).\n"
        f"Rung at {at:%Y-%m-%d %H:%M} UTC.\n"
    )
    draft = write_draft(mailbox, message.as_bytes())
    flush([draft])
    draft.rename(mailbox / f"quater-alarm-{alarm.incident_id}-{alarm.hours}.eml")
    flush_folder(mailbox)
