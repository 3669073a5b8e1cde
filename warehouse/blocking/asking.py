"""Whether a person is shut out: asked at every door, of the table itself: a block counts from the next question on."""

from __future__ import annotations

from sqlalchemy import select

from warehouse.blocking.tables import LIFTED, BlockRow, person_key
from warehouse.database import Warehouse
from warehouse.errors import Refusal


def is_blocked(warehouse: Warehouse, *people: str) -> bool:
    """Say whether one of these names is shut out."""
    keys = {person_key(person) for person in people}
    with warehouse.reading() as session:
        query = select(BlockRow.number).where(BlockRow.person.in_(keys), BlockRow.state != LIFTED)
        return session.scalar(query.limit(1)) is not None


def refuse_blocked(warehouse: Warehouse, person: str) -> None:
    """Refusal when the person is shut out."""
    if is_blocked(warehouse, person):
        raise Refusal("this access is blocked while a security risk lasts; the data protection officer says more")


def blocked_people(warehouse: Warehouse) -> frozenset[str]:
    """Give everybody who is shut out, in small letters."""
    with warehouse.reading() as session:
        return frozenset(session.scalars(select(BlockRow.person).where(BlockRow.state != LIFTED)))
