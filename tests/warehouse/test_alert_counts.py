"""Counts of alerts for the operator: by state, past their day, the oldest.

alert  severity  raised at (UTC)      should be decided by   on 2026-03-10
1      critical  2026-03-06 22:30     2026-03-09             overdue (raised on the 6th in Brussels)
2      critical  2026-03-06 23:30     2026-03-10             in time (it was the 7th in Brussels)
3      medium    2026-01-05 08:00     2026-02-04             overdue
4      medium    2026-01-02 08:00     dismissed              counted as dismissed, never overdue
"""

from datetime import UTC, date, datetime

from tests.warehouse.decade import finding
from warehouse.alerts import AlertDraft, dispose, raise_alerts, store_findings
from warehouse.alerts.counts import count_alerts
from warehouse.database import Warehouse

TABLE = (
    ("critical", datetime(2026, 3, 6, 22, 30, tzinfo=UTC)),
    ("critical", datetime(2026, 3, 6, 23, 30, tzinfo=UTC)),
    ("medium", datetime(2026, 1, 5, 8, 0, tzinfo=UTC)),
    ("medium", datetime(2026, 1, 2, 8, 0, tzinfo=UTC)),
)


def test_an_alert_is_overdue_on_the_day_after_its_day_as_brussels_counts_days(warehouse: Warehouse) -> None:
    for number, (severity, raised) in enumerate(TABLE, start=1):
        one = finding(f"F{number}", severity=severity)
        store_findings(warehouse, [one], on=raised.date(), at=raised)
        draft = AlertDraft(f"H{number}", "", "credit", date(2026, 1, 1), (one.key,))
        raise_alerts(warehouse, [draft], at=raised)
    dispose(warehouse, "A-000004", outcome="dismissed", reason="The receipt is in the file.", by="anna", at=TABLE[2][1])
    counts = count_alerts(warehouse, on=date(2026, 3, 10))
    assert counts.standing == {("open", "critical"): 2, ("open", "medium"): 1, ("dismissed", "medium"): 1}
    assert counts.overdue == {"critical": 1, "high": 0, "medium": 1, "low": 0, "info": 0}
    assert counts.oldest_days == 64  # 26 days left of January, 28 of February, 10 of March


def test_where_there_is_no_alert_nothing_is_overdue_or_old(warehouse: Warehouse) -> None:
    counts = count_alerts(warehouse, on=date(2026, 3, 10))
    assert (counts.standing, sum(counts.overdue.values()), counts.oldest_days) == ({}, 0, 0)
