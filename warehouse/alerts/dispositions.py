"""Dispositions: a person's decision on an alert, always with a reason; a later one supersedes it, none is undone.

Art. 22 GDPR: an alert has no effect without a person's decision, so who decided, when and why is kept as long as the alert.
What weighs most takes two people: a report, because it sets proceedings going, and the dismissal of what is critical, because
nobody looks again. The second one's name stands in the decision; `decisions` asks the second person.
Two people may read the same alert at once: each passes the version that was read, and the second one is told what the first
decided instead of writing over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from warehouse.alerts.findings import AlertFinding, FindingRow, finding_from
from warehouse.alerts.silences import end_silences, silence
from warehouse.alerts.tables import AlertRow, DispositionRow, HistoryRow, ProposalRow, alert_id_of, number_of
from warehouse.aml_records import keep_apart
from warehouse.database import Warehouse
from warehouse.errors import Refusal

OUTCOMES = ("dismissed", "reported", "watch", "more_data")
"""What a person may decide; the alert's status becomes the outcome."""


@dataclass(frozen=True)
class Disposition:
    """A person's decision, with its reason; `second` is who approved it, where two people decide."""

    alert_id: str
    outcome: str
    reason: str
    by: str
    at: datetime
    second: str | None = None


@dataclass(frozen=True)
class Event:
    """One thing that happened to an alert: raised, evidence, reopened, assigned, proposed, declined, or an outcome."""

    alert_id: str
    at: datetime
    by: str
    event: str
    detail: str


class Overtaken(Refusal):
    """The alert changed since the version that the person read; `last` is what happened meanwhile."""

    def __init__(self, last: Event) -> None:
        super().__init__(
            f"alert {last.alert_id} changed while you read it: {last.event} by {last.by} on "
            f"{last.at:%Y-%m-%d at %H:%M} UTC ({last.detail}); read it again, then decide"
        )
        self.last = last


def needs_two(outcome: str, severity: str) -> bool:
    """Say whether a decision takes two people.

    >>> needs_two("reported", "low"), needs_two("dismissed", "critical"), needs_two("dismissed", "high")
    (True, True, False)
    """
    return outcome == "reported" or (outcome == "dismissed" and severity == "critical")


def dispose(
    warehouse: Warehouse,
    alert_id: str,
    *,
    outcome: str,
    reason: str,
    by: str,
    at: datetime,
    expected_version: int | None = None,
    second: str | None = None,
) -> Disposition:
    """Decide on an alert. Raises Refusal without a reason, without the `second` person where two decide, and Overtaken when
    someone else decided since `expected_version` was read.
    """
    check_decision(outcome, reason, by)
    with warehouse.writing() as session:
        alert = locked(session, alert_id, expected_version)
        if needs_two(outcome, alert.severity) and (second or "").strip() in ("", by.strip()):
            raise Refusal(f"{outcome} of {alert_id_of(alert.number)} needs two different people: name the `second` one")
        return record_disposition(session, alert, outcome=outcome, reason=reason, by=by, at=at, second=second)


def record_disposition(
    session: Session, alert: AlertRow, *, outcome: str, reason: str, by: str, at: datetime, second: str | None
) -> Disposition:
    """Write a decision that may be made: row, silences, the alert's new state, its history; what waited is overtaken."""
    number = alert.number
    disposition = DispositionRow(alert_number=number, outcome=outcome, reason=reason.strip(), by=by.strip(), at=at)
    disposition.second = second.strip() if second else None
    end_silences(session, number, at)
    session.add(disposition)
    session.flush()
    if outcome == "dismissed":
        held = select(AlertFinding.finding_key).where(AlertFinding.alert_number == number)
        rows = session.scalars(select(FindingRow).where(FindingRow.key.in_(held)))
        silence(session, disposition, (finding_from(row) for row in rows), at)
    waiting = update(ProposalRow).where(ProposalRow.alert_number == number, ProposalRow.state == "proposed")
    session.execute(waiting.values(state="overtaken", decided_by=disposition.by, decided_at=at))
    alert.status, alert.proposed = outcome, ""
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
        return [_event(row) for row in session.scalars(query)]


def check_decision(outcome: str, reason: str, by: str) -> None:
    """Refuse a decision that is none of the outcomes, or lacks its reason or its person."""
    if outcome not in OUTCOMES:
        raise Refusal(f"expected the outcome to be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    if not reason.strip():
        raise Refusal("a decision needs its reason: say in a sentence why, it is kept with the alert")
    if not by.strip():
        raise Refusal("a decision needs the person who decides")
    keep_apart(reason)


def locked(session: Session, alert_id: str, expected_version: int | None) -> AlertRow:
    """Give the alert, locked until the end of the transaction; Overtaken when it is no longer the version that was read."""
    number = number_of(alert_id)
    alert = session.get(AlertRow, number, with_for_update=True)
    if alert is None:
        raise Refusal(f"no alert {alert_id_of(number)}; `quater alerts list` shows the alerts")
    if expected_version is not None and alert.version != expected_version:
        newest = select(HistoryRow).where(HistoryRow.alert_number == number).order_by(HistoryRow.number.desc()).limit(1)
        raise Overtaken(_event(session.scalars(newest).one()))
    return alert


def _event(row: HistoryRow) -> Event:
    return Event(alert_id_of(row.alert_number), row.at, row.by, row.event, row.detail)


def _disposition(row: DispositionRow) -> Disposition:
    return Disposition(alert_id_of(row.alert_number), row.outcome, row.reason, row.by, row.at, row.second)
