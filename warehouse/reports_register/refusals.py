"""Pieces that were refused: who offered what as which class, and why it was not taken.

A misclassified piece is refused with the invitation to offer it again under the right class, and the refusal leaves a trace
(founding security note). The trace holds the hash of what was offered, not the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.reports_register.pieces import MisclassifiedPiece


@dataclass(frozen=True)
class RefusedPiece:
    """One refusal."""

    at: datetime
    by: str
    bar: str
    piece_class: str
    sha256: str
    reason: str


class PieceRefusal(Base):
    """One refusal; only ever appended."""

    __tablename__ = "piece_refusals"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    bar: Mapped[str] = mapped_column(Text)
    piece_class: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


def keep_refusal(warehouse: Warehouse, refused: MisclassifiedPiece, *, bar: str, by: str, at: datetime) -> None:
    """Write a refusal down."""
    with warehouse.writing() as session:
        session.add(
            PieceRefusal(at=at, by=by, bar=bar, piece_class=refused.piece_class, sha256=refused.sha256, reason=str(refused))
        )


def list_refusals(warehouse: Warehouse) -> list[RefusedPiece]:
    """Give every refusal, oldest first."""
    with warehouse.reading() as session:
        return [
            RefusedPiece(row.at, row.by, row.bar, row.piece_class, row.sha256, row.reason)
            for row in session.scalars(select(PieceRefusal).order_by(PieceRefusal.number))
        ]
