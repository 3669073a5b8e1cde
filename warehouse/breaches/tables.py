"""The internal register of breaches (GDPR, art. 33 §5: facts, effects, remedies), and what was done about every incident.

A breach has the number of its incident. Its words are the data protection officer's; they name ids, and what looks like an
account number is refused. Nothing of it is ever removed: the authority may ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.subjects import looks_like_account
from warehouse.incidents import IncidentRow, incident_id_of, number_of_incident

RISKS = ("unlikely", "likely", "high")
"""For the rights of persons: unlikely (the authority need not be told), likely, high (the persons are told too)."""
TERM = timedelta(hours=72)
LONGEST = 2000


@dataclass(frozen=True)
class Breach:
    """One breach as it stands; `since` and `until` bound the accesses that it is about."""

    incident_id: str
    aware_at: datetime
    risk: str
    nature: str
    effects: str
    measures: str
    since: datetime
    until: datetime
    declared_by: str
    declared_at: datetime
    notified_at: datetime | None
    reference: str
    late_reason: str
    told_at: datetime | None
    told_how: str
    closed_at: datetime | None
    closed_by: str | None

    @property
    def deadline(self) -> datetime:
        """Until when the authority is to be told."""
        return self.aware_at + TERM


@dataclass(frozen=True)
class Event:
    """What was done about an incident."""

    at: datetime
    by: str
    event: str
    detail: str


class BreachRow(Base):
    """One breach."""

    __tablename__ = "breaches"
    __table_args__ = (CheckConstraint("risk IN ('unlikely', 'likely', 'high')", name="risk"),)

    incident_number: Mapped[int] = mapped_column(ForeignKey("incidents.number"), primary_key=True, autoincrement=False)
    aware_at: Mapped[datetime] = mapped_column(UtcDateTime)
    risk: Mapped[str] = mapped_column(Text)
    nature: Mapped[str] = mapped_column(Text)
    effects: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    declared_by: Mapped[str] = mapped_column(Text)
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reference: Mapped[str] = mapped_column(Text)
    late_reason: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_how: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(Text)


class IncidentEventRow(Base):
    """One thing done about an incident; only ever appended."""

    __tablename__ = "incident_events"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    incident_number: Mapped[int] = mapped_column(ForeignKey("incidents.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


def get_breach(warehouse: Warehouse, incident_id: str) -> Breach | None:
    """Give the breach of an incident; None while it is none."""
    with warehouse.reading() as session:
        row = session.get(BreachRow, number_of_incident(incident_id))
        return breach_from(row) if row else None


def list_breaches(warehouse: Warehouse) -> list[Breach]:
    """Give the register of breaches, oldest first."""
    with warehouse.reading() as session:
        return [breach_from(row) for row in session.scalars(select(BreachRow).order_by(BreachRow.incident_number))]


def events_of(warehouse: Warehouse, incident_id: str) -> list[Event]:
    """Give what was done about an incident, oldest first."""
    query = select(IncidentEventRow).where(IncidentEventRow.incident_number == number_of_incident(incident_id))
    with warehouse.reading() as session:
        found = session.scalars(query.order_by(IncidentEventRow.number))
        return [Event(row.at, row.by, row.event, row.detail) for row in found]


def incident_row(session: Session, incident_id: str) -> IncidentRow:
    """Give an incident's row, held until the transaction ends; Refusal when there is none."""
    row = session.get(IncidentRow, number_of_incident(incident_id), with_for_update=True)
    if row is None:
        raise Refusal(f"no incident {incident_id}; `quater incident list` names them")
    return row


def breach_row(session: Session, incident_id: str) -> BreachRow:
    """Give a breach's row, held until the transaction ends; Refusal when the incident was not declared one, or it is closed."""
    row = session.get(BreachRow, number_of_incident(incident_id), with_for_update=True)
    if row is None:
        raise Refusal(f"incident {incident_id} was not declared a breach")
    if row.closed_at is not None:
        raise Refusal(f"the breach {incident_id} was closed by {row.closed_by}")
    return row


def note(session: Session, incident_number: int, event: str, *, detail: str = "", by: str, at: datetime) -> None:
    """Write down what was done about an incident."""
    session.add(IncidentEventRow(incident_number=incident_number, at=at, by=by, event=event, detail=detail))


def words(name: str, text: str) -> str:
    """Give a text that the register may hold, its blanks made even; Refusal for none, too long, or with an account number."""
    told = " ".join(text.split())
    if not told or len(told) > LONGEST:
        raise Refusal(f"expected the {name} in 1 to {LONGEST} characters")
    if looks_like_account(told):
        raise Refusal(f"the {name} may name ids, not an account number")
    return told


def someone(by: str) -> str:
    """Give who acts; Refusal for nobody."""
    if not by.strip():
        raise Refusal("the register says who did it: a name is missing")
    return by.strip()


def breach_from(row: BreachRow) -> Breach:
    """Give the row as it is passed on."""
    return Breach(
        incident_id=incident_id_of(row.incident_number),
        aware_at=row.aware_at,
        risk=row.risk,
        nature=row.nature,
        effects=row.effects,
        measures=row.measures,
        since=row.since,
        until=row.until,
        declared_by=row.declared_by,
        declared_at=row.declared_at,
        notified_at=row.notified_at,
        reference=row.reference,
        late_reason=row.late_reason,
        told_at=row.told_at,
        told_how=row.told_how,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
    )
