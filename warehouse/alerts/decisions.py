"""Decisions as people make them: one that takes two people waits as a proposal until another approves or declines it.

The alert stays open while it waits and shows for what. Whoever proposed cannot approve; another decision made meanwhile
overtakes what waited. Nothing is removed: a declined proposal stays with the reason of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.choosing import Sight
from warehouse.alerts.dispositions import (
    Disposition,
    check_decision,
    locked,
    needs_two,
    record_disposition,
)
from warehouse.alerts.tables import AlertRow, HistoryRow, ProposalRow, alert_id_of, number_of
from warehouse.aml_records import keep_apart
from warehouse.database import Warehouse
from warehouse.errors import Refusal

PROPOSED, APPROVED, DECLINED = "proposed", "approved", "declined"


@dataclass(frozen=True)
class Proposal:
    """A decision that waits for a second person, or what became of it."""

    alert_id: str
    outcome: str
    reason: str
    by: str
    at: datetime
    state: str
    decided_by: str | None = None
    decided_at: datetime | None = None
    why: str | None = None


def decide(
    warehouse: Warehouse,
    alert_id: str,
    *,
    outcome: str,
    reason: str,
    by: str,
    at: datetime,
    expected_version: int | None = None,
) -> Disposition | Proposal:
    """Decide on an alert: at once, or as a proposal where two people decide. Refusals as in `dispose`."""
    check_decision(outcome, reason, by)
    with warehouse.writing() as session:
        alert = locked(session, alert_id, expected_version)
        if not needs_two(outcome, alert.severity):
            return record_disposition(session, alert, outcome=outcome, reason=reason, by=by, at=at, second=None)
        if alert.proposed:
            raise Refusal(f"{alert_id_of(alert.number)} waits already for a second person ({alert.proposed})")
        row = ProposalRow(
            alert_number=alert.number, outcome=outcome, reason=reason.strip(), by=by.strip(), at=at, state=PROPOSED
        )
        session.add(row)
        alert.proposed = outcome
        _note(session, alert, at, row.by, PROPOSED, f"{outcome}: {row.reason}")
        return _proposal(row)


def approve(
    warehouse: Warehouse, alert_id: str, *, by: str, at: datetime, why: str = "", expected_version: int | None = None
) -> Disposition:
    """Approve what waits on an alert, as a second person: from now on it counts."""
    keep_apart(why)
    with warehouse.writing() as session:
        alert = locked(session, alert_id, expected_version)
        row = _waiting(session, alert)
        if not by.strip() or by.strip() == row.by:
            raise Refusal(f"{row.outcome} of {alert_id_of(alert.number)} was proposed by {row.by}: another person approves it")
        row.state, row.decided_by, row.decided_at, row.why = APPROVED, by.strip(), at, why.strip()
        session.flush()
        session.add(HistoryRow(alert_number=alert.number, at=at, by=row.decided_by, event=APPROVED, detail=row.outcome))
        return record_disposition(
            session, alert, outcome=row.outcome, reason=row.reason, by=row.by, at=at, second=row.decided_by
        )


def decline(
    warehouse: Warehouse, alert_id: str, *, by: str, at: datetime, why: str, expected_version: int | None = None
) -> Proposal:
    """Decline what waits on an alert, or take one's own back; the alert is open as before. Needs its reason."""
    if not why.strip() or not by.strip():
        raise Refusal("declining needs its reason and the person; both are kept")
    keep_apart(why)
    with warehouse.writing() as session:
        alert = locked(session, alert_id, expected_version)
        row = _waiting(session, alert)
        row.state, row.decided_by, row.decided_at, row.why = DECLINED, by.strip(), at, why.strip()
        alert.proposed = ""
        _note(session, alert, at, row.decided_by, DECLINED, f"{row.outcome}: {row.why}")
        return _proposal(row)


def waiting_proposals(warehouse: Warehouse, sight: Sight | None = None) -> list[Proposal]:
    """Give what waits for a second person and the reader may see, the oldest first."""
    query = select(ProposalRow).where(ProposalRow.state == PROPOSED).order_by(ProposalRow.number)
    condition = None if sight is None else sight.condition()
    if condition is not None:
        query = query.join(AlertRow, AlertRow.number == ProposalRow.alert_number).where(condition)
    with warehouse.reading() as session:
        return [_proposal(row) for row in session.scalars(query)]


def proposals_of(warehouse: Warehouse, alert_id: str) -> list[Proposal]:
    """Give every proposal on an alert, oldest first."""
    query = select(ProposalRow).where(ProposalRow.alert_number == number_of(alert_id)).order_by(ProposalRow.number)
    with warehouse.reading() as session:
        return [_proposal(row) for row in session.scalars(query)]


def assign(warehouse: Warehouse, alert_ids: list[str], *, to: str, by: str, at: datetime) -> int:
    """Assign alerts to a person (empty: to nobody); give how many changed. Refusal when one is not there."""
    if not by.strip():
        raise Refusal("an assignment needs the person who makes it")
    changed = 0
    with warehouse.writing() as session:
        for alert_id in dict.fromkeys(alert_ids):
            alert = locked(session, alert_id, None)
            if alert.assignee != to.strip():
                alert.assignee = to.strip()
                session.add(
                    HistoryRow(alert_number=alert.number, at=at, by=by.strip(), event="assigned", detail=alert.assignee)
                )
                changed += 1
    return changed


def _waiting(session: Session, alert: AlertRow) -> ProposalRow:
    query = select(ProposalRow).where(ProposalRow.alert_number == alert.number, ProposalRow.state == PROPOSED)
    row = session.scalars(query).first()
    if row is None:
        raise Refusal(f"nothing waits for a second person on {alert_id_of(alert.number)}")
    return row


def _note(session: Session, alert: AlertRow, at: datetime, by: str, event: str, detail: str) -> None:
    alert.version += 1
    session.add(HistoryRow(alert_number=alert.number, at=at, by=by, event=event, detail=detail))


def _proposal(row: ProposalRow) -> Proposal:
    facts = (row.outcome, row.reason, row.by, row.at, row.state, row.decided_by, row.decided_at, row.why)
    return Proposal(alert_id_of(row.alert_number), *facts)
