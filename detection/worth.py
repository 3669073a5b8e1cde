"""What an alert is worth so far: the share of alerts like it that people reported, for the queue's order and for the reader.

Two uses, two figures. **To order**: a rule's figure starts as that of its severity (`warehouse.alerts.ranking`) and moves
towards the share of its read alerts that were reported, as if the severity's figure were `PRIOR` decisions; so one dismissal
moves little and a hundred nearly everything, and there is no day on which the order jumps. A learned score is taken through
its calibration (`models.calibration`) once enough was decided, and is the model's own before. **To tell**: only where `SHOWN`
decisions stand, with their interval; a share of three decisions is no knowledge.

Order by amount, days open and number follow where figures are equal, so that the queue has no tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detection.learned import DETECTOR as LEARNED
from models.calibration import Calibration, calibrate, wilson
from warehouse.alerts import Alert, Finding, list_alerts, rescore, reviewed_alerts, reviewed_scores
from warehouse.alerts.face import score_of
from warehouse.database import Warehouse

PRIOR = 20
"""Decisions that a severity's figure counts for."""
SHOWN = 20
"""Decisions before a share is told."""
MILLION = 1_000_000


@dataclass(frozen=True)
class Told:
    """The share of alerts alike that people reported: `reported` of `decided`, between the bounds, in thousandths."""

    decided: int
    reported: int
    low: int
    high: int

    @property
    def share(self) -> int:
        """In thousandths."""
        return round(1000 * self.reported / self.decided)


@dataclass(frozen=True)
class Worth:
    """What people decided so far: (decided, reported) by detector, and how the learned score did."""

    decisions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    calibration: Calibration | None = None

    def score_micro(self, findings: Iterable[Finding]) -> int:
        """Give the figure that orders an alert of these findings: that of its worthiest."""
        return max(self._score(finding) for finding in findings)

    def told(self, alert: Alert) -> Told | None:
        """Give what may be told of an alert by its leading finding; None where too little was decided."""
        decided, reported = self._counts(alert)
        if decided < SHOWN:
            return None
        low, high = wilson(reported, decided)
        return Told(decided, reported, round(1000 * low), round(1000 * high))

    def width(self, alert: Alert) -> float:
        """Say how little is known of an alert's worth: 1 where nothing was decided, less the more was."""
        decided, reported = self._counts(alert)
        low, high = wilson(reported, decided)
        return high - low

    def _counts(self, alert: Alert) -> tuple[int, int]:
        if alert.detector == LEARNED:
            if self.calibration is None:
                return 0, 0
            step = self.calibration.at(score_of(alert.findings[0]))
            return step.decided, step.reported
        return self.decisions.get(alert.detector, (0, 0))

    def _score(self, finding: Finding) -> int:
        own = score_of(finding)
        if finding.detector == LEARNED:
            return own if self.calibration is None else round(MILLION * self.calibration.at(own).share)
        decided, reported = self.decisions.get(finding.detector, (0, 0))
        return (PRIOR * own + MILLION * reported) // (PRIOR + decided)


def worth_of(warehouse: Warehouse) -> Worth:
    """Read what people decided so far."""
    decided, reported = Counter[str](), Counter[str]()
    for review in reviewed_alerts(warehouse):
        decided.update(review.detectors)
        if review.outcome == "reported":
            reported.update(review.detectors)
    calibration = calibrate(reviewed_scores(warehouse, LEARNED))
    return Worth({name: (number, reported[name]) for name, number in decided.items()}, calibration)


def reorder(warehouse: Warehouse) -> int:
    """Bring the open alerts into the order of what people decided so far; give how many moved."""
    worth = worth_of(warehouse)
    return rescore(
        warehouse, {alert.alert_id: worth.score_micro(alert.findings) for alert in list_alerts(warehouse, status="open")}
    )
