"""The tables of persons' requests: the request, whose it is, what was done about it, and what is restricted because of it.

Who asks stands in a table of its own, which can be erased without touching the rest; nothing of it enters the access log.

>>> case_id_of(7), number_of("G-0007")
('G-0007', 7)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, Text, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal
from warehouse.evidence.subjects import looks_like_account
from warehouse.persons.terms import due_on

RIGHTS = ("access", "rectification", "erasure", "restriction", "objection")
"""GDPR, art. 15, 16, 17, 18 and 21."""
GRANTED, PARTLY, REFUSED = "granted", "partly", "refused"
OUTCOMES = (GRANTED, PARTLY, REFUSED)
OPEN, DECIDED, CLOSED = "open", "decided", "closed"
LANGUAGES = ("fr", "nl", "de")
LONGEST = 500
_ID = re.compile(r"G-([0-9]{4,9})")


@dataclass(frozen=True)
class Case:
    """A person's request as it stands; nothing in it says who asks."""

    case_id: str
    right: str
    order: str
    language: str
    received_on: date
    extended: bool
    state: str
    outcome: str
    ground: str
    decided_by: str | None
    sent_on: date | None

    @property
    def due(self) -> date:
        """The last day on which it is answered in time."""
        return due_on(self.received_on, extended=self.extended)

    def late(self, on: date) -> bool:
        """Say whether its last day has passed without the answer having left."""
        return self.state != CLOSED and self.due < on


class CaseRow(Base):
    """One request."""

    __tablename__ = "person_requests"
    __table_args__ = (
        CheckConstraint("asks IN ('access', 'rectification', 'erasure', 'restriction', 'objection')", name="asks"),
        CheckConstraint("state IN ('open', 'decided', 'closed')", name="state"),
        CheckConstraint("outcome = '' OR outcome IN ('granted', 'partly', 'refused')", name="outcome"),
        CheckConstraint("outcome NOT IN ('partly', 'refused') OR ground <> ''", name="ground"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    asks: Mapped[str] = mapped_column(Text)
    order_code: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(Date)
    extended: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(Text, index=True)
    outcome: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    sent_on: Mapped[date | None] = mapped_column(Date)


class RequesterRow(Base):
    """Who asks, how that was made sure, and by what his data are found; erasable by itself."""

    __tablename__ = "requesters"

    request_number: Mapped[int] = mapped_column(ForeignKey("person_requests.number"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    identified_by: Mapped[str] = mapped_column(Text)
    holder_id: Mapped[str] = mapped_column(Text)
    iban: Mapped[str] = mapped_column(Text)


class CaseEvent(Base):
    """One thing that was done about a request; only ever appended, and names nobody who asks."""

    __tablename__ = "person_request_events"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    request_number: Mapped[int] = mapped_column(ForeignKey("person_requests.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


class RestrictionRow(Base):
    """An account whose data are kept, and used for nothing that the law does not order."""

    __tablename__ = "restrictions"
    __table_args__ = (
        CheckConstraint("lifted_at IS NULL OR told_on IS NOT NULL", name="told_before"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    request_number: Mapped[int] = mapped_column(ForeignKey("person_requests.number"), index=True)
    account: Mapped[str] = mapped_column(Text, index=True)
    placed_by: Mapped[str] = mapped_column(Text)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_on: Mapped[date | None] = mapped_column(Date)
    lifted_by: Mapped[str | None] = mapped_column(Text)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def case_id_of(number: int) -> str:
    """Write a request's number as people read it."""
    return f"G-{number:04d}"


def number_of(case_id: str) -> int:
    """Read a request's number; Refusal for anything else."""
    found = _ID.fullmatch(case_id.strip().upper())
    if found is None:
        raise Refusal(f"no person's request {case_id!r}; `quater requests list` names them")
    return int(found[1])


def row_of(session: Session, case_id: str, *, lock: bool = False) -> CaseRow:
    """Give the row of a request; Refusal when there is none."""
    row = session.get(CaseRow, number_of(case_id), with_for_update=lock)
    if row is None:
        raise Refusal(f"no person's request {case_id}; `quater requests list` names them")
    return row


def note(session: Session, number: int, event: str, *, detail: str = "", by: str, at: datetime) -> None:
    """Write down what was done."""
    values = {"request_number": number, "at": at, "by": by, "event": event, "detail": detail}
    session.execute(insert(CaseEvent).inline().values(**values))


def words(what: str, text: str) -> str:
    """Give a text of one line back; Refusal for an empty, an overlong one, or one with an account number."""
    said = " ".join(text.split())
    if not said or len(said) > LONGEST or looks_like_account(said):
        raise Refusal(f"expected the {what} in 1 to {LONGEST} characters, without an account number")
    return said


def case_from(row: CaseRow) -> Case:
    """Give the row as it is passed on."""
    return Case(
        case_id=case_id_of(row.number),
        right=row.asks,
        order=row.order_code,
        language=row.language,
        received_on=row.received_on,
        extended=row.extended,
        state=row.state,
        outcome=row.outcome,
        ground=row.ground,
        decided_by=row.decided_by,
        sent_on=row.sent_on,
    )
