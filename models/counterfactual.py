"""What would have had to be less, so that a month had not been flagged: the fewest and smallest changes below the line.

Only less is ever asked for: every feature is built so that more is more worrying, and no score falls when a feature rises
(`models.tails`). Values are sought among those that peers showed, between their median and the month's own: a change to what
half of the peers show is the most that can be asked for, because below it nothing counts.

1. One feature alone: the largest of the peers' values that brings the score below the line. Of several features that would do
   alone, the one that has to give up the smallest part of its value.
2. Else several: the feature that weighs most is set to the peers' median, then the one that weighs most then, and so on; once
   the score is below the line each is given back as much as the line allows.

More than `MOST` changes explain nothing: then nothing is said. What is said was scored: it is never a guess of the search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.contract import FittedModel
from models.features import feature
from models.features.feature import Unit
from models.fitting import contributions, scores
from models.tails import Floats

MOST = 4
GRID = 40
"""Values tried between the median and the month's own."""
STEPS: Mapping[Unit, float] = {"money": 0.01, "share": 0.001, "count": 1.0, "days": 1.0, "deviations": 0.1}
"""How finely a value of a unit is told; a value that is told was tried as it is told."""


@dataclass(frozen=True)
class Change:
    """A feature that had a value and would have had to be `at_most` so much."""

    feature: str
    value: float
    at_most: float


def counterfactuals(model: FittedModel, table: pl.DataFrame, line: float) -> list[tuple[Change, ...]]:
    """Give of each row of a feature table the changes that bring its score below the line; none where none were found."""
    weights = contributions(model, table)
    found: list[tuple[Change, ...]] = [()] * table.height
    for row, change in _alone(model, table, weights, line).items():
        found[row] = (change,)
    for row in range(table.height):
        if not found[row] and weights[row].any():
            found[row] = _together(model, table[row], line)
    return found


def tried(model: FittedModel, group: str, name: str, value: float) -> list[float]:
    """Give the values below a value at which a feature is tried in a peer group, the largest first, the median last."""
    known = model.reference.curve(group, name)
    if known is None:
        return []
    curve, step = known[1], STEPS[feature(name).unit]
    between = curve.values[(curve.values >= curve.median) & (curve.values < value)]
    chosen = (
        between[np.unique(np.linspace(0, len(between) - 1, min(GRID, len(between))).astype(int))] if len(between) else between
    )
    told = {float(np.floor(one / step + 1e-9) * step) for one in (curve.median, *chosen)}
    return sorted((one for one in told if one < value), reverse=True)


def _alone(model: FittedModel, table: pl.DataFrame, weights: Floats, line: float) -> dict[int, Change]:
    """Of each row that one change brings below the line: the change that asks for the smallest part of its value."""
    rows, columns = np.nonzero(weights > 0)
    asked = [(int(row), model.features[column]) for row, column in zip(rows, columns, strict=True)]
    best: dict[int, tuple[float, Change]] = {}
    for (row, name), at_most in zip(asked, _highest(model, table, asked, line), strict=True):
        if at_most is None:
            continue
        value = float(table.get_column(name)[row])
        lost = (value - at_most) / value if value else 1.0
        if row not in best or lost < best[row][0]:
            best[row] = (lost, Change(name, value, at_most))
    return {row: change for row, (_, change) in best.items()}


def _together(model: FittedModel, row: pl.DataFrame, line: float) -> tuple[Change, ...]:
    """Several changes of one row: eased one after the other, then given back as far as the line allows."""
    group = str(row.get_column("peer_group")[0])
    eased, names = row, list[str]()
    while len(names) < MOST and scores(model, eased)[0] >= line:
        weights = contributions(model, eased)[0]
        for column in names:
            weights[model.features.index(column)] = 0.0
        name = model.features[int(weights.argmax())]
        lowest = tried(model, group, name, float(row.get_column(name)[0]))[-1:]
        if weights.max() <= 0 or not lowest:
            return ()
        names.append(name)
        eased = _with(eased, {name: lowest[0]})
    if scores(model, eased)[0] >= line:
        return ()
    for name in names:
        given_back = _highest(model, _with(eased, {name: float(row.get_column(name)[0])}), [(0, name)], line)[0]
        if given_back is not None:
            eased = _with(eased, {name: given_back})
    return tuple(Change(name, *(float(one.get_column(name)[0]) for one in (row, eased))) for name in names)


def _highest(model: FittedModel, table: pl.DataFrame, asked: Sequence[tuple[int, str]], line: float) -> list[float | None]:
    """Give for each row and feature asked the largest value tried that brings the score below the line, the others kept."""
    groups = table.get_column("peer_group")
    values = [tried(model, groups[row], name, float(table.get_column(name)[row])) for row, name in asked]
    sizes = [len(one) for one in values]
    if not sum(sizes):
        return [None] * len(asked)
    drawn = table[np.repeat([row for row, _ in asked], sizes)]
    place = 0
    changed = {name: drawn.get_column(name).to_list() for _, name in asked}
    for (_, name), one in zip(asked, values, strict=True):
        changed[name][place : place + len(one)] = one
        place += len(one)
    found = scores(model, drawn.with_columns(pl.Series(name, column, dtype=pl.Float64) for name, column in changed.items()))
    answers: list[float | None] = []
    for one, part in zip(values, np.split(found, np.cumsum(sizes)[:-1]), strict=True):
        below = np.flatnonzero(part < line)
        answers.append(one[below[0]] if len(below) else None)
    return answers


def _with(row: pl.DataFrame, values: Mapping[str, float]) -> pl.DataFrame:
    return row.with_columns(pl.lit(value, dtype=pl.Float64).alias(name) for name, value in values.items())
