"""The queue: alerts in the order in which people read them.

A strict total order (tier, score, euros exposed, days open, number), so that two runs and two screens show the same list
and a limited day's work takes the same alerts. The score of an alert is computed against all alerts, closed ones too: it does
not depend on the filter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from warehouse.alerts.face import gravest_first
from warehouse.alerts.findings import AlertFinding, Finding, FindingRow, finding_from, parts
from warehouse.alerts.ranking import strict_score
from warehouse.alerts.tables import AlertRow, alert_id_of, number_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import bars


@dataclass(frozen=True)
class Alert:
    """An alert as a person reads it; money in thousandths, score between 0 and 1, the gravest finding first."""

    alert_id: str
    status: str
    version: int
    tier: int
    score: float
    detector: str
    detector_version: str
    nature: str
    severity: str
    typology: str
    account: str
    holder_id: str
    bar: str
    first_date: date
    last_date: date
    amount_milli: int
    currency: str
    reason: str
    created_at: datetime
    findings: tuple[Finding, ...]
    assignee: str = ""
    proposed: str = ""

    @property
    def movement_ids(self) -> tuple[str, ...]:
        """The movements that prove the alert, each once."""
        return tuple(dict.fromkeys(movement for finding in self.findings for movement in finding.movement_ids))

    @property
    def bank_references(self) -> tuple[str, ...]:
        """The banks' own references of these movements, each once."""
        return tuple(dict.fromkeys(reference for finding in self.findings for reference in finding.bank_references))

    @property
    def accounts(self) -> tuple[str, ...]:
        """Every account that its findings are about."""
        return tuple(dict.fromkeys(finding.account for finding in self.findings))

    def days_open(self, on: date) -> int:
        """Count the days from its raising to `on`."""
        return (on - self.created_at.date()).days


def list_alerts(
    warehouse: Warehouse,
    *,
    status: str | None = None,
    bar: str | None = None,
    order: str | None = None,
    holder_id: str | None = None,
) -> list[Alert]:
    """Give the alerts that meet every condition, in the queue's order. `order` is OBFG or OVB."""
    query = _in_order()
    if status is not None:
        query = query.where(AlertRow.status == status)
    if bar is not None:
        query = query.where(AlertRow.bar == bar)
    if order is not None:
        query = query.where(AlertRow.bar.in_(_bars_of(order)))
    if holder_id is not None:
        query = query.where(AlertRow.holder_id == holder_id)
    with warehouse.reading() as session:
        return _alerts(session, query)


def alerts_of(warehouse: Warehouse, alert_ids: Sequence[str]) -> list[Alert]:
    """Give the alerts of these ids that there are, in the queue's order and with its scores."""
    with warehouse.reading() as session:
        found = [
            alert
            for part in parts(alert_ids)
            for alert in _alerts(session, _in_order().where(AlertRow.number.in_([number_of(one) for one in part])))
        ]
    return sorted(found, key=lambda alert: -alert.score)


def get_alert(warehouse: Warehouse, alert_id: str) -> Alert:
    """Give one alert; Refusal when there is none of this id."""
    number = number_of(alert_id)
    with warehouse.reading() as session:
        row = session.get(AlertRow, number)
        if row is None:
            raise Refusal(f"no alert {alert_id_of(number)}; `quater alerts list` shows the alerts")
        held = select(FindingRow).join(AlertFinding, AlertFinding.finding_key == FindingRow.key)
        findings = [finding_from(found) for found in session.scalars(held.where(AlertFinding.alert_number == number))]
        return _alert(row, _score_of(session, row), findings)


def bar_of_alert(warehouse: Warehouse, alert_id: str) -> tuple[int, str]:
    """Give the number and the bar of an alert, which say who may see it; Refusal when there is none of this id."""
    number = number_of(alert_id)
    with warehouse.reading() as session:
        bar = session.scalar(select(AlertRow.bar).where(AlertRow.number == number))
    if bar is None:
        raise Refusal(f"no alert {alert_id_of(number)}; `quater alerts list` shows the alerts")
    return number, bar


def _score_of(session: Session, row: AlertRow) -> float:
    """Give the strict score of one alert, counting only those that share its tier and score."""
    tied = (AlertRow.tier == row.tier, AlertRow.score_micro == row.score_micro)
    before = or_(
        AlertRow.amount_milli > row.amount_milli,
        and_(AlertRow.amount_milli == row.amount_milli, AlertRow.created_at < row.created_at),
        and_(AlertRow.amount_milli == row.amount_milli, AlertRow.created_at == row.created_at, AlertRow.number <= row.number),
    )
    ties = session.scalar(select(func.count()).select_from(AlertRow).where(*tied)) or 1
    place = session.scalar(select(func.count()).select_from(AlertRow).where(*tied, before)) or 1
    return strict_score(tier=row.tier, score_micro=row.score_micro, place=place, ties=ties)


def _bars_of(order: str) -> Sequence[str]:
    codes = [code for code, bar in bars().items() if bar.order == order]
    if not codes:
        known = sorted({bar.order for bar in bars().values()})
        raise Refusal(f"expected the Order to be one of {', '.join(known)}, got {order!r}")
    return codes


def _in_order() -> Select[AlertRow, int, int]:
    """Select alerts with their place among those of the same tier and score, in the queue's order."""
    tied = (AlertRow.tier, AlertRow.score_micro)
    rest = (AlertRow.amount_milli.desc(), AlertRow.created_at, AlertRow.number)
    places = select(
        AlertRow.number.label("number"),
        func.row_number().over(partition_by=tied, order_by=rest).label("place"),
        func.count().over(partition_by=tied).label("ties"),
    ).subquery()
    query = select(AlertRow, places.c.place, places.c.ties).join(places, places.c.number == AlertRow.number)
    return query.order_by(AlertRow.tier, AlertRow.score_micro.desc(), *rest)


def _alerts(session: Session, query: Select[AlertRow, int, int]) -> list[Alert]:
    rows = [(row, place, ties) for row, place, ties in session.execute(query)]
    numbers = query.with_only_columns(AlertRow.number).order_by(None)
    held = select(AlertFinding.alert_number, FindingRow).join(FindingRow, FindingRow.key == AlertFinding.finding_key)
    findings: defaultdict[int, list[Finding]] = defaultdict(list)
    for number, finding in session.execute(held.where(AlertFinding.alert_number.in_(numbers))):
        findings[number].append(finding_from(finding))
    return [
        _alert(row, strict_score(tier=row.tier, score_micro=row.score_micro, place=place, ties=ties), findings[row.number])
        for row, place, ties in rows
    ]


def _alert(row: AlertRow, score: float, findings: list[Finding]) -> Alert:
    return Alert(
        alert_id=alert_id_of(row.number),
        status=row.status,
        version=row.version,
        tier=row.tier,
        score=score,
        detector=row.detector,
        detector_version=row.detector_version,
        nature=row.nature,
        severity=row.severity,
        typology=row.typology,
        account=row.account,
        holder_id=row.holder_id,
        bar=row.bar,
        first_date=row.first_date,
        last_date=row.last_date,
        amount_milli=row.amount_milli,
        currency=row.currency,
        reason=row.reason,
        created_at=row.created_at,
        findings=tuple(gravest_first(findings)),
        assignee=row.assignee,
        proposed=row.proposed,
    )
