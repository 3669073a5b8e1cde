"""Mandates to the bâtonnier and authorisations to the bank: two records of two irrevocable acts.

The holder gives the bâtonnier of the own Order, or another mandatary whom the bâtonnier designates, the mandate to consult and
copy all that happens on the account; separately, the bank is authorised to make the data available at all times. Neither can be
withdrawn, so no function does it and triggers of the database refuse every UPDATE and DELETE (and, for a mandate, a
second one that does not supersede). A mandate is superseded only when its holder is registered at another bar: the new record
names the old one, which stays as it was. Source: royal decree of 9 June 2024, art. 2 §2.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime

FIRST_ONLY = "supersedes IS NULL"
HASHED = "length(document_sha256) = 64"


class Mandate(Base):
    """The mandate of one holder over one account: given when, by which document, to whom."""

    __tablename__ = "mandates"
    __table_args__ = (
        ForeignKeyConstraint(["iban", "currency"], ["accounts.iban", "accounts.currency"]),
        CheckConstraint(HASHED, name="hashed"),
        Index(
            "uq_first_mandate",
            "iban",
            "currency",
            "holder_id",
            unique=True,
            sqlite_where=text(FIRST_ONLY),
            postgresql_where=text(FIRST_ONLY),
        ),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    iban: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    bar: Mapped[str] = mapped_column(Text)
    mandatary: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date]
    document_sha256: Mapped[str] = mapped_column(Text)
    supersedes: Mapped[int | None] = mapped_column(ForeignKey("mandates.number"), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(Text)


class Authorisation(Base):
    """The authorisation of one holder to the bank of one account."""

    __tablename__ = "authorisations"
    __table_args__ = (
        ForeignKeyConstraint(["iban", "currency"], ["accounts.iban", "accounts.currency"]),
        CheckConstraint(HASHED, name="hashed"),
        Index("uq_authorisation", "iban", "currency", "holder_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    iban: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    bank_bic: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date]
    document_sha256: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(Text)
