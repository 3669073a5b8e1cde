"""How each rule fares with the people who read its alerts: hits, reported, dismissed, precision with its interval.

Only reviewed alerts count, because of what nobody has read nothing is known. An alert counts for every rule of which the
reader saw a finding in it. The interval is Wilson's at 95 %: with few readings it is wide, and it never leaves 0 to 1 (a rule
with 3 of 3 reported is not known to be always right). Stored findings and those that a snooze holds back stand beside them, so
that nothing that a rule found is missing from the account of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from models.calibration import wilson
from warehouse.alerts import Reviewed, finding_counts, findings_of, reviewed_alerts
from warehouse.database import Warehouse
from warehouse.snoozes import Snoozes


@dataclass(frozen=True)
class RuleStatistics:
    """One rule's figures. Precision is reported of reviewed, None before the first review; `low` and `high` bound it."""

    detector: str
    findings: int
    snoozed: int
    hits: int
    reported: int
    dismissed: int
    precision: float | None
    low: float
    high: float
    median_days_open: float | None


def statistics(warehouse: Warehouse, *, on: date, also: Iterable[str] = ()) -> list[RuleStatistics]:
    """Give the figures of every detector that found something, and of those in `also`, by name. `on`: the snoozes' day."""
    found, waiting = finding_counts(warehouse), snoozed_findings(warehouse, on=on)
    reviewed = reviewed_alerts(warehouse)
    named = {detector for alert in reviewed for detector in alert.detectors}
    return [
        _of(detector, found.get(detector, 0), waiting[detector], [alert for alert in reviewed if detector in alert.detectors])
        for detector in sorted({*found, *named, *also})
    ]


def snoozed_findings(warehouse: Warehouse, *, on: date) -> Counter[str]:
    """Count, by detector, the findings that wait because a snooze in force on the day covers them."""
    with warehouse.reading() as session:
        snoozes = Snoozes(warehouse, session, on)
    if snoozes.none:
        return Counter()
    return Counter(finding.detector for finding in findings_of(warehouse, attached=False) if snoozes.covers(finding))


def _of(detector: str, findings: int, snoozed: int, alerts: list[Reviewed]) -> RuleStatistics:
    reported = sum(alert.outcome == "reported" for alert in alerts)
    low, high = wilson(reported, len(alerts))
    return RuleStatistics(
        detector=detector,
        findings=findings,
        snoozed=snoozed,
        hits=len(alerts),
        reported=reported,
        dismissed=len(alerts) - reported,
        precision=reported / len(alerts) if alerts else None,
        low=low,
        high=high,
        median_days_open=median(alert.days_open for alert in alerts) if alerts else None,
    )
