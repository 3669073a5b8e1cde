"""The people of the desk: whoever has worked at it, in the role of the last day; alerts are assigned to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from warehouse.casework.tables import DeskPerson
from warehouse.database import Warehouse


def note_person(warehouse: Warehouse, name: str, *, role: str, on: date) -> None:
    """Note that a person works at the desk on a day; nothing is written a second time on the same day."""
    with warehouse.reading() as session:
        known = session.get(DeskPerson, name)
        if known is not None and (known.role, known.seen_on) == (role, on):
            return
    with warehouse.writing() as session:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        row = insert(DeskPerson).values(name=name, role=role, seen_on=on)
        session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"role": role, "seen_on": on}))


def people_of(warehouse: Warehouse, roles: Collection[str]) -> list[str]:
    """Give the names of the people of these roles, sorted."""
    query = select(DeskPerson.name).where(DeskPerson.role.in_(sorted(roles))).order_by(DeskPerson.name)
    with warehouse.reading() as session:
        return list(session.scalars(query))
