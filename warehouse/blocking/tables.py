"""The table of the blocks, one row a risk: who is shut out, why, since when, and what let him in again.

>>> block_id_of(7), number_of("K-0007")
('K-0007', 7)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime
from warehouse.errors import Refusal

RISKS = ("leaked_credential", "shared_credential", "lost_device", "unusual_use", "left_office", "attack", "other")
"""What shows a risk: a credential known to others or shared, a device lost, an unusual use, an office left, an attack."""
BLOCKED, LIFTING, LIFTED = "blocked", "lifting", "lifted"
_ID = re.compile(r"K-([0-9]{4,9})")


@dataclass(frozen=True)
class Block:
    """One block; `login` says what became of the person's login in the database: none, closed, or open and why."""

    block_id: str
    person: str
    risk: str
    reason: str
    by: str
    at: datetime
    state: str
    login: str
    mitigation: str
    proposed_by: str | None
    proposed_at: datetime | None
    lifted_by: str | None
    lifted_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Whether the person is shut out by it; asking for its end does not end it."""
        return self.state != LIFTED


class BlockRow(Base):
    """One block; never removed while it is in force."""

    __tablename__ = "access_blocks"
    __table_args__ = (
        CheckConstraint("state IN ('blocked', 'lifting', 'lifted')", name="state"),
        CheckConstraint("lifted_by IS NULL OR lifted_by <> proposed_by", name="two_people"),
        CheckConstraint("state = 'blocked' OR mitigation <> ''", name="mitigation"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    person: Mapped[str] = mapped_column(Text, index=True)
    risk: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(Text, index=True)
    login: Mapped[str] = mapped_column(Text)
    mitigation: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str | None] = mapped_column(Text)
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[str | None] = mapped_column(Text)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def person_key(person: str) -> str:
    """Give a person's name as blocks know it: sign-in does not tell capitals from small letters, so a block does not either."""
    return person.strip().casefold()


def block_id_of(number: int) -> str:
    """Write a block's number as people read it."""
    return f"K-{number:04d}"


def number_of(block_id: str) -> int:
    """Read a block's number; Refusal for anything else."""
    found = _ID.fullmatch(block_id)
    if found is None:
        raise Refusal(f"no block {block_id!r}; expected one such as K-0001, `quater access blocks` names them")
    return int(found[1])


def block_from(row: BlockRow) -> Block:
    """Give the row as it is passed on."""
    return Block(
        block_id=block_id_of(row.number),
        person=row.person,
        risk=row.risk,
        reason=row.reason,
        by=row.by,
        at=row.at,
        state=row.state,
        login=row.login,
        mitigation=row.mitigation,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        lifted_by=row.lifted_by,
        lifted_at=row.lifted_at,
    )
