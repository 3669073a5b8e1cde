"""A typology detector: the mean of two to four tails that tell one story, and how rare that mean is.

One rare value is a coincidence of which every account has some; several that belong together are a story. The mean asks for all
of them, and few features keep what is ordinary from diluting it (summing all tails finds a fifth of what the best five do).
Stories are not alike: the mean of one may reach 2 in every hundredth account-month, that of another in every thousandth. So
each detector learns how its own means lie and says how rare this one is (`models.rarity`); then the loudest of several can
count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models import rarity
from models.contract import Part, View
from models.tails import Floats


@dataclass(frozen=True)
class Typology:
    """A story: its name, the features whose tails tell it, and why that is a story; `version` rises when it changes.

    `alone`: without labels it counts among the loudest; else it is only an input of the ranker.
    """

    name: str
    features: tuple[str, ...]
    why: str
    version: int = 1
    alone: bool = True

    def fit(self, view: View, *, seed: int) -> Part:  # noqa: ARG002 - the shape of every detector; nothing here is drawn
        """Learn how the means of this story lie."""
        return Part(self.name, rarity.learn(self.means(view)))

    def rarity(self, part: Part, view: View) -> Floats:
        """How rare the mean of each row is, as −log10 of the share of the training with at least as much."""
        return rarity.rarity(part.arrays, self.means(view))

    def means(self, view: View) -> Floats:
        """The mean of the story's tails, as evidence."""
        return np.asarray(view.of(*self.features).mean(axis=1), dtype=np.float64)
