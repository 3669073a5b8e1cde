"""Secrecy: everyone who knows the data is bound to it, is shown that, and has signed for it before the first access.

Founding security note; Judicial Code, art. 1675/22 §2; Criminal Code, art. 458. The text is one of three languages and has a
version: a new version is signed anew. What was signed is kept with the hash of its text, so that nobody can say later that he
signed another. Until then every door that shows data is shut (`console.access`, `console.pages.door`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.blocking.tables import person_key
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.users.undertakings import VERSION, undertaking

LONGEST = 200


@dataclass(frozen=True)
class Signature:
    """What a person signed: `name` as he wrote it, `digest` the SHA-256 of the text in that language."""

    person: str
    name: str
    version: int
    language: str
    digest: str
    at: datetime


class SignatureRow(Base):
    """One signature; only ever appended."""

    __tablename__ = "secrecy_signatures"
    __table_args__ = (UniqueConstraint("person", "version"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    person: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def has_signed(warehouse: Warehouse, person: str) -> bool:
    """Say whether a person has signed the version that is in force."""
    with warehouse.reading() as session:
        mine = (SignatureRow.person == person_key(person), SignatureRow.version == VERSION)
        return session.scalar(select(SignatureRow.number).where(*mine)) is not None


def sign(warehouse: Warehouse, person: str, *, name: str, language: str, at: datetime) -> Signature:
    """Sign the version in force under one's own name, written out; signing twice changes nothing."""
    key, written = person_key(person), " ".join(name.split())
    if not key or not 1 <= len(written) <= LONGEST:
        raise Refusal("whoever signs writes out his name")
    digest = sha256(undertaking(language).encode())
    with warehouse.writing() as session:
        row = session.scalar(select(SignatureRow).where(SignatureRow.person == key, SignatureRow.version == VERSION))
        if row is None:
            row = SignatureRow(person=key, name=written, version=VERSION, language=language, digest=digest, at=at)
            session.add(row)
        return _signature(row)


def list_signatures(warehouse: Warehouse) -> list[Signature]:
    """Give every signature, by person, the oldest first."""
    query = select(SignatureRow).order_by(SignatureRow.person, SignatureRow.version)
    with warehouse.reading() as session:
        return [_signature(row) for row in session.scalars(query)]


def _signature(row: SignatureRow) -> Signature:
    return Signature(row.person, row.name, row.version, row.language, row.digest, row.at)
