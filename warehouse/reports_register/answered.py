"""Answers as labels: what a bâtonnier's outcome says of the findings that he was told of, in three states.

| outcome | label |
|---|---|
| regularised, proceedings | reported: it was so |
| unfounded, explained | dismissed: it was not |
| enquiry, transferred, or no answer | none: nobody has judged it yet |

Who decides later knows more, so a bâtonnier's label stands over the analyst's of the same findings; an outcome that judges
nothing leaves the analyst's. The same alert may have been answered from two reports: each answer labels what its report held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import func, select

from warehouse.alerts.findings import AlertFinding, Finding, FindingRow, finding_from
from warehouse.alerts.tables import alert_id_of
from warehouse.database import Warehouse
from warehouse.reports_register.answers import AnswerRow
from warehouse.reports_register.tables import ReportRow, report_id_of

LABELS: Mapping[str, str] = MappingProxyType(
    {"regularised": "reported", "proceedings": "reported", "unfounded": "dismissed", "explained": "dismissed"}
)
"""Outcome → the label, in the words of an analyst's final decision; an outcome that is missing here judges nothing."""


@dataclass(frozen=True)
class Answered:
    """An alert of which a bâtonnier judged what he was told: the label, and when it was entered here."""

    alert_id: str
    report_id: str
    outcome: str
    label: str
    decided_at: datetime


def answered_findings(warehouse: Warehouse) -> list[tuple[Answered, tuple[Finding, ...]]]:
    """Give every judging answer that stands with the findings that the report told of: those held when it was drafted."""
    last = select(func.max(AnswerRow.number)).group_by(AnswerRow.report_number, AnswerRow.alert_number)
    standing = (
        select(AnswerRow, ReportRow.drafted_at)
        .join(ReportRow, ReportRow.number == AnswerRow.report_number)
        .where(AnswerRow.number.in_(last), AnswerRow.outcome.in_(LABELS))
        .order_by(AnswerRow.number)
    )
    with warehouse.reading() as session:
        answers = [(row, drafted_at) for row, drafted_at in session.execute(standing)]
        held = (
            select(AlertFinding.alert_number, AlertFinding.attached_at, FindingRow)
            .join(FindingRow, FindingRow.key == AlertFinding.finding_key)
            .where(AlertFinding.alert_number.in_({row.alert_number for row, _ in answers}))
            .order_by(AlertFinding.alert_number, FindingRow.first_date, FindingRow.key)
        )
        findings: defaultdict[int, list[tuple[datetime, Finding]]] = defaultdict(list)
        for number, attached_at, found in session.execute(held):
            findings[number].append((attached_at, finding_from(found)))
        return [
            (_answered(row), tuple(one for attached_at, one in findings[row.alert_number] if attached_at <= drafted_at))
            for row, drafted_at in answers
        ]


def _answered(row: AnswerRow) -> Answered:
    return Answered(alert_id_of(row.alert_number), report_id_of(row.report_number), row.outcome, LABELS[row.outcome], row.at)
