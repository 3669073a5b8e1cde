"""What people decided about the findings of each rule: the alerts on which a final decision stands, and how long it took.

An alert has three states for whoever learns from it: reported, dismissed, or not judged (never looked at, watched, waiting for
data). Only the first two count. What was appended after the decision was not judged by it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from warehouse.alerts.findings import AlertFinding, Finding, FindingRow, finding_from
from warehouse.alerts.tables import AlertRow, DispositionRow, alert_id_of
from warehouse.database import Warehouse

FINAL = ("reported", "dismissed")


@dataclass(frozen=True)
class Reviewed:
    """An alert on which a final decision stands: the detectors whose findings were read, the outcome, raised and decided."""

    alert_id: str
    detectors: frozenset[str]
    outcome: str
    raised_at: datetime
    decided_at: datetime

    @property
    def days_open(self) -> int:
        """The days from its raising to the decision."""
        return (self.decided_at.date() - self.raised_at.date()).days


def reviewed_alerts(warehouse: Warehouse) -> list[Reviewed]:
    """Give every alert whose last decision is final, by its number."""
    last = select(func.max(DispositionRow.number)).group_by(DispositionRow.alert_number)
    decided = (
        select(AlertRow.number, AlertRow.created_at, DispositionRow.outcome, DispositionRow.at)
        .join(DispositionRow, DispositionRow.alert_number == AlertRow.number)
        .where(DispositionRow.number.in_(last), DispositionRow.outcome.in_(FINAL))
        .order_by(AlertRow.number)
    )
    read = (
        select(AlertFinding.alert_number, FindingRow.detector)
        .join(FindingRow, FindingRow.key == AlertFinding.finding_key)
        .join(DispositionRow, DispositionRow.alert_number == AlertFinding.alert_number)
        .where(DispositionRow.number.in_(last), AlertFinding.attached_at <= DispositionRow.at)
        .distinct()
    )
    detectors: defaultdict[int, set[str]] = defaultdict(set)
    with warehouse.reading() as session:
        for number, detector in session.execute(read):
            detectors[number].add(detector)
        rows = session.execute(decided).all()
    return [
        Reviewed(alert_id_of(number), frozenset(detectors[number]), outcome, raised, at) for number, raised, outcome, at in rows
    ]


def decided_between(warehouse: Warehouse, first: date, last: date) -> int:
    """Count the alerts on which a person decided, whatever the outcome, from one day to another, both included (UTC)."""
    begun, ended = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
    query = select(func.count(func.distinct(DispositionRow.alert_number)))
    with warehouse.reading() as session:
        return session.scalar(query.where(DispositionRow.at >= begun, DispositionRow.at < ended)) or 0


def reviewed_scores(warehouse: Warehouse, detector: str) -> list[tuple[int, bool]]:
    """Give the highest score of the detector that each finally decided alert was read with, and whether it was reported.

    Scores in millionths; a finding that was appended after the decision was not read.
    """
    last = select(func.max(DispositionRow.number)).group_by(DispositionRow.alert_number)
    query = (
        select(func.max(FindingRow.score_micro), DispositionRow.outcome)
        .join(AlertFinding, AlertFinding.finding_key == FindingRow.key)
        .join(DispositionRow, DispositionRow.alert_number == AlertFinding.alert_number)
        .where(DispositionRow.number.in_(last), DispositionRow.outcome.in_(FINAL))
        .where(AlertFinding.attached_at <= DispositionRow.at)
        .where(FindingRow.detector == detector, FindingRow.score_micro.is_not(None))
        .group_by(AlertFinding.alert_number, DispositionRow.outcome)
        .order_by(AlertFinding.alert_number)
    )
    with warehouse.reading() as session:
        return [(score, outcome == "reported") for score, outcome in session.execute(query) if score is not None]


def reviewed_findings(warehouse: Warehouse) -> list[tuple[Reviewed, tuple[Finding, ...]]]:
    """Give every reviewed alert with the findings that were read: those that it held when the decision was made."""
    held = {one.alert_id: one for one in reviewed_alerts(warehouse)}
    read: defaultdict[str, list[Finding]] = defaultdict(list)
    query = (
        select(AlertFinding.alert_number, AlertFinding.attached_at, FindingRow)
        .join(FindingRow, FindingRow.key == AlertFinding.finding_key)
        .order_by(AlertFinding.alert_number, FindingRow.first_date, FindingRow.key)
    )
    with warehouse.reading() as session:
        for number, attached_at, row in session.execute(query):
            reviewed = held.get(alert_id_of(number))
            if reviewed is not None and attached_at <= reviewed.decided_at:
                read[reviewed.alert_id].append(finding_from(row))
    return [(one, tuple(read[one.alert_id])) for one in held.values()]


def finding_counts(warehouse: Warehouse) -> dict[str, int]:
    """Count the stored findings of each detector, whatever became of them: silenced and snoozed ones too."""
    query = (
        select(FindingRow.detector, func.count().label("findings")).group_by(FindingRow.detector).order_by(FindingRow.detector)
    )
    with warehouse.reading() as session:
        return {row.detector: row.findings for row in session.execute(query)}
