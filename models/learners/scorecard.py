"""A scorecard: points for every story, learnt from few labels. It serves below the number of labels that trees need.

The score is the log-odds of the best story: so many points for a unit of its rarity, and points of the story's own, which say
how often people reported what this story found. Logistic regression, with bounds that keep twenty labels from teaching
nonsense:

- more of a story never lowers a score: the points for rarity are not negative, and the best story counts, not their sum;
- each story's own points are drawn towards zero, as much as `DRAWN` decided account-months would: a story of which nobody
  has decided anything yet keeps the place that it has without labels.

Fitted by gradient steps of falling length: a dozen numbers, no library, the same figures every time.
"""

from __future__ import annotations

import numpy as np

from models.contract import Part
from models.learners.inputs import Lesson
from models.tails import Floats

NAME = "scorecard"
FROM = 5
"""Reported account-months, and dismissed ones, below which nothing is learnt."""

SLOPE = 2.0
"""Log-odds that a unit of rarity is worth before anything was learnt."""

DRAWN = 30.0
STEPS = 600


def fit(lesson: Lesson) -> Part:
    """Learn the points from the rarities of the stories that count alone."""
    rows, weights, targets = lesson.stories, lesson.weights, lesson.targets
    slope, constant, points = SLOPE, -3.0 * SLOPE, np.zeros(rows.shape[1])
    places = np.arange(len(rows))
    scale = float(weights.sum())
    for step in range(STEPS):
        best = (slope * rows + points).argmax(axis=1)
        odds = slope * rows[places, best] + points[best] + constant
        error = weights * (1 / (1 + np.exp(-odds)) - targets)
        pace = 4.0 / (1 + step / 50)
        pull = np.bincount(best, weights=error, minlength=rows.shape[1]) + DRAWN * points / 4
        points = points - pace * pull / (DRAWN + np.bincount(best, weights=weights, minlength=rows.shape[1]))
        slope = max(slope - pace / 10 * float((error * rows[places, best]).sum()) / scale, 0.0)
        constant = constant - pace * float(error.sum()) / scale
    return Part(NAME, {"points": points, "slope": np.array([slope]), "constant": np.array([constant])})


def log_odds(part: Part, stories: Floats) -> Floats:
    """The points of the best story of each row."""
    slope, constant = part.arrays["slope"][0], part.arrays["constant"][0]
    return np.asarray((slope * stories + part.arrays["points"]).max(axis=1, initial=-np.inf) + constant, dtype=np.float64)
