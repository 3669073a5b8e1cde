"""Tables of the banks and of what the bâtonnier allows on an account.

A bank may deliver when it is a credit institution by the National Bank's list and has an agreement with one of the two Orders
(royal decree of 9 June 2024, art. 1, 3°; code of conduct, art. 4.71 §1; Codex, art. 129). The ranges of account numbers are
reference data (`warehouse/data/banks.csv`). An allowance is what would be a breach without it: Codex, art. 131.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime

ORDERS = ("OBFG", "OVB")
"""The two control entities (royal decree, art. 1, 1°)."""
ALLOWANCE_KINDS = ("cash", "cheque", "card", "direct_debit", "standing_order", "term_account")


class Bank(Base):
    """A financial institution: its status, the format in which it delivers, the way its deliveries come."""

    __tablename__ = "banks"

    bic: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    credit_institution: Mapped[bool]
    format: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Agreement(Base):
    """The agreement of a bank with one Order, from `valid_from` to the day before `valid_until`."""

    __tablename__ = "agreements"
    __table_args__ = (CheckConstraint("order_code IN ('OBFG', 'OVB')", name="order_code"),)

    bic: Mapped[str] = mapped_column(Text, ForeignKey("banks.bic"), primary_key=True)
    order: Mapped[str] = mapped_column("order_code", Text, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Allowance(Base):
    """What the bâtonnier allows on one account or for all accounts of one holder, up to a cap (empty: none)."""

    __tablename__ = "allowances"
    __table_args__ = (
        CheckConstraint("(iban IS NULL) <> (holder_id IS NULL)", name="one_subject"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    iban: Mapped[str | None] = mapped_column(Text, index=True)
    holder_id: Mapped[str | None] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    cap_milli: Mapped[int | None] = mapped_column(BigInteger)
    document_sha256: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
