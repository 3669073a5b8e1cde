"""The tables of retention: plans, their approvals, and certificates.

A plan keeps counts and a digest, never the things themselves: a list of what is to be destroyed would be one more copy of it.
Only between the commit of a destruction and its verification are the ids of the destroyed rows known, in a file outside of the
database (`leftovers`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime

DRAFTED, APPROVED, ERASED, RUN = "drafted", "approved", "erased", "run"
"""`erased`: committed, while files, database pages and the verification still wait; running again finishes it."""


class PlanRow(Base):
    """What is to be destroyed on a day, in counts."""

    __tablename__ = "retention_plans"
    __table_args__ = (
        CheckConstraint("state IN ('drafted', 'approved', 'erased', 'run')", name="state"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    on: Mapped[date] = mapped_column("on_day", Date)
    state: Mapped[str] = mapped_column(Text, index=True)
    drafted_by: Mapped[str] = mapped_column(Text)
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    held: Mapped[dict[str, int]] = mapped_column(JSON)
    spared: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    holds: Mapped[list[str]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(Text)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    verification: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ApprovalRow(Base):
    """One person's approval of a plan; the key keeps a person from approving twice."""

    __tablename__ = "retention_approvals"

    plan_number: Mapped[int] = mapped_column(ForeignKey("retention_plans.number"), primary_key=True)
    by: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CertificateRow(Base):
    """The signed proof of one destruction: one for each plan, whatever interrupted it."""

    __tablename__ = "certificates"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_number: Mapped[int] = mapped_column(ForeignKey("retention_plans.number"), unique=True)
    document: Mapped[str] = mapped_column(Text)
    signature: Mapped[str] = mapped_column(Text)


def plan_id_of(number: int) -> str:
    """Write a plan's number as people read it.

    >>> plan_id_of(3)
    'P-0003'
    """
    return f"P-{number:04d}"


def certificate_id_of(number: int) -> str:
    """Write a certificate's number as people read it.

    >>> certificate_id_of(3)
    'C-0003'
    """
    return f"C-{number:04d}"
