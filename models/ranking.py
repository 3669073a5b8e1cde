"""From what detectors say to one score: without labels the loudest story, with few of them a scorecard, with more boosted
trees.

| reported account-months | learner | why |
|---|---|---|
| fewer than 5, or fewer than 5 dismissed | none | nothing can be learnt; the loudest of the stories counts |
| 5 to 59 | scorecard | which stories people report, and which they dismiss |
| 60 and more | boosting | which of them together, with what rules found and with everything else that is measured |

Each keeps the promise that more of anything never lowers a score.

Stories are told by counts and by places among peers, so that months may be equally rare; a line that equals cannot cross as
one would leave them all out, or none. Among equals stands first whose other stories are the rarer (`EDGE`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from models.contract import FittedModel, Learner, Part, View
from models.detectors import DETECTORS
from models.learners import boosting, scorecard
from models.learners.inputs import inputs, lesson
from models.rarity import as_score
from models.tails import Floats

SECOND = 0.1
"""How much of the second story counts: it decides among rows whose first ones are equally rare."""

CARD = 1.0
"""How much of the scorecard stays beside the trees: sixty reports are five of each story, too few to replace it (measured)."""

EDGE = 1e-7
"""Of the mean rarity of all stories: less than a millionth, in which scores are told, so that it decides among equals only."""

TOLD = 1e-6
"""The smallest fall of a score that says anything: scores are told in millionths."""

COUNTING = frozenset(detector.name for detector in DETECTORS if detector.alone)


@dataclass(frozen=True)
class Learnt:
    """What labels taught: nothing (`part` is None), a scorecard, or trees; from how many labels."""

    learner: Learner
    part: Part | None
    reported: int
    dismissed: int


def learn(view: View, names: tuple[str, ...], rarities: Floats, labels: pl.DataFrame, *, seed: int) -> Learnt:
    """Learn from labels what can be learnt; `names` are those of the detectors, column by column of the rarities."""
    counting = alone(names, rarities)
    taught = lesson(view, counting, labels, seed=seed)
    if min(taught.reported, taught.dismissed) < scorecard.FROM:
        return Learnt("none", None, taught.reported, taught.dismissed)
    card = scorecard.fit(taught)
    if taught.reported < boosting.FROM:
        return Learnt("scorecard", card, taught.reported, taught.dismissed)
    points = scorecard.log_odds(card, counting)
    trees = boosting.fit(taught, inputs(view, rarities, points)[taught.rows], seed=seed)
    both = Part(boosting.NAME, {**card.arrays, **trees.arrays})
    return Learnt("boosting", both, taught.reported, taught.dismissed)


def ranked(model: FittedModel, view: View, rarities: Floats) -> Floats:
    """The score of every row, 0 to 1."""
    counting = alone(model.detectors, rarities)
    edge = EDGE * counting.mean(axis=1)
    if model.ranker is None:
        return as_score(loudest(counting) + edge)
    points = scorecard.log_odds(model.ranker, counting)
    if model.learner == "scorecard":
        return _probability(points + SECOND * _second(counting) + edge)
    return _probability(boosting.log_odds(model.ranker, inputs(view, rarities, points)) + CARD * points + edge)


def alone(names: tuple[str, ...], rarities: Floats) -> Floats:
    """The rarities of the detectors that count without labels."""
    return rarities[:, [column for column, name in enumerate(names) if name in COUNTING]]


def loudest(counting: Floats) -> Floats:
    """The rarest story of each row and a tenth of the next: among equals, who has a second one."""
    return np.asarray(counting.max(axis=1, initial=0.0) + SECOND * _second(counting), dtype=np.float64)


def _second(counting: Floats) -> Floats:
    return np.asarray(np.sort(counting, axis=1)[:, -2], dtype=np.float64)


def _probability(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float64)
