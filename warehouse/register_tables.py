"""Tables of the register: who holds which account, and under which Order.

The register is the list against which every received statement is judged: an account that is not here is not controlled but
quarantined, an account under judicial mandate (art. 446quater §5 al. 2) leaves no data. Holder and account rows say what is
true now; what they said before stays in the two `…_versions` tables, because a report is routed by the registration of its
day and a decision must remain explainable.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime


class Holder(Base):
    """A lawyer or a firm, as the bar registers it today."""

    __tablename__ = "holders"

    holder_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    street: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(Text)
    bar: Mapped[str] = mapped_column(Text, index=True)
    language: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HolderVersion(Base):
    """A holder as it stood until `replaced_at`."""

    __tablename__ = "holder_versions"

    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True)
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(Text)
    street: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(Text)
    bar: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)


class Account(Base):
    """A third-party or rubric account in one currency."""

    __tablename__ = "accounts"

    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    judicial_mandate: Mapped[bool]
    bank_bic: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    mandate_on: Mapped[date | None]
    authorisation_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AccountVersion(Base):
    """An account as it stood until `replaced_at`."""

    __tablename__ = "account_versions"
    __table_args__ = (ForeignKeyConstraint(["iban", "currency"], ["accounts.iban", "accounts.currency"]),)

    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(Text)
    judicial_mandate: Mapped[bool]
    bank_bic: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    mandate_on: Mapped[date | None]
    authorisation_on: Mapped[date | None]


class AccountHolder(Base):
    """Who holds an account from `valid_from` to the day before `valid_until` (empty: until further notice)."""

    __tablename__ = "account_holders"
    __table_args__ = (ForeignKeyConstraint(["iban", "currency"], ["accounts.iban", "accounts.currency"]),)

    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True, index=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_until: Mapped[date | None]


class OwnAccount(Base):
    """An office or private account of a holder: what must not be fed from clients' money without a reason."""

    __tablename__ = "own_accounts"

    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True)
    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
