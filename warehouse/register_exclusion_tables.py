"""Tables of the exclusions (accounts under judicial mandate) and of the purges of what came by mistake.

An exclusion says why an account is outside the control and who answers for it. A purge record says how much left, in counts,
and never what it was; it is no certificate of destruction, because nothing reached the end of a term. Only between the commit
of a purge and its verification are the ids of the removed rows known, in `purge_leftovers`. Source: royal decree of 9 June
2024, art. 1, 2°; art. 446quater §5 al. 2 of the Judicial Code.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime


class Exclusion(Base):
    """One account's exclusion, in force until it is ended; every currency of the number is meant."""

    __tablename__ = "exclusions"
    __table_args__ = (
        CheckConstraint("second IS NULL OR second <> by", name="two_people"),
        CheckConstraint("ended_second IS NULL OR ended_second <> ended_by", name="two_people_end"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    iban: Mapped[str] = mapped_column(Text, index=True)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    second: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_second: Mapped[str | None] = mapped_column(Text)


class PurgeRow(Base):
    """What one purge removed, in counts; `verification` is empty until the files were searched and nothing was found."""

    __tablename__ = "purges"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    exclusion_number: Mapped[int] = mapped_column(ForeignKey("exclusions.number"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)
    second: Mapped[str | None] = mapped_column(Text)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    holds: Mapped[list[str]] = mapped_column(JSON)
    told: Mapped[list[str]] = mapped_column(JSON)
    verification: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PurgeLeftover(Base):
    """Something that a committed purge has still to remove or to look for."""

    __tablename__ = "purge_leftovers"

    purge_number: Mapped[int] = mapped_column(ForeignKey("purges.number"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text, primary_key=True)
