"""The figures of a ranking: precision and recall within the budget, average precision, money, typologies, with intervals.

| figure | means |
|---|---|
| recall | illicit account-months read, of all tested |
| interval | of recall, nineteen times of twenty: accounts drawn with repetition (bootstrap), months of one account together |
| precision | illicit of those read |
| average_precision | the mean, over the illicit account-months, of the precision down to their place within their month |
| turnover | of the money that moved in illicit account-months, the share in those read |
| by_typology | (read, tested) account-months of each kind of episode |
| by_world | (read, tested) illicit account-months of each world, where accounts are named WORLD:ACCOUNT |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.tails import Floats
from models.trial import Outcomes

DRAWS = 1000


@dataclass(frozen=True)
class Figures:
    """How good one ranking was; shares between 0 and 1, None without an illicit account-month."""

    tested: int
    inspected: int
    positives: int
    found: int
    interval: tuple[float, float] | None
    average_precision: float | None
    turnover: float | None
    by_typology: Mapping[str, tuple[int, int]]
    by_world: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def recall(self) -> float | None:
        """Found of the positives."""
        return self.found / self.positives if self.positives else None

    @property
    def precision(self) -> float | None:
        """Found of those inspected."""
        return self.found / self.inspected if self.inspected else None

    def as_json(self) -> dict[str, Any]:
        """The figures by name, shares to four decimals."""
        return {
            "account_months": self.tested,
            "inspected": self.inspected,
            "positives": self.positives,
            "found": self.found,
            "recall": _told(self.recall),
            "recall_interval": None if self.interval is None else [_told(bound) for bound in self.interval],
            "precision": _told(self.precision),
            "average_precision": _told(self.average_precision),
            "turnover_found": _told(self.turnover),
            "by_typology": {kind: list(counts) for kind, counts in self.by_typology.items()},
            "by_world": {name: list(counts) for name, counts in self.by_world.items()},
        }


def figures_of(outcomes: Outcomes, ranking: str, *, seed: int) -> Figures:
    """Reckon the figures of one ranking."""
    rows, rank = outcomes.rows, outcomes.ranks[ranking]
    illicit = rows.get_column("kind").is_not_null().to_numpy()
    read = rank <= outcomes.sizes
    money = rows.get_column("turnover_milli").cast(pl.Float64).to_numpy()
    moved = float(money[illicit].sum())
    touched = rows.with_columns(pl.Series("read", read)).drop_nulls("kind")
    worlds = touched.filter(pl.col("account").str.contains(":")).with_columns(pl.col("account").str.extract("^(.*?):"))
    return Figures(
        tested=rows.height,
        inspected=int(read.sum()),
        positives=int(illicit.sum()),
        found=int((read & illicit).sum()),
        interval=_interval(rows.get_column("account"), illicit, read & illicit, seed),
        average_precision=_average_precision(rows.get_column("month").to_numpy(), rank, illicit),
        turnover=float(money[read & illicit].sum()) / moved if moved else None,
        by_typology=_counted(touched, "kind"),
        by_world=_counted(worlds, "account"),
    )


def _counted(touched: pl.DataFrame, name: str) -> dict[str, tuple[int, int]]:
    counts = touched.group_by(name).agg(pl.col("read").sum(), pl.len()).sort(name)
    return {key: (found, every) for key, found, every in counts.iter_rows()}


def _interval(
    accounts: pl.Series, illicit: NDArray[np.bool_], found: NDArray[np.bool_], seed: int
) -> tuple[float, float] | None:
    """Bound recall by drawing accounts with repetition; accounts without an illicit month change nothing and are left out."""
    frame = pl.DataFrame({"account": accounts, "illicit": illicit, "found": found}).filter("illicit")
    by_account = frame.group_by("account").agg(pl.len().alias("illicit"), pl.col("found").sum()).sort("account")
    if not by_account.height:
        return None
    drawn = np.random.default_rng(seed).integers(0, by_account.height, (DRAWS, by_account.height))
    every, hits = (by_account.get_column(name).to_numpy()[drawn].sum(axis=1) for name in ("illicit", "found"))
    low, high = np.quantile(hits / every, (0.025, 0.975))
    return float(low), float(high)


def _average_precision(months: NDArray[np.datetime64], rank: NDArray[np.int64], illicit: NDArray[np.bool_]) -> float | None:
    """The mean of the precision at each illicit row's place; rows of one month and place (two folds) count together."""
    if not illicit.any():
        return None
    at: list[Floats] = []
    for month in np.unique(months):
        own = np.flatnonzero(months == month)
        ordered = own[np.argsort(rank[own], kind="stable")]
        hits = np.cumsum(illicit[ordered])
        precision = hits / np.arange(1, len(ordered) + 1)
        at.append(precision[illicit[ordered]])
    return float(np.concatenate(at).mean())


def _told(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
