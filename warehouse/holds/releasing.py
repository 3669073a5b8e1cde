"""Releasing a hold: two different people, the final decision, and why no recourse is left against it.

The first person writes both texts; the hold stays in force. The second one confirms by saying the same or nothing; whoever says
something else makes a new proposal, which again needs another person. Sources: royal decree of 9 June 2024, art. 5; art. 458
§2, 462, 463 and 468 of the Judicial Code for the delays of recourse.
"""

from __future__ import annotations

from datetime import datetime

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds.tables import PROPOSED, RELEASED, Hold, HoldRow, hold_from, note, row_of


def release(
    warehouse: Warehouse, hold_id: str, *, by: str, at: datetime, final_decision: str = "", recourse_exhausted: str = ""
) -> Hold:
    """Ask for the release of a hold, or confirm it as the second person; `state` of what is given back tells which."""
    who, decision, recourse = by.strip(), final_decision.strip(), recourse_exhausted.strip()
    if not who:
        raise Refusal("a release needs the person who asks for it or confirms it")
    with warehouse.writing() as session:
        row = row_of(session, hold_id, lock=True)
        if row.state == RELEASED:
            raise Refusal(f"hold {hold_id} was released by {row.release_proposed_by} and {row.released_by}")
        if row.state == PROPOSED and _says_the_same(row, decision, recourse):
            if row.release_proposed_by == who:
                raise Refusal(f"the release of hold {hold_id} waits for a second person: {who} asked for it")
            row.state, row.released_by, row.released_at = RELEASED, who, at
            note(session, row, at, who, "released", "")
            return hold_from(row)
        if not decision or not recourse:
            raise Refusal("a release needs the final decision (which court or body, which day) and why no recourse is left")
        row.state, row.release_proposed_by = PROPOSED, who
        row.final_decision, row.recourse_exhausted = decision, recourse
        note(session, row, at, who, "release proposed", f"{decision}; {recourse}")
        return hold_from(row)


def _says_the_same(row: HoldRow, decision: str, recourse: str) -> bool:
    return decision in ("", row.final_decision) and recourse in ("", row.recourse_exhausted)
