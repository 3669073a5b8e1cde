"""Isolation forest on the evidence of the tails: an account-month that few cuts set apart is unlike its peers.

Why on evidence and not on amounts: evidence is one-sided and already compared with peers, so the forest looks for unusual
*combinations* of rare values and does not rediscover who is large. Known limit (measured, docs/models.md): alone it finds few
illicit account-months within a budget of 1 %, so it never counts alone; the ranker may use it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import IsolationForest

from models import rarity
from models.contract import Part, View
from models.tails import Floats

TREES = 100
SAMPLE = 1024
"""Larger than the usual 256: rows of mostly zero evidence look alike, and a small sample never meets the rare ones."""


@dataclass(frozen=True)
class Isolation:
    """The detector: what it is called, and why it is there."""

    name: str = "isolation_forest"
    version: int = 2
    why: str = "an account-month that differs from all others in a combination that nobody thought of"
    alone: bool = False

    def fit(self, view: View, *, seed: int) -> Part:
        """Grow the forest; the same rows in the same order with the same seed grow the same one."""
        forest = IsolationForest(n_estimators=TREES, max_samples=min(SAMPLE, len(view.evidence)), random_state=seed)
        forest.fit(view.evidence)
        return Part(self.name, rarity.learn(isolation(forest, view.evidence)), forest)

    def rarity(self, part: Part, view: View) -> Floats:
        """How rare the isolation of each row is."""
        if part.forest is None:
            raise ValueError("the part of the isolation forest holds no forest")
        return rarity.rarity(part.arrays, isolation(part.forest, view.evidence))


def isolation(forest: IsolationForest, rows: Floats) -> Floats:
    """The forest's own score, 0 to 1, about 0.5 for the ordinary: strictly by the number of cuts."""
    if not len(rows):
        return np.zeros(0)
    return np.asarray(-forest.score_samples(rows), dtype=np.float64)


DETECTOR = Isolation()
