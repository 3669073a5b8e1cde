"""The queue a page at a time: lines in the strict order, what they count, and the neighbours of an alert.

A hundred thousand alerts are read from an index in their order, never all at once; a line carries what is needed to choose the
next alert, and no name and no account.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from warehouse.alerts.choosing import Chosen, Sight
from warehouse.alerts.deadlines import age_bucket, due_bucket, due_on
from warehouse.alerts.face import gravest_first
from warehouse.alerts.findings import AlertFinding, Finding, FindingRow, finding_from
from warehouse.alerts.tables import AlertRow, alert_id_of, number_of
from warehouse.database import Warehouse

ORDER = (AlertRow.tier, AlertRow.score_micro.desc(), AlertRow.amount_milli.desc(), AlertRow.created_at, AlertRow.number)
"""The queue's strict order."""
_DESCENDING = (False, True, True, False, False)


@dataclass(frozen=True)
class QueueLine:
    """One alert in the queue; `lead` is its gravest finding, `due` the day by which it should be decided on."""

    alert_id: str
    status: str
    severity: str
    nature: str
    detector: str
    bar: str
    first_date: date
    last_date: date
    amount_milli: int
    currency: str
    created_at: datetime
    assignee: str
    proposed: str
    lead: Finding
    findings: int

    @property
    def due(self) -> date:
        """The day by which it should be decided on."""
        return due_on(self.severity, self.created_at.date())

    def days_open(self, on: date) -> int:
        """The days from its raising."""
        return (on - self.created_at.date()).days


@dataclass(frozen=True)
class Tally:
    """How many alerts a reader sees: by status in all, and of the list that is shown by severity, age, deadline, assignee."""

    by_status: Counter[str] = field(default_factory=Counter)
    by_severity: Counter[str] = field(default_factory=Counter)
    by_age: Counter[str] = field(default_factory=Counter)
    by_due: Counter[str] = field(default_factory=Counter)
    by_assignee: Counter[str] = field(default_factory=Counter)


def queue_lines(
    warehouse: Warehouse, chosen: Chosen, sight: Sight, *, on: date, start: int = 0, size: int = 50
) -> list[QueueLine]:
    """Give a page of the queue, in its order."""
    with warehouse.reading() as session:
        query = select(AlertRow).where(*_conditions(chosen, sight, on)).order_by(*ORDER).offset(start).limit(size)
        rows = list(session.scalars(query))
        findings = _findings(session, [row.number for row in rows])
        return [_line(row, findings[row.number]) for row in rows]


def queue_size(warehouse: Warehouse, chosen: Chosen, sight: Sight, *, on: date) -> int:
    """Count the alerts of the list."""
    with warehouse.reading() as session:
        query = select(func.count()).select_from(AlertRow).where(*_conditions(chosen, sight, on))
        return session.scalar(query) or 0


def queue_tally(warehouse: Warehouse, status: str, sight: Sight, *, on: date) -> Tally:
    """Count what the reader sees, by status; and the alerts of one status by severity, age, deadline and assignee."""
    tally = Tally()
    seen = sight.condition()
    within = [] if seen is None else [seen]
    with warehouse.reading() as session:
        of_status = select(AlertRow.status, func.count()).where(*within).group_by(AlertRow.status)
        for name, number in session.execute(of_status):
            tally.by_status[name] = number
        waiting = select(func.count()).select_from(AlertRow).where(*Chosen("second").conditions(on), *within)
        tally.by_status["second"] = session.scalar(waiting) or 0
        raised, severity, assignee = AlertRow.created_at, AlertRow.severity, AlertRow.assignee
        counted = select(raised, severity, assignee, func.count()).where(*Chosen(status).conditions(on), *within)
        for at, grade, person, number in session.execute(counted.group_by(raised, severity, assignee)):
            day = at.date()
            tally.by_severity[grade] += number
            tally.by_age[age_bucket((on - day).days)] += number
            tally.by_due[due_bucket(due_on(grade, day), on=on)] += number
            tally.by_assignee[person] += number
    return tally


def detectors_of(warehouse: Warehouse, status: str, sight: Sight, *, on: date) -> dict[str, int]:
    """Count the alerts of one status by the detector that leads them, the most frequent first."""
    seen = sight.condition()
    within = [] if seen is None else [seen]
    query = select(AlertRow.detector, func.count().label("number")).where(*Chosen(status).conditions(on), *within)
    with warehouse.reading() as session:
        found = session.execute(query.group_by(AlertRow.detector)).all()
    return {row.detector: row.number for row in sorted(found, key=lambda row: (-row.number, row.detector))}


def earlier_alerts(warehouse: Warehouse, alert_id: str, sight: Sight, *, most: int = 20) -> list[QueueLine]:
    """Give the other alerts on the same holder, or on the same account where the holder is unknown; the newest first."""
    seen = sight.condition()
    within = [] if seen is None else [seen]
    with warehouse.reading() as session:
        row = session.get(AlertRow, number_of(alert_id))
        if row is None:
            return []
        same = AlertRow.holder_id == row.holder_id if row.holder_id else AlertRow.account == row.account
        query = select(AlertRow).where(same, AlertRow.number != row.number, *within)
        rows = list(session.scalars(query.order_by(AlertRow.last_date.desc(), AlertRow.number.desc()).limit(most)))
        findings = _findings(session, [one.number for one in rows])
        return [_line(one, findings[one.number]) for one in rows]


def neighbours(warehouse: Warehouse, alert_id: str, chosen: Chosen, sight: Sight, *, on: date) -> tuple[str | None, str | None]:
    """Give the alerts of the list before and after an alert's place, whether it is in the list itself or not."""
    with warehouse.reading() as session:
        row = session.get(AlertRow, number_of(alert_id))
        if row is None:
            return None, None
        of_list = select(AlertRow.number).where(*_conditions(chosen, sight, on))
        after = session.scalar(of_list.where(_beyond(row, after=True)).order_by(*ORDER).limit(1))
        before = session.scalar(of_list.where(_beyond(row, after=False)).order_by(*_backwards()).limit(1))
    return alert_id_of(before) if before else None, alert_id_of(after) if after else None


def _conditions(chosen: Chosen, sight: Sight, on: date) -> list[ColumnElement[bool]]:
    seen = sight.condition()
    return [*chosen.conditions(on), *([] if seen is None else [seen])]


def _columns() -> tuple[Any, ...]:
    return (AlertRow.tier, AlertRow.score_micro, AlertRow.amount_milli, AlertRow.created_at, AlertRow.number)


def _backwards() -> list[Any]:
    return [column if down else column.desc() for column, down in zip(_columns(), _DESCENDING, strict=True)]


def _beyond(row: AlertRow, *, after: bool) -> ColumnElement[bool]:
    """What stands after (or before) an alert in the strict order; the first key alone lets the index begin there."""
    values = (row.tier, row.score_micro, row.amount_milli, row.created_at, row.number)
    choices: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for column, value, down in zip(_columns(), values, _DESCENDING, strict=True):
        choices.append(and_(*equal, column < value if down == after else column > value))
        equal.append(column == value)
    return and_(AlertRow.tier >= row.tier if after else AlertRow.tier <= row.tier, or_(*choices))


def _findings(session: Session, numbers: Sequence[int]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {number: [] for number in numbers}
    query: Select[*tuple[Any, ...]] = select(AlertFinding.alert_number, FindingRow).join(
        FindingRow, FindingRow.key == AlertFinding.finding_key
    )
    for number, row in session.execute(query.where(AlertFinding.alert_number.in_(numbers))):
        found[number].append(finding_from(row))
    return found


def _line(row: AlertRow, findings: list[Finding]) -> QueueLine:
    return QueueLine(
        alert_id=alert_id_of(row.number),
        status=row.status,
        severity=row.severity,
        nature=row.nature,
        detector=row.detector,
        bar=row.bar,
        first_date=row.first_date,
        last_date=row.last_date,
        amount_milli=row.amount_milli,
        currency=row.currency,
        created_at=row.created_at,
        assignee=row.assignee,
        proposed=row.proposed,
        lead=gravest_first(findings)[0],
        findings=len(findings),
    )
