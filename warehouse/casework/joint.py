"""Joint cases: one alert of one Order that the analysts of the other may see and work on too, until a day and for a reason.

Each Order is controller of its own accounts (royal decree of 9 June 2024, art. 3 al. 1), so nothing is shared by default; the
grant names one alert, ends by itself after a year at most, and stands in the alert's history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from warehouse.alerts.dispositions import locked
from warehouse.alerts.tables import HistoryRow, number_of
from warehouse.aml_records import keep_apart
from warehouse.casework.tables import JointCaseRow
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import bars

LONGEST = timedelta(days=366)
SHARED = "shared"


@dataclass(frozen=True)
class JointCase:
    """What was granted: to which Order, until which day (the last one included), why and by whom."""

    granted_to: str
    until: date
    reason: str
    by: str
    at: datetime


def share_alert(warehouse: Warehouse, alert_id: str, *, to: str, until: date, reason: str, by: str, at: datetime) -> JointCase:
    """Let the other Order see an alert. Refusal without reason or person, for its own Order, or for more than a year."""
    if not reason.strip() or not by.strip():
        raise Refusal("a joint case needs its reason and the person who grants it; both are kept")
    keep_apart(reason)
    if not at.date() <= until <= at.date() + LONGEST:
        raise Refusal(f"expected the last day of a joint case from {at.date()} to {at.date() + LONGEST}, got {until}")
    with warehouse.writing() as session:
        alert = locked(session, alert_id, None)
        owner = bars()[alert.bar].order if alert.bar in bars() else ""
        others = {bar.order for bar in bars().values()} - {owner}
        if not owner or to not in others:
            raise Refusal(f"a joint case is granted to the other Order; {alert_id} is of {owner or 'no Order'}, got {to!r}")
        row = JointCaseRow(
            alert_number=alert.number, of_order=owner, granted_to=to, reason=reason.strip(), until=until, by=by.strip(), at=at
        )
        session.add(row)
        detail = f"{to}, {until.isoformat()}: {row.reason}"
        session.add(HistoryRow(alert_number=alert.number, at=at, by=row.by, event=SHARED, detail=detail))
        return JointCase(to, until, row.reason, row.by, at)


def joint_numbers(warehouse: Warehouse, order: str, *, on: date) -> tuple[int, ...]:
    """Give the numbers of the alerts that are shared with an Order on a day."""
    query = select(JointCaseRow.alert_number).where(JointCaseRow.granted_to == order, JointCaseRow.until >= on).distinct()
    with warehouse.reading() as session:
        return tuple(sorted(session.scalars(query)))


def joint_cases_of(warehouse: Warehouse, alert_id: str) -> list[JointCase]:
    """Give what was granted on an alert, newest first."""
    query = select(JointCaseRow).where(JointCaseRow.alert_number == number_of(alert_id)).order_by(JointCaseRow.number.desc())
    with warehouse.reading() as session:
        return [JointCase(row.granted_to, row.until, row.reason, row.by, row.at) for row in session.scalars(query)]
