"""How rare a detector's value is: the share of the training with at least this value, as −log10, without ties at the top.

Detectors speak on scales of their own. Rarity puts them on one: 2 means that one account-month in a hundred says as much.
Between two known values it is interpolated. The few highest values are not learnt, so that no model file tells of a single
account and the most unusual row of the training is not the measure of the next one: beyond, rarity goes on rising as steeply
as it did over the rarest tenth of what is known.

>>> learned = learn(np.arange(1000.0))
>>> [round(float(one), 2) for one in rarity(learned, np.array([0.0, 900.0, 990.0, 995.0, 1995.0]))]
[0.0, 1.0, 2.0, 2.3, 24.52]
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.tails import HIDDEN, Floats

POINTS = 400
Arrays = Mapping[str, NDArray[np.float64] | NDArray[np.int64]]


def learn(values: Floats) -> Mapping[str, Floats]:
    """Learn how values lie (at least `HIDDEN` + 1 of them): exact in the rare end, thinned in the common one."""
    ordered = np.sort(values)
    counts = np.unique(np.geomspace(min(HIDDEN, len(ordered)), len(ordered), POINTS).astype(np.int64))
    kept = np.unique(ordered[len(ordered) - counts])
    at_least = len(ordered) - np.searchsorted(ordered, kept, side="left")
    return {"values": kept, "rarity": -np.log10(at_least / len(ordered))}


def rarity(learned: Arrays, values: Floats) -> Floats:
    """−log10 of the share of the training with at least each value."""
    known, rare = learned["values"], learned["rarity"]
    beyond = np.maximum(values - known[-1], 0.0)
    return np.asarray(np.interp(values, known, rare) + beyond * _steepness(known, rare), dtype=np.float64)


def as_score(rare: Floats) -> Floats:
    """Rarity as a score, 0 to 1, in the same order and without an end at which all are equal: 2 (one in a hundred) gives
    0.67.
    """
    return np.asarray(rare / (1 + rare), dtype=np.float64)


def _steepness(known: NDArray[np.float64] | NDArray[np.int64], rare: NDArray[np.float64] | NDArray[np.int64]) -> float:
    """How much rarity rises with a value over the rarest tenth; as with a span of one where nothing rises."""
    if len(known) < 2:
        return 1.0
    start = min(int(np.searchsorted(rare, rare[-1] - 1.0)), len(known) - 2)
    return float((rare[-1] - rare[start]) / (known[-1] - known[start]))
