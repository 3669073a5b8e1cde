"""Incidents: what must be looked at by the data protection officer, one line each, in one register.

An incident is opened by the program the moment it happens, in words that name ids and no person of the data. What follows from
it (a breach, its clock, its notices) hangs on its number. Source: the founding security note (a wrongful view cannot be undone
and is a violation of personal data); GDPR, art. 33 §5.

>>> incident_id_of(7)
'I-0007'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.subjects import check_subject, looks_like_account

KINDS = (
    "refused_view",
    "wrong_class_view",
    "misdirected_report",
    "blocked_access",
    "leaked_credential",
    "unusual_access",
    "tampering",
    "outage",
    "other",
)
"""Someone asked for a piece that is not for him; someone read one under a wrong class; a report reached another recipient; an
access was blocked on a sign of risk; a credential may be known to others; an access was unusual; something was changed that may
not be; nobody could get in; what a person saw and told."""
OF_A_PERSON = ("blocked_access", "leaked_credential", "unusual_access")
"""Kinds that are about everything that the person who caused them was given."""
OPEN, BREACH, NO_BREACH, CLOSED = "open", "breach", "no_breach", "closed"
_ID = re.compile(r"I-([0-9]{4,9})")
_LONGEST = 500


@dataclass(frozen=True)
class Incident:
    """One incident; `subject` is the id of what it is about, `by` who caused it."""

    incident_id: str
    kind: str
    at: datetime
    by: str
    subject: str
    detail: str
    state: str


class IncidentRow(Base):
    """One incident."""

    __tablename__ = "incidents"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, index=True)
    detail: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)


def open_incident(session: Session, kind: str, *, subject: str, detail: str, by: str, at: datetime) -> None:
    """Open an incident within a transaction; whoever may write here may not read it back."""
    if kind not in KINDS:
        raise ValueError(f"expected an incident of kind {', '.join(KINDS)}, got {kind!r}")
    if looks_like_account(detail) or looks_like_account(subject):
        raise ValueError("an incident names ids, got what looks like an account number")
    values = {"kind": kind, "at": at, "by": by, "subject": subject, "detail": detail, "state": OPEN}
    session.execute(insert(IncidentRow).inline().values(**values))


def report_incident(warehouse: Warehouse, kind: str, *, subject: str, detail: str, by: str, at: datetime) -> Incident:
    """Enter what a person noticed: the process begins with it at once. Refusal for words that name an account."""
    told = " ".join(detail.split())
    if kind not in KINDS:
        raise Refusal(f"expected the kind of the incident to be one of {', '.join(KINDS)}, got {kind!r}")
    if not told or len(told) > _LONGEST or looks_like_account(told) or not by.strip():
        raise Refusal(f"an incident needs who reports it, and what, in 1 to {_LONGEST} characters without an account number")
    with warehouse.writing() as session:
        row = IncidentRow(kind=kind, at=at, by=by.strip(), subject=check_subject(subject), detail=told, state=OPEN)
        session.add(row)
        session.flush()
        return _incident(row)


def get_incident(warehouse: Warehouse, incident_id: str) -> Incident:
    """Give one incident; Refusal when there is none."""
    with warehouse.reading() as session:
        row = session.get(IncidentRow, number_of_incident(incident_id))
        if row is None:
            raise Refusal(f"no incident {incident_id}; `quater incident list` names them")
        return _incident(row)


def list_incidents(warehouse: Warehouse, *, kind: str | None = None, subject: str | None = None) -> list[Incident]:
    """Give the incidents that meet every condition, oldest first."""
    query = select(IncidentRow).order_by(IncidentRow.number)
    if kind is not None:
        query = query.where(IncidentRow.kind == kind)
    if subject is not None:
        query = query.where(IncidentRow.subject == subject)
    with warehouse.reading() as session:
        return [_incident(row) for row in session.scalars(query)]


def incident_id_of(number: int) -> str:
    """Write an incident's number as people read it."""
    return f"I-{number:04d}"


def number_of_incident(incident_id: str) -> int:
    """Read an incident's number; Refusal for anything else."""
    found = _ID.fullmatch(incident_id)
    if found is None:
        raise Refusal(f"no incident {incident_id!r}; expected one such as I-0001, `quater incident list` names them")
    return int(found[1])


def _incident(row: IncidentRow) -> Incident:
    return Incident(incident_id_of(row.number), row.kind, row.at, row.by, row.subject, row.detail, row.state)
