"""What a ranker reads of an account-month, and what it learns from: labels in three states.

Inputs are the evidence of every feature (what rules found among them) and the rarity of every detector; all grow with what is
out of order. Of the labels, *reported* and *dismissed* are people's decisions. An account-month that nobody ever looked at is
neither; most of them are in order, so a sample of them stands as background, with a small part of the weight, lest a learner
that saw only what was alerted think that everything is worth an alert.

The weight of each of the three: reported as much as dismissed, the background a stated share of that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.contract import View
from models.labels import DISMISSED, REPORTED
from models.tails import Floats

LOWEST, HIGHEST, FINENESS = -12.0, 6.0, 10
"""Bounds of an input, and how many steps lie in a unit: fewer than the 255 that a histogram can tell apart."""

BACKGROUND = 4000
"""Account-months that nobody looked at, drawn by chance."""

BACKGROUND_WEIGHT = 1.0
"""Their weight together, beside that of the reported ones together."""


@dataclass(frozen=True)
class Lesson:
    """What is learnt from: which rows of the table, the rarities of the stories, 1 for reported and 0 for the others, how much
    each row counts.
    """

    rows: NDArray[np.int64]
    stories: Floats
    targets: Floats
    weights: Floats
    reported: int
    dismissed: int


def inputs(view: View, rarities: Floats, points: Floats) -> Floats:
    """The inputs of every row: evidence, rarities, and the points of a scorecard; in steps, so that trees can cut the rare end.

    Trees cut where values lie close; of a hundred account-months ninety-nine lie at the common end.
    """
    columns = np.column_stack([view.evidence, rarities, points])
    return np.asarray(np.round(np.clip(columns, LOWEST, HIGHEST) * FINENESS) / FINENESS, dtype=np.float64)


def lesson(view: View, stories: Floats, labels: pl.DataFrame, *, seed: int) -> Lesson:
    """Choose the rows to learn from: every decided one, and a sample of those that nobody looked at.

    `stories`: the columns of the rarities that count without labels.
    """
    states = _states(view.table, labels)
    reported, dismissed, unread = (np.flatnonzero(states == state) for state in (REPORTED, DISMISSED, ""))
    drawn = np.sort(np.random.default_rng(seed).permutation(unread)[:BACKGROUND])
    rows = np.concatenate([reported, dismissed, drawn])
    each = (1.0, len(reported) / max(len(dismissed), 1), BACKGROUND_WEIGHT * len(reported) / max(len(drawn), 1))
    weights = np.repeat(each, [len(reported), len(dismissed), len(drawn)])
    targets = np.repeat([1.0, 0.0, 0.0], [len(reported), len(dismissed), len(drawn)])
    return Lesson(rows, stories[rows], targets, weights, len(reported), len(dismissed))


def _states(table: pl.DataFrame, labels: pl.DataFrame) -> NDArray[np.str_]:
    """The state of each row: reported, dismissed, or empty."""
    known = labels.select("account", "month", "label").unique(["account", "month"], keep="first", maintain_order=True)
    joined = table.select("account", "month").join(known, on=["account", "month"], how="left", maintain_order="left")
    return joined.get_column("label").fill_null("").to_numpy().astype(np.str_)
