"""Who read which piece, under which class it stood then: the record by which a wrongful view is found afterwards.

The class is asked before a piece is given, and the view is written down with it. Correcting the class later does not repair a
view that the right class would have refused, so the correction opens an incident for every such view (founding security note).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.incidents import open_incident
from warehouse.reports_register.classes import may
from warehouse.reports_register.pieces import Piece
from warehouse.reports_register.tables import Report, number_of_report, report_id_of


@dataclass(frozen=True)
class Reader:
    """A person who asks for a piece: the user category he acts in, and the bars that he serves in it."""

    person: str
    role: str
    bars: Collection[str]


@dataclass(frozen=True)
class View:
    """One view of one piece."""

    at: datetime
    person: str
    role: str
    piece_class: str


class PieceView(Base):
    """One view; only ever appended."""

    __tablename__ = "piece_views"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    report_number: Mapped[int] = mapped_column(ForeignKey("reports.number"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    piece_class: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)


def piece_subject(report_id: str, position: int) -> str:
    """Name a piece in the visitors' book and in incidents.

    >>> piece_subject("R-000045", 2)
    'R-000045/2'
    """
    return f"{report_id}/{position}"


def admit(
    warehouse: Warehouse, reader: Reader, report: Report, position: int, *, action: str = "consult", at: datetime
) -> Piece:
    """Let a reader at a piece (counted from 1) and write the view down; a Refusal opens an incident first."""
    if not reader.person.strip():
        raise Refusal("a piece is given to a person: say who asks")
    if not 1 <= position <= len(report.pieces):
        raise Refusal(f"report {report.report_id} has {len(report.pieces)} pieces, asked for number {position}")
    piece = report.pieces[position - 1]
    allowed = may(reader.role, piece.piece_class, action) and report.bar in reader.bars
    with warehouse.writing() as session:
        if allowed:
            session.add(_view(reader, report, position, piece, at))
            return piece
        detail = f"{reader.role} asked to {action} a piece of class {piece.piece_class} of {report.bar}"
        subject = piece_subject(report.report_id, position)
        open_incident(session, "refused_view", subject=subject, detail=detail, by=reader.person, at=at)
    why = f"a {reader.role} of another bar" if may(reader.role, piece.piece_class, action) else f"a {reader.role} to {action}"
    raise Refusal(f"report {report.report_id}, piece {position}: its class {piece.piece_class} is not for {why}")


def views_of(warehouse: Warehouse, report_id: str, position: int) -> list[View]:
    """Give every view of a piece, oldest first."""
    number = number_of_report(report_id)
    with warehouse.reading() as session:
        return [View(row.at, row.person, row.role, row.piece_class) for row in _views(session, number, position)]


def open_wrongful_views(session: Session, number: int, position: int, piece_class: str, *, at: datetime) -> int:
    """Open an incident for every view that the class given would have refused; gives how many."""
    wrongful = [row for row in _views(session, number, position) if not may(row.role, piece_class, "consult")]
    for row in wrongful:
        detail = f"read as {row.piece_class} by a {row.role} on {row.at:%Y-%m-%d}; its class is {piece_class}"
        subject = piece_subject(report_id_of(number), position)
        open_incident(session, "wrong_class_view", subject=subject, detail=detail, by=row.person, at=at)
    return len(wrongful)


def _views(session: Session, number: int, position: int) -> list[PieceView]:
    query = select(PieceView).where(PieceView.report_number == number, PieceView.position == position)
    return list(session.scalars(query.order_by(PieceView.number)))


def _view(reader: Reader, report: Report, position: int, piece: Piece, at: datetime) -> PieceView:
    return PieceView(
        report_number=number_of_report(report.report_id),
        position=position,
        piece_class=piece.piece_class,
        at=at,
        person=reader.person.strip(),
        role=reader.role,
    )
