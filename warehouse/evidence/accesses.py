"""Writing and reading the access log.

Appending takes the head of the chain under a lock (SQLite's write lock, a locked row on PostgreSQL), so two writers follow
each other and the chain never forks. The purposes are the closed list of the royal decree of 9 June 2024, art. 4: what is
asked for another purpose is not given, so it is not logged but refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import BigInteger, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.hashing import GENESIS, row_hash
from warehouse.evidence.subjects import check_subject, looks_like_account
from warehouse.keys import installation_key, keyed_digest

PURPOSES = ("detect", "document", "optimise", "communicate")
"""Royal decree of 9 June 2024, art. 4 al. 1: the only purposes."""
MODALITIES = ("page", "export", "extract", "report", "api", "database")
_LONGEST_WORD = 200


@dataclass(frozen=True)
class Access:
    """One row of the log; `actor` is the pseudonym, `identity` the person as long as it is not erased."""

    sequence: int
    at: datetime
    actor: str
    identity: str | None
    action: str
    subject: str
    purpose: str
    modality: str
    result: str
    previous_hash: str
    hash: str


class AccessRow(Base):
    """One access; only ever appended."""

    __tablename__ = "accesses"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str] = mapped_column(Text, index=True)
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, index=True)
    purpose: Mapped[str] = mapped_column(Text)
    modality: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)


class ActorRow(Base):
    """Whose pseudonym it is; erasable without touching the chain."""

    __tablename__ = "access_actors"

    pseudonym: Mapped[str] = mapped_column(Text, primary_key=True)
    identity: Mapped[str] = mapped_column(Text)


class HeadRow(Base):
    """The newest row of the chain: one line, the lock of every writer."""

    __tablename__ = "access_head"

    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(Text)


def record_access(
    warehouse: Warehouse,
    *,
    actor: str,
    action: str,
    subject: str,
    purpose: str,
    modality: str,
    result: str,
    at: datetime,
) -> Access:
    """Append one access, before the data are given. Refusal for another purpose, or for a name or account as subject."""
    _check(purpose, modality, {"actor": actor, "action": action, "result": result})
    check_subject(subject)
    pseudonym = pseudonym_of(warehouse, actor)
    with warehouse.writing() as session:
        head = _locked_head(session)
        _remember(session, pseudonym, actor)
        row = AccessRow(
            sequence=head.sequence + 1,
            at=at.astimezone(UTC),
            actor=pseudonym,
            action=action,
            subject=subject,
            purpose=purpose,
            modality=modality,
            result=result,
            previous_hash=head.hash,
        )
        row.hash = hash_of(row)
        session.add(row)
        head.sequence, head.hash = row.sequence, row.hash
        return _access(row, actor)


def list_accesses(
    warehouse: Warehouse,
    *,
    subject: str | None = None,
    actor: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> list[Access]:
    """Give the accesses that meet every condition, newest first; `actor` is the person's id, `until` not included."""
    query = select(AccessRow, ActorRow.identity).outerjoin(ActorRow, ActorRow.pseudonym == AccessRow.actor)
    if subject is not None:
        query = query.where(AccessRow.subject == subject)
    if actor is not None:
        query = query.where(AccessRow.actor == pseudonym_of(warehouse, actor))
    if since is not None:
        query = query.where(AccessRow.at >= since)
    if until is not None:
        query = query.where(AccessRow.at < until)
    with warehouse.reading() as session:
        return [_access(row, who) for row, who in session.execute(query.order_by(AccessRow.sequence.desc()).limit(limit))]


def forget_actor(warehouse: Warehouse, actor: str) -> bool:
    """Erase whose pseudonym it was; the chain stays whole. Give whether there was something to erase."""
    with warehouse.writing() as session:
        query = delete(ActorRow).where(ActorRow.pseudonym == pseudonym_of(warehouse, actor)).returning(ActorRow.pseudonym)
        return session.scalar(query) is not None


def pseudonym_of(warehouse: Warehouse, actor: str) -> str:
    """Give the keyed pseudonym of a person's id."""
    return keyed_digest(installation_key(warehouse.settings, "evidence-actors"), actor)[:32]


def hash_of(row: AccessRow) -> str:
    """Compute the hash that the row's content and its place after the row before it demand."""
    content = (row.actor, row.action, row.subject, row.purpose, row.modality, row.result)
    return row_hash(row.sequence, row.at, content, row.previous_hash)


def _check(purpose: str, modality: str, words: dict[str, str]) -> None:
    _one_of("purpose", purpose, PURPOSES)
    _one_of("modality", modality, MODALITIES)
    for name, word in words.items():
        if not word.strip() or len(word) > _LONGEST_WORD or looks_like_account(word):
            raise Refusal(f"an access needs its {name}: 1 to {_LONGEST_WORD} characters, without an account number")


def _one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise Refusal(f"expected the {name} of an access to be one of {', '.join(allowed)}, got {value!r}")


def _locked_head(session: Session) -> HeadRow:
    head = session.get(HeadRow, 1, with_for_update=True)
    if head is not None:
        return head
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(HeadRow).values(line=1, sequence=0, hash=GENESIS).on_conflict_do_nothing())
    return session.get_one(HeadRow, 1, with_for_update=True)


def _remember(session: Session, pseudonym: str, identity: str) -> None:
    if session.get(ActorRow, pseudonym) is None:
        session.add(ActorRow(pseudonym=pseudonym, identity=identity))


def _access(row: AccessRow, identity: str | None) -> Access:
    return Access(
        sequence=row.sequence,
        at=row.at,
        actor=row.actor,
        identity=identity,
        action=row.action,
        subject=row.subject,
        purpose=row.purpose,
        modality=row.modality,
        result=row.result,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
