"""The tables of the reports' register, and a report as it is read from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.alerts.tables import alert_id_of
from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal
from warehouse.reports_register.pieces import Piece, PieceRow

DRAFTED, RELEASED, WITHDRAWN = "drafted", "released", "withdrawn"
_REPORT_ID = re.compile(r"R-0*([1-9][0-9]{0,17})")


@dataclass(frozen=True)
class Report:
    """A report on holders of one bar, for one recipient and day, as it stands; `checked_by`: the analyst who read the draft."""

    report_id: str
    bar: str
    recipient: str
    language: str
    on: date
    state: str
    drafted_by: str
    drafted_at: datetime
    checked_by: str | None
    checked_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    alert_ids: tuple[str, ...]
    pieces: tuple[Piece, ...]


class ReportRow(Base):
    """One report."""

    __tablename__ = "reports"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    bar: Mapped[str] = mapped_column(Text, index=True)
    recipient: Mapped[str] = mapped_column(Text, index=True, server_default="")
    language: Mapped[str] = mapped_column(Text)
    on: Mapped[date] = mapped_column("on_day", Date)
    state: Mapped[str] = mapped_column(Text, index=True)
    drafted_by: Mapped[str] = mapped_column(Text)
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by: Mapped[str | None] = mapped_column(Text)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Text)


class ReportAlert(Base):
    """Which alerts a report tells of, in the report's order."""

    __tablename__ = "report_alerts"

    report_number: Mapped[int] = mapped_column(ForeignKey("reports.number"), primary_key=True)
    alert_number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, index=True)
    position: Mapped[int] = mapped_column(Integer)


def report_id_of(number: int) -> str:
    """Write a report's number as people read it.

    >>> report_id_of(45)
    'R-000045'
    """
    return f"R-{number:06d}"


def number_of_report(report_id: str) -> int:
    """Read a report's number from what a person typed.

    >>> number_of_report(" r-000045 ")
    45
    """
    found = _REPORT_ID.fullmatch(report_id.strip().upper())
    if found is None:
        raise Refusal(f"no report {report_id!r}; expected one such as R-000045")
    return int(found.group(1))


def piece_row(report_number: int, position: int, piece: Piece) -> PieceRow:
    """Make the row of a piece."""
    return PieceRow(
        report_number=report_number,
        position=position,
        kind=piece.kind,
        piece_class=piece.piece_class,
        path=piece.path,
        sha256=piece.sha256,
        last_date=piece.last_date,
        movement_ids=list(piece.movement_ids),
        accounts=list(piece.accounts),
    )


def report_from(session: Session, row: ReportRow) -> Report:
    """Read a report with its alerts and pieces."""
    alerts = select(ReportAlert.alert_number).where(ReportAlert.report_number == row.number).order_by(ReportAlert.position)
    pieces = select(PieceRow).where(PieceRow.report_number == row.number).order_by(PieceRow.position)
    return Report(
        report_id=report_id_of(row.number),
        bar=row.bar,
        recipient=row.recipient,
        language=row.language,
        on=row.on,
        state=row.state,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        checked_by=row.checked_by,
        checked_at=row.checked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        alert_ids=tuple(alert_id_of(number) for number in session.scalars(alerts)),
        pieces=tuple(piece_from(piece) for piece in session.scalars(pieces)),
    )


def piece_from(row: PieceRow) -> Piece:
    """Read a piece back."""
    return Piece(
        kind=row.kind,
        piece_class=row.piece_class,
        path=row.path,
        sha256=row.sha256,
        last_date=row.last_date,
        movement_ids=tuple(row.movement_ids),
        accounts=tuple(row.accounts),
    )
