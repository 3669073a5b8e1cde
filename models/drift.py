"""Has what a bank delivers moved away from what a model learnt? The population stability index, per feature and bank.

The index compares how the account-months of one bank lie now with how they lay when the model learnt: the bins are the tenths
of the reference, a value that cannot be computed is a bin of its own, and the index is the sum over the bins of
(now − then) · ln(now / then). Its custom is that of credit scoring: below 0.1 nothing moved, from 0.25 on the population is
another (Siddiqi, *Credit Risk Scorecards*, 2006).

Of few rows the index is large by chance alone: where nothing moved, it lies like χ² with one degree of freedom fewer than bins,
times 1/then + 1/now (Yurdakul, *Statistical Properties of Population Stability Index*, 2018). So an index counts as drift only
beyond both 0.25 and what chance exceeds once in a thousand times; hundreds are read every month. Fewer than `FEWEST` rows
on either side are not judged.

A bank, because a bank that renames its codes or leaves communications out moves its own accounts only, and everybody else's
scores stay good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
import polars as pl

from models.tails import Floats

BINS = 10
FEWEST = 50
"""Account-months on either side."""
MOVED, DRIFTED = 0.1, 0.25
ONCE_IN_A_THOUSAND = 3.0902
"""Standard deviations."""

Level = Literal["steady", "moved", "drifted", "not judged"]


@dataclass(frozen=True)
class Drift:
    """How far one feature of one bank moved; `index` is None, and nothing judged, where a side has too few account-months."""

    bank: str
    feature: str
    then: int
    now: int
    index: float | None
    chance: float

    @property
    def level(self) -> Level:
        """What the index says."""
        if self.index is None:
            return "not judged"
        if self.index <= max(MOVED, self.chance):
            return "steady"
        return "drifted" if self.index >= DRIFTED else "moved"


def drifts(then: pl.DataFrame, now: pl.DataFrame, banks: pl.DataFrame, features: Sequence[str]) -> list[Drift]:
    """Compare two feature tables, banks and features sorted; `banks` names the bank of each account and currency."""
    keys = ["account", "currency"]
    before, after = (table.join(banks.unique(keys), on=keys, how="inner") for table in (then, now))
    found = []
    for bank in sorted({*before["bank"], *after["bank"]}):
        old, new = (table.filter(pl.col("bank") == bank) for table in (before, after))
        found += [drift(bank, feature, _values(old, feature), _values(new, feature)) for feature in sorted(features)]
    return found


def drift(bank: str, feature: str, then: Floats, now: Floats) -> Drift:
    """Compare the values of one feature, NaN where it could not be computed."""
    if min(len(then), len(now)) < FEWEST:
        return Drift(bank, feature, len(then), len(now), None, 0.0)
    edges = _edges(then)
    old, new = _counts(then, edges), _counts(now, edges)
    there = (old + new) > 0
    bins = int(there.sum())
    return Drift(bank, feature, len(then), len(now), _index(old[there], new[there]), _by_chance(bins, len(then), len(now)))


def _values(table: pl.DataFrame, feature: str) -> Floats:
    return np.asarray(table.get_column(feature).cast(pl.Float64).fill_null(float("nan")).to_numpy(), dtype=np.float64)


def _edges(values: Floats) -> Floats:
    """The bounds between the tenths of what is known; equal ones once, so that a value that many share has one bin."""
    known = values[~np.isnan(values)]
    if not len(known):
        return np.zeros(0)
    return np.unique(np.quantile(known, np.arange(1, BINS) / BINS))


def _counts(values: Floats, edges: Floats) -> Floats:
    """Count the values up to each edge, above the last, and the unknown ones."""
    known = values[~np.isnan(values)]
    places = np.searchsorted(edges, known, side="left")
    return np.append(np.bincount(places, minlength=len(edges) + 1), len(values) - len(known)).astype(np.float64)


def _index(old: Floats, new: Floats) -> float:
    """The index of two counts; half a row more in each bin, so that an empty one is rare and not impossible."""
    then, now = ((counts + 0.5) / (counts + 0.5).sum() for counts in (old, new))
    return float(((now - then) * np.log(now / then)).sum())


def _by_chance(bins: int, then: int, now: int) -> float:
    """What the index exceeds once in a thousand times where nothing moved (χ² by Wilson and Hilferty, 1931).

    >>> round(_by_chance(11, 1000, 1000), 2)  # tables give χ² = 29.588 for ten degrees of freedom: 0.0592
    0.06
    """
    freedom = bins - 1
    if freedom == 0:
        return 0.0
    cube = 1 - 2 / (9 * freedom) + ONCE_IN_A_THOUSAND * sqrt(2 / (9 * freedom))
    return float(freedom * cube**3 * (1 / then + 1 / now))
