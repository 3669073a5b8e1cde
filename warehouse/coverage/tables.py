"""Tables of the first demands: what history was asked of which bank, by whom and when, and every reminder."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime


class FirstDemandRow(Base):
    """One first demand: the history of an account from `since` to `until`, both included."""

    __tablename__ = "first_demands"
    __table_args__ = (
        CheckConstraint("since <= until", name="period"),
        Index("ix_first_demands_account_currency", "account", "currency"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    account: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    bank: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    until: Mapped[date]
    asked_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    covered_on: Mapped[date | None]


class FirstDemandReminder(Base):
    """A reminder of a first demand."""

    __tablename__ = "first_demand_reminders"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    demand_number: Mapped[int] = mapped_column(ForeignKey("first_demands.number"), index=True)
    reminded_on: Mapped[date]
    reminded_by: Mapped[str] = mapped_column(Text)
    reminded_at: Mapped[datetime] = mapped_column(UtcDateTime)
