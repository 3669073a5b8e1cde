"""The tables behind an account's opening: the yearly samples and the bâtonniers' requests.

A sampling list is an analysis of the accounts that it names (royal decree of 9 June 2024, art. 5): its lines go ten years after
the draw; how it was drawn stays, and names nobody.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime


class SampleRow(Base):
    """One Order's sample of one year: from which accounts, by which seed, how many, drawn by whom."""

    __tablename__ = "samples"
    __table_args__ = (UniqueConstraint("order_code", "year"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    order_code: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(Text)
    per_mille: Mapped[int] = mapped_column(Integer)
    population: Mapped[int] = mapped_column(Integer)
    population_digest: Mapped[str] = mapped_column(Text)
    drawn_by: Mapped[str] = mapped_column(Text)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SampleAccountRow(Base):
    """One account of a sample, by its place in it."""

    __tablename__ = "sample_accounts"

    sample_number: Mapped[int] = mapped_column(ForeignKey("samples.number"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    iban: Mapped[str] = mapped_column(Text, index=True)
    currency: Mapped[str] = mapped_column(Text)
    bar: Mapped[str] = mapped_column(Text)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RequestRow(Base):
    """A bâtonnier's request to look at an account: which letter, of which day, entered by whom."""

    __tablename__ = "account_requests"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    iban: Mapped[str] = mapped_column(Text, index=True)
    currency: Mapped[str] = mapped_column(Text)
    bar: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
