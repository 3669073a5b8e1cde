"""Releasing a hold: two different people, the final decision, and that every recourse against it is exhausted.

The first person writes which decision ended the proceeding, when it was given and notified, and what shows that no recourse is
left; the hold stays in force. The second one confirms by saying the same or nothing; whoever says something else makes a new
proposal, which again needs another person. While a recourse is open by its term, nobody can release. Sources: royal decree of 9
June 2024, art. 5; art. 458 §2, 462, 463 and 468 of the Judicial Code (`recourses`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds.keeping import keep_holds
from warehouse.holds.recourses import DECISIONS, recourses
from warehouse.holds.tables import PROPOSED, RELEASED, Hold, HoldRow, hold_from, hold_id_of, note, row_of


@dataclass(frozen=True)
class FinalDecision:
    """What ended a proceeding: which decision (`recourses.DECISIONS`), in words, given and notified when; its proof."""

    kind: str
    words: str
    decided_on: date
    notified_on: date
    recourse_exhausted: str


def release(warehouse: Warehouse, hold_id: str, *, by: str, on: date, at: datetime, final: FinalDecision | None = None) -> Hold:
    """Ask for the release of a hold, or confirm it as the second person; `state` of what is given back tells which.

    `on` is the day by which the recourses are counted. Refusal while one of them is open, for an incomplete decision, and for
    the same person twice.
    """
    who = by.strip()
    if not who:
        raise Refusal("a release needs the person who asks for it or confirms it")
    with warehouse.writing() as session:
        row = row_of(session, hold_id, lock=True)
        if row.state == RELEASED:
            raise Refusal(f"hold {hold_id} was released by {row.release_proposed_by} and {row.released_by}")
        if row.state == PROPOSED and final in (None, _proposed(row)):
            _confirm(session, row, who, on, at)
        else:
            _propose(session, row, final, who, on, at)
        told = hold_from(row)
    keep_holds(warehouse)
    return told


def _confirm(session: Session, row: HoldRow, who: str, on: date, at: datetime) -> None:
    if row.release_proposed_by == who:
        raise Refusal(f"the release of hold {hold_id_of(row.number)} waits for a second person: {who} asked for it")
    _check(_proposed(row), on)
    row.state, row.released_by, row.released_at = RELEASED, who, at
    note(session, row, at, who, "released", "")


def _propose(session: Session, row: HoldRow, final: FinalDecision | None, who: str, on: date, at: datetime) -> None:
    if final is None:
        raise Refusal("a release needs the final decision (which body, which day) and what shows that no recourse is left")
    _check(final, on)
    row.state, row.release_proposed_by = PROPOSED, who
    row.final_decision, row.decision = final.words.strip(), final.kind
    row.decided_on, row.notified_on = final.decided_on, final.notified_on
    row.recourse_exhausted = final.recourse_exhausted.strip()
    note(session, row, at, who, "release proposed", f"{row.final_decision}; {row.recourse_exhausted}")


def _check(final: FinalDecision, on: date) -> None:
    if final.kind not in DECISIONS:
        raise Refusal(f"expected the decision to be one of {', '.join(DECISIONS)}, got {final.kind!r}")
    if not final.words.strip() or not final.recourse_exhausted.strip():
        raise Refusal("a release needs the final decision (which body, which day) and what shows that no recourse is left")
    if not final.decided_on <= final.notified_on <= on:
        raise Refusal(
            f"expected a decision given before it was notified, and that before today ({on});"
            f" got {final.decided_on} and {final.notified_on}"
        )
    still = [one for one in recourses(final.kind, notified_on=final.notified_on) if one.last_day >= on]
    if still:
        told = ", ".join(f"{one.name} ({one.article}) until {one.last_day}" for one in still)
        raise Refusal(f"a recourse is still open: {told}; the hold stays until the day after")


def _proposed(row: HoldRow) -> FinalDecision:
    if row.decision is None or row.decided_on is None or row.notified_on is None:
        raise ValueError(f"hold {row.number}: its release was proposed without a decision")
    return FinalDecision(row.decision, row.final_decision or "", row.decided_on, row.notified_on, row.recourse_exhausted or "")
