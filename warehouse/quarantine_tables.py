"""Tables of the way out of quarantine: what two people decided, and how a statement that never entered was closed.

A statement waits as long as its raw lines stand in `quarantined_statements` and no closing names it. Its line in
`delivered_statements` stays `quarantined` for ever: it was set aside and did not enter, so what was received still equals what
became of it. A position of `WHOLE` speaks of a delivery that was set aside as a whole.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime

WHOLE = -1
REJECTED, CORRECTED = "rejected", "corrected"
RELEASE, REJECTION = "release", "rejection"
PROPOSED, APPROVED, DECLINED = "proposed", "approved", "declined"
OPEN = "state = 'proposed'"


class QuarantineDecision(Base):
    """A release or rejection: proposed by one person with a reason, decided by another with a reason."""

    __tablename__ = "quarantine_decisions"
    __table_args__ = (
        CheckConstraint("kind IN ('release', 'rejection')", name="kind"),
        CheckConstraint("state IN ('proposed', 'approved', 'declined')", name="state"),
        CheckConstraint("state <> 'approved' OR proposed_by <> decided_by", name="two_people"),
        Index(
            "uq_quarantine_decisions_open",
            "delivery",
            "position",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    delivery: Mapped[str] = mapped_column(Text, ForeignKey("deliveries.delivery"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_why: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_why: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QuarantineClosing(Base):
    """How a statement, or a whole delivery, that never entered was closed: rejected by people, or corrected by the bank."""

    __tablename__ = "quarantine_closings"
    __table_args__ = (CheckConstraint("how IN ('rejected', 'corrected')", name="how"),)

    delivery: Mapped[str] = mapped_column(Text, ForeignKey("deliveries.delivery"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    how: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision_number: Mapped[int | None] = mapped_column(ForeignKey("quarantine_decisions.number"))
    correcting_delivery: Mapped[str | None] = mapped_column(Text)
    correcting_position: Mapped[int | None]
