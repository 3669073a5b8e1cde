"""What made a score high: the features whose fall to the peers' median would lower it most, with the numbers of the peers.

One reason of each subject, because payees and new payees tell one story. A reason is kept as whole numbers, so that the same
finding reads the same years later and in another language (`models.explain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.contract import FittedModel
from models.features import feature
from models.fitting import contributions
from models.scoring import MILLION
from models.tails import Floats

TOP = 5


@dataclass(frozen=True)
class Reason:
    """One feature: its value and the peers' median in thousandths of its unit; shares and falls in millionths.

    beyond_micro: the share of the peers' months with at least this value; fall_micro: how far the score falls at the median.
    """

    feature: str
    value_milli: int
    median_milli: int
    beyond_micro: int
    fall_micro: int
    peers: str

    def numbers(self) -> Mapping[str, str | int]:
        """The reason as named numbers."""
        return dict(vars(self))


def reasons(model: FittedModel, table: pl.DataFrame) -> list[tuple[Reason, ...]]:
    """Give the reasons of each row of a feature table, the weightiest first; none where nothing is notable."""
    lowered = contributions(model, table)
    return [
        tuple(_reason(model, table, row, group, column, lowered[row, column]) for column in _weightiest(model, lowered[row]))
        for row, group in enumerate(table.get_column("peer_group"))
    ]


def _weightiest(model: FittedModel, lowered: Floats) -> list[int]:
    chosen: dict[str, int] = {}
    for column in np.lexsort((np.arange(len(lowered)), -lowered)):
        if lowered[column] > 0:
            chosen.setdefault(feature(model.features[column]).subject, int(column))
    return list(chosen.values())[:TOP]


def _reason(model: FittedModel, table: pl.DataFrame, row: int, group: str, column: int, fall: float) -> Reason:
    name = model.features[column]
    found = model.reference.curve(group, name)
    if found is None:
        raise AssertionError(f"{name} lowered a score of {group} without peers to compare with")
    peers, curve = found
    value = float(table.get_column(name)[row])
    return Reason(
        feature=name,
        value_milli=round(value * 1000),
        median_milli=round(curve.median * 1000),
        beyond_micro=round(float(curve.known_share(np.array([value]))[0]) * MILLION),
        fall_micro=round(float(fall) * MILLION),
        peers=peers,
    )
