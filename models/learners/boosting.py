"""Boosted trees with monotone constraints: from `FROM` reported account-months on.

Gradient-boosted decision trees on histograms (scikit-learn), small and few, each input bound never to lower a score when it
grows: what an analyst is told ("this is rarer than usual, which is why") can then never be the other way round, and
sixty examples cannot teach a coincidence that runs against the evidence. The points of the scorecard are one of the inputs, so
that the trees start from what few labels teach and learn what is beyond it. One thread, so that sums are the same everywhere.

What is kept is not scikit-learn's object but its trees as arrays of numbers, and they are walked here: nothing is loaded that
could run code, and a model outlives a release of the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from models.contract import Part
from models.learners.inputs import Lesson
from models.tails import Floats

NAME = "boosting"
FROM = 60
"""Reported account-months from which trees know more than a scorecard."""

TREES = 60
RATE = 0.06
DEPTH = 2
LEAF = 8
SHRINK = 5.0

LEAF_MARK = -1
"""In `feature`: the node is a leaf."""


def fit(lesson: Lesson, inputs: Floats, *, seed: int) -> Part:
    """Grow the trees on the inputs of the lesson's rows; the same lesson and seed grow the same ones."""
    grown = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_depth=DEPTH,
        min_samples_leaf=LEAF,
        l2_regularization=SHRINK,
        monotonic_cst=[1] * inputs.shape[1],
        early_stopping=False,
        random_state=seed,
    )
    with threadpool_limits(limits=1):
        grown.fit(inputs, lesson.targets, sample_weight=lesson.weights)
    return Part(NAME, as_arrays(grown))


def as_arrays(grown: HistGradientBoostingClassifier) -> Mapping[str, NDArray[Any]]:
    """The trees as arrays: of each node its input, threshold, branches (places in the same arrays) and value; where trees
    start.
    """
    trees = [predictors[0].nodes for predictors in grown._predictors]
    starts = np.cumsum([0, *(len(nodes) for nodes in trees)])[:-1]
    leaf = np.concatenate([nodes["is_leaf"] for nodes in trees]).astype(bool)
    offset = np.repeat(starts, [len(nodes) for nodes in trees])
    branches = {side: np.concatenate([nodes[side] for nodes in trees]).astype(np.int64) + offset for side in ("left", "right")}
    feature = np.concatenate([nodes["feature_idx"] for nodes in trees]).astype(np.int64)
    return {
        "baseline": np.asarray(grown._baseline_prediction, dtype=np.float64).ravel(),
        "starts": starts.astype(np.int64),
        "feature": np.where(leaf, LEAF_MARK, feature),
        "threshold": np.where(leaf, 0.0, np.concatenate([nodes["num_threshold"] for nodes in trees])),
        "left": np.where(leaf, 0, branches["left"]),
        "right": np.where(leaf, 0, branches["right"]),
        "value": np.concatenate([nodes["value"] for nodes in trees]).astype(np.float64),
    }


def log_odds(part: Part, inputs: Floats) -> Floats:
    """Walk every row through every tree and add the leaves."""
    found = np.full(len(inputs), part.arrays["baseline"][0], dtype=np.float64)
    feature, threshold, value = part.arrays["feature"], part.arrays["threshold"], part.arrays["value"]
    left, right = part.arrays["left"], part.arrays["right"]
    rows = np.arange(len(inputs))
    for start in part.arrays["starts"]:
        node = np.full(len(inputs), start, dtype=np.int64)
        moving = rows
        while len(moving):
            moving = moving[feature[node[moving]] != LEAF_MARK]
            here = node[moving]
            low = inputs[moving, feature[here]] <= threshold[here]
            node[moving] = np.where(low, left[here], right[here])
        found += value[node]
    return found
