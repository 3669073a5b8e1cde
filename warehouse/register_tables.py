"""Tables of the register: who holds which account, and under which Order.

The register is the list against which every received statement is judged: an account that is not here is not controlled but
quarantined, an account under judicial mandate (art. 446quater §5 al. 2) leaves no data. Holder and account rows say what is
true now; what they said before stays in the two `…_versions` tables, because a decision must remain explainable. Whatever is
true for a time only (a holding, a registration at a bar, a status, a membership) has its first day and the day on which it
is over, never a last day: `valid_until` itself is not included.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime

HOLDER_KINDS = ("lawyer", "firm")
HOLDER_STATUSES = ("active", "suspended", "omitted", "struck_off", "deceased")
"""What a bar says of a holder: on the list, kept from practising for a time, off the list, struck off it, dead."""


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
    kind: Mapped[str] = mapped_column(Text, server_default="lawyer")
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
    kind: Mapped[str] = mapped_column(Text, server_default="lawyer")


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
    """Who holds an account from `valid_from` to the day before `valid_until` (empty: until further notice).

    Several may hold it at once; `position` 0 is the holder that the accounts' own file names, whose Order the account follows.
    """

    __tablename__ = "account_holders"
    __table_args__ = (ForeignKeyConstraint(["iban", "currency"], ["accounts.iban", "accounts.currency"]),)

    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True, index=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_until: Mapped[date | None]
    position: Mapped[int] = mapped_column(server_default="0", default=0)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Membership(Base):
    """A lawyer who practises in a firm; members of one firm may be registered at bars of both Orders."""

    __tablename__ = "memberships"

    firm_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True)
    member_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True, index=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Registration(Base):
    """At which bar a holder is registered in a time; without `valid_from`, since before the register knew the holder."""

    __tablename__ = "registrations"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    bar: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HolderStatus(Base):
    """What a holder's status is in a time; without `valid_from`, since before the register knew the holder."""

    __tablename__ = "holder_statuses"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    status: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnAccount(Base):
    """An office or private account of a holder: what must not be fed from clients' money without a reason."""

    __tablename__ = "own_accounts"

    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True)
    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
