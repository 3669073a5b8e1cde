"""Letting in or rejecting what waits in quarantine: proposed by one person, decided by another, each with a reason.

Nobody decides what he proposed; what is declined waits on and may be proposed again. Whether a statement may be let in at all
depends on its cause (`quarantine_release.RELEASABLE`): a label, a date or a bank may be right although a program doubts it;
wrong totals, a broken framing or another content of a held statement never become data, the bank delivers again. A rejection
closes every cause; the lines go, the receipt line and its located problems stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement, ReceivedDelivery
from warehouse.errors import Refusal
from warehouse.quarantine_closing import NOT_CLOSED, OF_WAITING, Place, close_rejected
from warehouse.quarantine_release import check_releasable, release_line
from warehouse.quarantine_tables import (
    APPROVED,
    DECLINED,
    PROPOSED,
    REJECTION,
    RELEASE,
    WHOLE,
    QuarantineClosing,
    QuarantineDecision,
)


@dataclass(frozen=True)
class Decision:
    """A decision as it stands; `position` None for the whole delivery."""

    decision_id: str
    delivery: str
    position: int | None
    kind: str
    state: str
    proposed_by: str
    proposed_why: str
    proposed_at: datetime
    decided_by: str | None
    decided_why: str | None
    decided_at: datetime | None


def propose_release(warehouse: Warehouse, delivery: str, position: int, *, by: str, why: str, at: datetime) -> Decision:
    """Ask for a statement to be let in; Refusal when its cause is not one that people may judge."""
    with warehouse.writing() as session:
        [line] = waiting_lines(session, delivery, position)
        check_releasable(line)
        return _proposed(session, RELEASE, delivery, position, by=by, why=why, at=at)


def propose_rejection(
    warehouse: Warehouse, delivery: str, position: int | None, *, by: str, why: str, at: datetime
) -> Decision:
    """Ask for a statement, or for all that waits of a delivery (position None), to be rejected."""
    with warehouse.writing() as session:
        waiting_lines(session, delivery, position)
        return _proposed(session, REJECTION, delivery, WHOLE if position is None else position, by=by, why=why, at=at)


def approve(warehouse: Warehouse, decision_id: str, *, by: str, why: str, at: datetime) -> Decision:
    """Decide as the second person and carry it out; Refusal for the first one, no reason, or what waits no more."""
    with warehouse.writing() as session:
        row = _open(session, decision_id)
        _another(row, by, why)
        position = None if row.position == WHOLE else row.position
        lines = waiting_lines(session, row.delivery, position)
        if row.kind == RELEASE:
            release_line(
                warehouse, session, lines[0], by=row.proposed_by, second=by.strip(), why=f"{row.proposed_why}; {why}", at=at
            )
        else:
            places = [Place(line.delivery, line.position) for line in lines]
            close_rejected(
                session, [*places, *([Place(row.delivery, WHOLE)] if position is None else [])], decision=row.number, at=at
            )
        return _decided(session, row, APPROVED, by=by, why=why, at=at)


def decline(warehouse: Warehouse, decision_id: str, *, by: str, why: str, at: datetime) -> Decision:
    """Refuse a proposal; the one who made it may take it back so. What it spoke of waits on."""
    with warehouse.writing() as session:
        row = _open(session, decision_id)
        _said(by, why)
        return _decided(session, row, DECLINED, by=by, why=why, at=at)


def list_decisions(warehouse: Warehouse, *, state: str | None = None) -> list[Decision]:
    """Every decision, or those in a state, the oldest first."""
    query = select(QuarantineDecision).order_by(QuarantineDecision.number)
    with warehouse.reading() as session:
        return [
            _decision(row)
            for row in session.scalars(query if state is None else query.where(QuarantineDecision.state == state))
        ]


def decision_id_of(number: int) -> str:
    """Name a decision.

    >>> decision_id_of(7)
    'Q-0007'
    """
    return f"Q-{number:04d}"


def waiting_lines(session: Session, delivery: str, position: int | None) -> list[DeliveredStatement]:
    """The statement of a delivery that waits, or all of them; Refusal when none does.

    A delivery that was set aside whole and in which no statement could be told apart waits too, with no line.
    """
    query = select(DeliveredStatement).join(QuarantinedStatement, OF_WAITING)
    query = query.where(DeliveredStatement.delivery == delivery, DeliveredStatement.state == "quarantined", NOT_CLOSED)
    if position is not None:
        query = query.where(DeliveredStatement.position == position)
    lines = list(session.scalars(query.order_by(DeliveredStatement.position)))
    if not lines and not (position is None and _empty_and_whole(session, delivery)):
        what = (
            f"nothing of delivery {delivery[:12]}"
            if position is None
            else f"no statement {position} of delivery {delivery[:12]}"
        )
        raise Refusal(f"{what} is in quarantine; list the quarantine to see what is")
    return lines


def _empty_and_whole(session: Session, delivery: str) -> bool:
    received = session.get(ReceivedDelivery, delivery)
    whole = received is not None and received.state == "quarantined" and received.statements == 0
    return whole and session.get(QuarantineClosing, (delivery, WHOLE)) is None


def _proposed(session: Session, kind: str, delivery: str, position: int, *, by: str, why: str, at: datetime) -> Decision:
    _said(by, why)
    again = (
        QuarantineDecision.delivery == delivery,
        QuarantineDecision.position == position,
        QuarantineDecision.state == PROPOSED,
    )
    asked = session.scalars(select(QuarantineDecision).where(*again)).first()
    if asked is not None:
        raise Refusal(
            f"{decision_id_of(asked.number)} already proposes a {asked.kind} of it, by {asked.proposed_by};"
            " approve or decline that one first"
        )
    said = {"proposed_by": by.strip(), "proposed_why": why.strip(), "proposed_at": at}
    row = session.scalars(
        insert(QuarantineDecision)
        .values(delivery=delivery, position=position, kind=kind, state=PROPOSED, **said)
        .returning(QuarantineDecision)
    ).one()
    return _decision(row)


def _open(session: Session, decision_id: str) -> QuarantineDecision:
    digits = decision_id.removeprefix("Q-")
    row = session.get(QuarantineDecision, int(digits)) if digits.isdecimal() else None
    if row is None:
        raise Refusal(
            f"no decision {decision_id!r}; expected one such as Q-0001, `quater quarantine list` names those that wait"
        )
    if row.state != PROPOSED:
        raise Refusal(f"{decision_id_of(row.number)} is {row.state} since {row.decided_at:%Y-%m-%d}, by {row.decided_by}")
    return row


def _another(row: QuarantineDecision, by: str, why: str) -> None:
    _said(by, why)
    if by.strip() == row.proposed_by:
        raise Refusal(f"{row.proposed_by} proposed {decision_id_of(row.number)}; expected another person to decide it")


def _said(by: str, why: str) -> None:
    if not by.strip():
        raise Refusal("expected who decides, got nothing")
    if not why.strip():
        raise Refusal("expected the reason of the decision, got nothing")


def _decided(session: Session, row: QuarantineDecision, state: str, *, by: str, why: str, at: datetime) -> Decision:
    said = {"state": state, "decided_by": by.strip(), "decided_why": why.strip(), "decided_at": at}
    session.execute(update(QuarantineDecision).where(QuarantineDecision.number == row.number).values(**said))
    session.refresh(row)
    return _decision(row)


def _decision(row: QuarantineDecision) -> Decision:
    return Decision(
        decision_id=decision_id_of(row.number),
        delivery=row.delivery,
        position=None if row.position == WHOLE else row.position,
        kind=row.kind,
        state=row.state,
        proposed_by=row.proposed_by,
        proposed_why=row.proposed_why,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_why=row.decided_why,
        decided_at=row.decided_at,
    )
