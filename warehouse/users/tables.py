"""The table of the attestations, one row a person, institution and term; it only grows, an end is written into it.

>>> attestation_id_of(7), number_of("E-0007")
('E-0007', 7)
"""

from __future__ import annotations

import re
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal

INSTITUTIONS = ("OBFG", "OVB", "operator")
"""The two control entities, and whoever keeps the machine for them."""
_ID = re.compile(r"E-([0-9]{4,9})")


class AttestationRow(Base):
    """What an institution answers for: this person, in this role, until a day."""

    __tablename__ = "attestations"
    __table_args__ = (
        CheckConstraint("institution IN ('OBFG', 'OVB', 'operator')", name="institution"),
        CheckConstraint("attested_by <> person", name="another"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    person: Mapped[str] = mapped_column(Text, index=True)
    institution: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    quality: Mapped[str] = mapped_column(Text)
    until: Mapped[date] = mapped_column(Date)
    attested_by: Mapped[str] = mapped_column(Text)
    attested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(Text)


def attestation_id_of(number: int) -> str:
    """Write an attestation's number as people read it."""
    return f"E-{number:04d}"


def number_of(attestation_id: str) -> int:
    """Read an attestation's number; Refusal for anything else."""
    found = _ID.fullmatch(attestation_id.strip().upper())
    if found is None:
        raise Refusal(f"no attestation {attestation_id!r}; `quater people list` names them")
    return int(found[1])
