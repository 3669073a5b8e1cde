"""Dispositions: a person's decision on an alert, always with a reason; a later one supersedes it, none is undone.

Art. 22 GDPR: an alert has no effect without a person's decision, so who decided, when and why is kept as long as the alert.
Two people may read the same alert at once: each passes the version that was read, and the second one is told what the first
decided instead of writing over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import AlertFinding, FindingRow, finding_from
from warehouse.alerts.silences import end_silences, silence
from warehouse.alerts.tables import AlertRow, DispositionRow, HistoryRow, alert_id_of, number_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal

OUTCOMES = ("dismissed", "reported", "watch", "more_data")
"""What a person may decide; the alert's status becomes the outcome."""


@dataclass(frozen=True)
class Disposition:
    """A person's decision, with its reason."""

    alert_id: str
    outcome: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Event:
    """One thing that happened to an alert: raised, evidence, reopened, or an outcome."""

    alert_id: str
    at: datetime
    by: str
    event: str
    detail: str


def dispose(
    warehouse: Warehouse,
    alert_id: str,
    *,
    outcome: str,
    reason: str,
    by: str,
    at: datetime,
    expected_version: int | None = None,
) -> Disposition:
    """Decide on an alert. Raises Refusal without a reason, or when someone else decided since `expected_version` was read."""
    number = number_of(alert_id)
    _check(outcome, reason, by)
    with warehouse.writing() as session:
        alert = session.get(AlertRow, number, with_for_update=True)
        if alert is None:
            raise Refusal(f"no alert {alert_id_of(number)}; `quater alerts list` shows the alerts")
        if expected_version is not None and alert.version != expected_version:
            raise Refusal(_overtaken(session, alert))
        disposition = DispositionRow(alert_number=number, outcome=outcome, reason=reason.strip(), by=by.strip(), at=at)
        end_silences(session, number, at)
        session.add(disposition)
        session.flush()
        if outcome == "dismissed":
            held = select(AlertFinding.finding_key).where(AlertFinding.alert_number == number)
            rows = session.scalars(select(FindingRow).where(FindingRow.key.in_(held)))
            silence(session, disposition, (finding_from(row) for row in rows), at)
        alert.status = outcome
        alert.version += 1
        session.add(HistoryRow(alert_number=number, at=at, by=disposition.by, event=outcome, detail=disposition.reason))
        return _disposition(disposition)


def dispositions(warehouse: Warehouse, alert_id: str) -> list[Disposition]:
    """Give every decision on an alert, oldest first; the last one stands."""
    with warehouse.reading() as session:
        query = select(DispositionRow).where(DispositionRow.alert_number == number_of(alert_id)).order_by(DispositionRow.number)
        return [_disposition(row) for row in session.scalars(query)]


def history(warehouse: Warehouse, alert_id: str) -> list[Event]:
    """Give everything that happened to an alert, oldest first."""
    with warehouse.reading() as session:
        query = select(HistoryRow).where(HistoryRow.alert_number == number_of(alert_id)).order_by(HistoryRow.number)
        return [Event(alert_id_of(row.alert_number), row.at, row.by, row.event, row.detail) for row in session.scalars(query)]


def _check(outcome: str, reason: str, by: str) -> None:
    if outcome not in OUTCOMES:
        raise Refusal(f"expected the outcome to be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    if not reason.strip():
        raise Refusal("a decision needs its reason: say in a sentence why, it is kept with the alert")
    if not by.strip():
        raise Refusal("a decision needs the person who decides")


def _overtaken(session: Session, alert: AlertRow) -> str:
    newest = select(HistoryRow).where(HistoryRow.alert_number == alert.number).order_by(HistoryRow.number.desc()).limit(1)
    last = session.scalars(newest).one()
    return (
        f"alert {alert_id_of(alert.number)} changed while you read it: {last.event} by {last.by} on "
        f"{last.at:%Y-%m-%d at %H:%M} UTC ({last.detail}); read it again, then decide"
    )


def _disposition(row: DispositionRow) -> Disposition:
    return Disposition(alert_id_of(row.alert_number), row.outcome, row.reason, row.by, row.at)
