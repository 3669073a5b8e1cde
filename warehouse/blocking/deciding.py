"""Blocking and letting in again: one person blocks at once; two others, with what was done about the risk, end it.

A block opens an incident in the same transaction: a sign of risk is where the manager's incident process begins (founding
security note). Somebody may be shut out for several risks; he gets in when all of them are over.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.blocking.asking import is_blocked
from warehouse.blocking.logins import close_login, open_login
from warehouse.blocking.tables import (
    BLOCKED,
    LIFTED,
    LIFTING,
    RISKS,
    Block,
    BlockRow,
    block_from,
    block_id_of,
    number_of,
    person_key,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.incidents import open_incident

LEAKED = "leaked_credential"
LONGEST = 500


def block(warehouse: Warehouse, person: str, *, risk: str, reason: str, by: str, at: datetime) -> Block:
    """Shut a person out at once, at the desk, at the commands and in the database; opens an incident."""
    key, why = person_key(person), " ".join(reason.split())
    if not key or not by.strip():
        raise Refusal("a block needs the person who is shut out, and who says so")
    if risk not in RISKS:
        raise Refusal(f"expected the risk to be one of {', '.join(RISKS)}, got {risk!r}")
    if not why or len(why) > LONGEST:
        raise Refusal(f"a block needs what shows the risk, in at most {LONGEST} characters")
    with warehouse.writing() as session:
        row = BlockRow(person=key, risk=risk, reason=why, by=by.strip(), at=at, state=BLOCKED, login="", mitigation="")
        session.add(row)
        session.flush()
        kind = LEAKED if risk == LEAKED else "blocked_access"
        open_incident(session, kind, subject=block_id_of(row.number), detail=risk, by=person.strip(), at=at)
        made = block_from(row)
    return _note_login(warehouse, made, close_login(warehouse, key))


def report_leak(warehouse: Warehouse, *, by: str, at: datetime) -> Block:
    """Shut oneself out, because one's credential may be known to others."""
    return block(warehouse, by, risk=LEAKED, reason="reported by the person", by=by, at=at)


def propose_lifting(warehouse: Warehouse, block_id: str, *, mitigation: str, by: str, at: datetime) -> Block:
    """Say what was done about the risk, and ask for the end of a block; it stays in force until another confirms."""
    done = " ".join(mitigation.split())
    if not done or len(done) > LONGEST:
        raise Refusal(f"the end of a block needs what was done about the risk, in at most {LONGEST} characters")
    with warehouse.writing() as session:
        row = _standing(session, block_id)
        who = _another(warehouse, row, by)
        row.state, row.mitigation, row.proposed_by, row.proposed_at = LIFTING, done, who, at
        return block_from(row)


def lift(warehouse: Warehouse, block_id: str, *, by: str, at: datetime) -> Block:
    """End a block as the second person; the login in the database is open again when no other block stands."""
    with warehouse.writing() as session:
        row = _standing(session, block_id)
        who = _another(warehouse, row, by)
        if row.state != LIFTING:
            raise Refusal(f"the end of {block_id} waits for somebody to say what was done about the risk")
        if person_key(row.proposed_by or "") == who:
            raise Refusal(f"the end of {block_id} waits for a second person: {who} asked for it")
        row.state, row.lifted_by, row.lifted_at = LIFTED, who, at
        made = block_from(row)
    return made if is_blocked(warehouse, made.person) else _note_login(warehouse, made, open_login(warehouse, made.person))


def list_blocks(warehouse: Warehouse) -> list[Block]:
    """Give every block, those in force first, the newest first."""
    with warehouse.reading() as session:
        found = [block_from(row) for row in session.scalars(select(BlockRow).order_by(BlockRow.number.desc()))]
    return sorted(found, key=lambda one: not one.in_force)


def get_block(warehouse: Warehouse, block_id: str) -> Block:
    """Give one block; Refusal when there is none."""
    with warehouse.reading() as session:
        return block_from(_row(session, block_id))


def _row(session: Session, block_id: str, *, lock: bool = False) -> BlockRow:
    row = session.get(BlockRow, number_of(block_id), with_for_update=lock)
    if row is None:
        raise Refusal(f"no block {block_id}; `quater access blocks` names them")
    return row


def _standing(session: Session, block_id: str) -> BlockRow:
    row = _row(session, block_id, lock=True)
    if row.state == LIFTED:
        raise Refusal(f"{block_id} was ended by {row.proposed_by} and {row.lifted_by}")
    return row


def _another(warehouse: Warehouse, row: BlockRow, by: str) -> str:
    """Who ends a block is neither the person shut out nor shut out himself."""
    who = person_key(by)
    if not who or who == row.person:
        raise Refusal("who is shut out does not end it: two other people do")
    if is_blocked(warehouse, who):
        raise Refusal("who is shut out ends no block")
    return who


def _note_login(warehouse: Warehouse, made: Block, login: str) -> Block:
    with warehouse.writing() as session:
        row = _row(session, made.block_id, lock=True)
        row.login = login
        return block_from(row)
