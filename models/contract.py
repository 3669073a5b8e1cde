"""What a fitted model is, and what one asks of it: the agreement between learning, storing, explaining and governing.

A model is one thing that a person approves: the peers' curves, the fitted parts, and how its scores lay when it was fitted. It
holds numbers only: no account, no name, no row of the table.

Rows are in the table's order.

| asked | answered |
|---|---|
| `fit(table, seed=, labels=)` | a `FittedModel` |
| `scores(model, table)` | one score a row, 0 to 1, higher is to be read first |
| `stories(model, table)` | rows × `model.detectors`: how rare the row is for each detector, 2 = one in a hundred |
| `contributions(model, table)` | rows × `model.features`: the fall of the score once that feature is at the peers' median |
| `usual(model, table)` | rows × `model.features`: the peers' median, NaN where no peers can tell |

All of them stand in `models.fitting`; a table is `models.features.build_features` (`models.sources.feature_table` for an
installation). The same table, labels and seed give the same model; an empty table gives empty answers; a row whose peers are
unknown gets a score and no contribution.

`models.detectors` is a registry: one file, one detector, each with the shape of `Detector`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sklearn.ensemble import IsolationForest

from models.tails import Curve, Floats, Reference

KIND = "ranker"
"""Under this kind a model is registered and approved."""

Learner = Literal["none", "scorecard", "boosting"]
"""What turned evidence into the score: nothing was learnt from labels, a scorecard (few labels), boosted trees."""


@dataclass(frozen=True)
class Part:
    """What one detector learnt: arrays of numbers by name, and at most one forest."""

    name: str
    arrays: Mapping[str, NDArray[np.float64] | NDArray[np.int64]] = field(default_factory=dict)
    forest: IsolationForest | None = None


@dataclass(frozen=True)
class FittedModel:
    """A fitted model; `scores` is how the scores of its own training lay, `reported` and `dismissed` count its labels.

    `ranker` is what was learnt from labels; without it (`learner` is none) the loudest detector is the score.
    """

    features: tuple[str, ...]
    reference: Reference
    parts: tuple[Part, ...]
    scores: Curve
    learner: Learner = "none"
    ranker: Part | None = None
    reported: int = 0
    dismissed: int = 0
    kind: str = KIND

    @property
    def detectors(self) -> tuple[str, ...]:
        """The names of the parts, in their order."""
        return tuple(part.name for part in self.parts)


@dataclass(frozen=True)
class View:
    """What a detector sees of some rows: the table, and the evidence of every feature (−log10 of its tail among peers)."""

    table: pl.DataFrame
    features: tuple[str, ...]
    evidence: Floats

    def of(self, *names: str) -> Floats:
        """The evidence of these features, one column each."""
        return self.evidence[:, [self.features.index(name) for name in names]]


class Detector(Protocol):
    """One way of seeing that an account-month is out of order; it never reads a label.

    `alone`: without labels it counts among the loudest (`models.fitting`); else it is only an input of the ranker.
    """

    @property
    def name(self) -> str:
        """What it is called: the name of its file."""

    @property
    def version(self) -> int:
        """Rises when the definition changes, so that old models are refused."""

    @property
    def why(self) -> str:
        """Why that is worth a person's reading."""

    @property
    def alone(self) -> bool:
        """Whether it counts without labels."""

    def fit(self, view: View, *, seed: int) -> Part:
        """Learn what can be learnt without labels; same rows, same seed, same part."""

    def rarity(self, part: Part, view: View) -> Floats:
        """Say of each row how rare it is in what this detector looks for: −log10 of the share of the training
        (`models.rarity`).
        """
