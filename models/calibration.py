"""What a score was worth so far: the share of read alerts with such a score that people reported, with its interval.

A score orders; it is no probability. When people have decided on enough alerts, their decisions say what share of the alerts at
a score was reported. The shares are made to rise with the score (isotonic regression: neighbours that contradict the order
are read together) and no step stands on fewer than `STEP` decisions. Each step tells its Wilson interval (Wilson 1927), which
stays honest at few decisions and near 0 and 1, where the usual "plus or minus" does not.

Fewer than `ENOUGH` decisions, or fewer than `EACH` of either outcome, calibrate nothing: None is better than a figure that
looks like knowledge. Alerts that nobody decided on are not counted: they are not lawful, only unread.

>>> [round(bound, 3) for bound in wilson(5, 20)], wilson(0, 0)
([0.112, 0.469], (0.0, 1.0))
>>> told = calibrate([(score, score >= 600) for score in range(0, 1000, 10)])
>>> [(step.lowest_micro, step.reported, step.decided) for step in told.steps]
[(0, 0, 60), (600, 40, 40)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

ENOUGH = 40
"""Decisions in all before a share is told."""
EACH = 5
"""Of either outcome."""
STEP = 20
"""Decisions that a step stands on."""
CERTAINTY = 1.959963984540054
"""Standard deviations of an interval that misses once in twenty times."""


@dataclass(frozen=True)
class Step:
    """From this score on (millionths), up to the next step: how many alerts were decided on, how many of them reported."""

    lowest_micro: int
    decided: int
    reported: int

    @property
    def share(self) -> float:
        """The share that was reported."""
        return self.reported / self.decided

    @property
    def interval(self) -> tuple[float, float]:
        """Between which bounds the share lies, nineteen times of twenty."""
        return wilson(self.reported, self.decided)


@dataclass(frozen=True)
class Calibration:
    """The steps of what scores were worth, from the lowest score to the highest."""

    steps: tuple[Step, ...]

    def at(self, score_micro: int) -> Step:
        """Give the step that a score stands on; below the lowest known score, the lowest step."""
        below = [step for step in self.steps if step.lowest_micro <= score_micro]
        return below[-1] if below else self.steps[0]


def calibrate(decisions: Iterable[tuple[int, bool]]) -> Calibration | None:
    """Learn from (score in millionths, was it reported) what scores are worth; None while too little was decided."""
    ordered = sorted(decisions)
    reported = sum(outcome for _, outcome in ordered)
    if len(ordered) < ENOUGH or min(reported, len(ordered) - reported) < EACH:
        return None
    return Calibration(tuple(_firm(_rising(_by_score(ordered)))))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Bound a share of `part` in `whole`, nineteen times of twenty; of nothing, all is possible."""
    if whole == 0:
        return 0.0, 1.0
    share, square = part / whole, CERTAINTY * CERTAINTY
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    reach = CERTAINTY * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _by_score(ordered: Sequence[tuple[int, bool]]) -> Iterator[Step]:
    for score, alike in groupby(ordered, key=lambda decision: decision[0]):
        outcomes = [outcome for _, outcome in alike]
        yield Step(score, len(outcomes), sum(outcomes))


def _rising(steps: Iterable[Step]) -> list[Step]:
    """Put neighbours together until a higher step never has a lower share (pool adjacent violators), nor an equal one."""
    rising: list[Step] = []
    for step in steps:
        risen = step
        while rising and rising[-1].reported * risen.decided >= risen.reported * rising[-1].decided:
            risen = _together(rising.pop(), risen)
        rising.append(risen)
    return rising


def _firm(steps: Iterable[Step]) -> list[Step]:
    """Put a step of too few decisions together with the one below it, the lowest with the one above."""
    firm: list[Step] = []
    for step in steps:
        if firm and min(firm[-1].decided, step.decided) < STEP:
            firm[-1] = _together(firm[-1], step)
        else:
            firm.append(step)
    return firm


def _together(lower: Step, upper: Step) -> Step:
    return Step(lower.lowest_micro, lower.decided + upper.decided, lower.reported + upper.reported)
