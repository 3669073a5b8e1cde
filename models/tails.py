"""How rare a value is among peers, on one side: the empirical tail, and its evidence −log10(tail).

A curve holds, for one feature in one peer group, the share of the reference account-months with at least each value. It is
frozen when a model is trained, so that a score means the same next month. Where a finest group has too few values
(`MINIMUM_ROWS`, from at least `MINIMUM_ACCOUNTS` accounts) the next wider group of `peers.ladder` speaks.

Privacy: a curve ends where fewer than `HIDDEN` account-months lie beyond, so that no single account can be read from a
model file. Beyond its end the tail goes on falling as steeply as over its rarest tenth, because half of a case's money is
another thing than a quarter of it when nobody takes a quarter; the share that people are told is the curve's own, never the
extrapolated one.

A missing value has tail 1: what cannot be computed is no evidence. A value that most peers reach has evidence near 0, so the
low side never counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.peers import ladder

Floats = NDArray[np.float64]

MINIMUM_ROWS = 100
MINIMUM_ACCOUNTS = 10
HIDDEN = 5
POINTS = 200

LEAST_POWER, MOST_POWER = 1.0, 8.0
"""Bounds of how steeply a tail may fall beyond its curve; a share that nobody exceeds by a tenth is steep, an amount is not."""


MOST_EVIDENCE = 4.0
"""One in ten thousand: beyond, more of one value says no more, so that no single value makes a story alone."""


@dataclass(frozen=True)
class Curve:
    """Shares of the reference with at least each value: `values` rise, `shares` fall."""

    values: Floats
    shares: Floats
    median: float
    rows: int

    def tail(self, values: Floats) -> Floats:
        """Share of the reference with at least each value, going on to fall beyond the curve's end; 1 for NaN."""
        return np.where(np.isnan(values), 1.0, self.known_share(values) * self._shrink(values))

    def known_share(self, values: Floats) -> Floats:
        """Share of the reference with at least each value: exact at the curve's points, never too small elsewhere.

        Fewer than `HIDDEN` lie beyond the curve's end, however many share its last value.
        """
        found = np.searchsorted(self.values, values, side="right") - 1
        told = np.where(np.isnan(values) | (found < 0), 1.0, self.shares[np.maximum(found, 0)])
        return np.where(values > self.values[-1], min(float(self.shares[-1]), HIDDEN / self.rows), told)

    def _shrink(self, values: Floats) -> Floats:
        """How much smaller the tail is beyond the curve's end: it falls on as a power of the value, as over its rarest
        tenth.
        """
        last = float(self.values[-1])
        asked = np.where(np.isnan(values), last, np.maximum(values, last))
        if last <= 0:
            return np.asarray(1 / (1 + asked - last), dtype=np.float64)
        return np.asarray((asked / last) ** -self._power(), dtype=np.float64)

    def _power(self) -> float:
        """The exponent of a tail that falls as a power of the value (Pareto): from the curve's rarest tenth, within bounds."""
        last, share = float(self.values[-1]), float(self.shares[-1])
        start = int(np.searchsorted(-self.shares, -min(10 * share, 1.0)))
        first = float(self.values[min(start, len(self.values) - 1)])
        if not 0 < first < last:
            return LEAST_POWER
        fallen = np.log(float(self.shares[min(start, len(self.values) - 1)]) / share)
        return float(np.clip(fallen / np.log(last / first), LEAST_POWER, MOST_POWER))


def curve_of(values: Floats, *, hidden: int = HIDDEN) -> Curve:
    """Draw the curve of reference values (no NaN, at least `hidden`): exact in the tail, thinned in the body.

    >>> curve = curve_of(np.arange(1000.0))
    >>> [round(float(share), 3) for share in curve.known_share(np.array([0.0, 990.0, 5000.0]))]
    [1.0, 0.01, 0.005]
    """
    ordered = np.sort(values)
    counts = np.unique(np.geomspace(hidden, len(ordered), POINTS).astype(np.int64))
    kept = np.unique(ordered[len(ordered) - counts])
    at_least = len(ordered) - np.searchsorted(ordered, kept, side="left")
    return Curve(kept, at_least / len(ordered), float(np.median(ordered)), len(ordered))


@dataclass(frozen=True)
class Reference:
    """The curves of a trained model, by peer group and feature."""

    curves: Mapping[tuple[str, str], Curve]

    def curve(self, group: str, feature: str) -> tuple[str, Curve] | None:
        """The curve of the finest group that has one, with that group's name; None when no group has."""
        for candidate in ladder(group):
            if (candidate, feature) in self.curves:
                return candidate, self.curves[candidate, feature]
        return None


def learn_reference(table: pl.DataFrame, features: Sequence[str], *, hidden: int = HIDDEN) -> Reference:
    """Draw the curves of every group, fine and wide, from a feature table."""
    curves: dict[tuple[str, str], Curve] = {}
    steps = {group: ladder(group) for group in table.get_column("peer_group").unique().sort()}
    for step in range(4):
        names = {group: rungs[step] for group, rungs in steps.items()}
        widened = table.with_columns(pl.col("peer_group").replace_strict(names, return_dtype=pl.String))
        for group in sorted(set(names.values())):
            rows = widened.filter(pl.col("peer_group") == group)
            for feature in features:
                known = rows.filter(pl.col(feature).is_not_null())
                if known.height >= MINIMUM_ROWS and known.get_column("account").n_unique() >= MINIMUM_ACCOUNTS:
                    curves[group, feature] = curve_of(known.get_column(feature).to_numpy(), hidden=hidden)
    return Reference(curves)


def evidence(reference: Reference, table: pl.DataFrame, features: Sequence[str]) -> Floats:
    """−log10(tail) of every row (in the table's order) and feature, at most `MOST_EVIDENCE`; 0 where no peers can tell."""
    result = np.zeros((table.height, len(features)))
    groups = table.get_column("peer_group")
    for group in groups.unique().sort():
        rows = np.flatnonzero((groups == group).to_numpy())
        for column, feature in enumerate(features):
            found = reference.curve(group, feature)
            if found is not None:
                result[rows, column] = -np.log10(found[1].tail(_values(table, feature, rows)))
    return np.minimum(result, MOST_EVIDENCE)


def known_shares(reference: Reference, table: pl.DataFrame, feature: str) -> Floats:
    """Share of the peers with at least each row's value, as people are told it; 1 where no peers can tell."""
    result = np.ones(table.height)
    groups = table.get_column("peer_group")
    for group in groups.unique().sort():
        rows = np.flatnonzero((groups == group).to_numpy())
        found = reference.curve(group, feature)
        if found is not None:
            result[rows] = found[1].known_share(_values(table, feature, rows))
    return result


def usual_evidence(reference: Reference, group: str, features: Sequence[str]) -> Floats:
    """The evidence that a group's own median has, feature by feature: what a peer would show."""
    row = pl.DataFrame({"peer_group": [group]} | {name: [_median(reference, group, name)] for name in features})
    return np.asarray(evidence(reference, row.with_columns(pl.col(features).cast(pl.Float64)), features)[0], dtype=np.float64)


def _values(table: pl.DataFrame, feature: str, rows: NDArray[np.int64]) -> Floats:
    values = table.get_column(feature).gather(rows).cast(pl.Float64).fill_null(float("nan"))
    return np.asarray(values.to_numpy(), dtype=np.float64)


def _median(reference: Reference, group: str, feature: str) -> float | None:
    found = reference.curve(group, feature)
    return None if found is None else found[1].median
