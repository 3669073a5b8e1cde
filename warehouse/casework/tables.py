"""The tables of casework: notes, the checklist's ticks, saved filters, who works at the desk, alerts shared between the Orders.

Notes and ticks only grow and go with their alert when it is destroyed: they are analyses (royal decree of 9 June 2024, art. 5).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime


class NoteRow(Base):
    """What a person noted on an alert."""

    __tablename__ = "alert_notes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class TickRow(Base):
    """One step of an alert's checklist ticked, or its tick taken back; the last row of a step counts."""

    __tablename__ = "alert_ticks"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    step: Mapped[str] = mapped_column(Text)
    done: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)


class SavedFilterRow(Base):
    """A filter of the queue that a person keeps under a name."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("owner", "name"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeskPerson(Base):
    """Who has worked at the desk, in which role: to whom alerts can be assigned."""

    __tablename__ = "desk_people"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    seen_on: Mapped[date] = mapped_column(Date)


class JointCaseRow(Base):
    """An alert of one Order that the analysts of the other may see too, until a day."""

    __tablename__ = "joint_cases"
    __table_args__ = (
        CheckConstraint("of_order <> granted_to", name="two_orders"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    of_order: Mapped[str] = mapped_column(Text)
    granted_to: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date] = mapped_column(Date)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
