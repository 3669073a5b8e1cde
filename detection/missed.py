"""What is missed: an unbiased estimate from the months that were drawn at random and read.

Of the months that nothing pointed at, a simple random sample was drawn (`detection.sampling`). The share of it that people
reported is, on average over draws, the share of all of them that should have been; times the population it is how many are
missed. Only drawn months that were decided count, and the estimate supposes that those still unread are like those that were
read. The interval is Wilson's, over all draws together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detection.random_check import DETECTOR
from models.calibration import wilson
from warehouse.alerts import Finding, list_alerts
from warehouse.alerts.reviewed import FINAL
from warehouse.database import Warehouse
from warehouse.random_draws import RandomDraw, list_draws


@dataclass(frozen=True)
class Missed:
    """Of `population` months that nothing pointed at, `drawn` were drawn, `decided` decided and `reported` reported."""

    population: int
    drawn: int
    decided: int
    reported: int

    @property
    def estimate(self) -> float | None:
        """How many months are missed; None while nothing was decided."""
        return self.population * self.reported / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between which bounds it lies, nineteen times of twenty."""
        low, high = wilson(self.reported, self.decided)
        return self.population * low, self.population * high


def missed(warehouse: Warehouse) -> tuple[dict[date, Missed], Missed]:
    """Give the figures of each month's draw, and of all together."""
    outcomes = _outcomes(warehouse)
    found = {draw.month: _of(draw, outcomes.get(f"{draw.month:%Y-%m}", [])) for draw in list_draws(warehouse)}
    together = Missed(*(sum(getattr(one, name) for one in found.values()) for name in Missed.__annotations__))
    return found, together


def _outcomes(warehouse: Warehouse) -> dict[str, list[bool]]:
    """Of each month: whether the drawn months that were decided were reported."""
    by_month: dict[str, list[bool]] = {}
    for alert in list_alerts(warehouse):
        drawn: list[Finding] = [finding for finding in alert.findings if finding.detector == DETECTOR]
        if alert.status in FINAL:
            for finding in drawn:
                by_month.setdefault(str(finding.evidence["month"]), []).append(alert.status == "reported")
    return by_month


def _of(draw: RandomDraw, outcomes: list[bool]) -> Missed:
    return Missed(draw.population, draw.size, len(outcomes), sum(outcomes))
