"""How many alerts there are, how many are past their day, how old the oldest open one is: counts, for who keeps the machine.

An alert is overdue on the day after the one on which it should have been decided (`deadlines`), reckoned in Brussels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warehouse.alerts.deadlines import DAYS
from warehouse.alerts.raising import OPEN
from warehouse.alerts.tables import AlertRow
from warehouse.database import Warehouse

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True)
class AlertCounts:
    """Counts on a day: by status and severity; the overdue ones by severity; the oldest open one's age in days, 0 of none."""

    standing: Mapping[tuple[str, str], int]
    overdue: Mapping[str, int]
    oldest_days: int


def count_alerts(warehouse: Warehouse, *, on: date) -> AlertCounts:
    """Count them, in one view of the database."""
    grouped = select(AlertRow.status, AlertRow.severity, func.count()).group_by(AlertRow.status, AlertRow.severity)
    with warehouse.reading() as session:
        standing = {(status, severity): count for status, severity, count in session.execute(grouped)}
        overdue = {severity: _overdue(session, severity, on) for severity in DAYS}
        oldest = session.scalar(select(func.min(AlertRow.created_at)).where(AlertRow.status == OPEN))
    return AlertCounts(standing, overdue, (on - oldest.astimezone(BRUSSELS).date()).days if oldest else 0)


def _overdue(session: Session, severity: str, on: date) -> int:
    in_time = datetime.combine(on - timedelta(days=DAYS[severity]), time(), BRUSSELS).astimezone(UTC)
    late = (AlertRow.status == OPEN, AlertRow.severity == severity, AlertRow.created_at < in_time)
    return session.scalar(select(func.count()).select_from(AlertRow).where(*late)) or 0
