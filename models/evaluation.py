"""How much a model finds within a budget of attention: rolling origin, one month's embargo, never random rows.

For each month that can be tested, a model learns from the months before it but one (the embargo: what was still being looked
into would leak), scores the month, and the account-months that fit the budget are compared with the truth. Beside the model
stands the simplest rival, the mean of an account-month's five rarest tails, because a machine that does not beat five numbers
is not worth its explanation.

An account-month is positive when an illicit episode touches it; an episode is found when one of its account-months is. What
has no row (an account's first month, a statement that never came) cannot be found here and is counted apart: rules find it.
Lawful twins are no positives: having them inspected costs precision, and their number is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from models.fitting import MINIMUM_ACCOUNT_MONTHS, fit, scores
from models.sources import feature_table
from models.tails import Floats, evidence
from models.truth import ROW, read_truth
from warehouse.database import Warehouse
from warehouse.errors import Refusal

BUDGET = 0.01
EMBARGO_MONTHS = 1
RAREST = 5


@dataclass(frozen=True)
class Evaluation:
    """What was found within the budget, over all tested months: account-months; episodes (all, found) by detector."""

    budget: float
    seed: int
    months: tuple[date, ...]
    tested: int
    inspected: int
    positives: int
    without_row: int
    found: int
    found_by_tails: int
    twins: int
    twins_inspected: int
    by_detector: Mapping[str, tuple[int, int]]

    @property
    def recall(self) -> float | None:
        """Share of the positives that the model put within the budget; None without positives."""
        return self.found / self.positives if self.positives else None

    def as_json(self) -> dict[str, Any]:
        """Plain values; shares rounded to four decimals."""
        return {
            "budget": self.budget,
            "embargo_months": EMBARGO_MONTHS,
            "seed": self.seed,
            "months": [f"{month:%Y-%m}" for month in self.months],
            "account_months": self.tested,
            "inspected": self.inspected,
            "positives": self.positives,
            "positives_without_row": self.without_row,
            "recall": _ratio(self.found, self.positives),
            "precision": _ratio(self.found, self.inspected),
            "recall_of_rarest_tails": _ratio(self.found_by_tails, self.positives),
            "recall_by_chance": _ratio(self.inspected, self.tested),
            "lawful_twins": self.twins,
            "lawful_twins_inspected": self.twins_inspected,
            "by_detector": {name: {"episodes": every, "found": found} for name, (every, found) in self.by_detector.items()},
        }

    def summary(self) -> str:
        """The same numbers as a person reads them."""
        shown = self.as_json()
        lines = [
            f"{self.found} of {self.positives} illicit account-months found within a budget of {self.budget:.1%} "
            f"({self.inspected} of {self.tested} account-months, {shown['months'][0]} to {shown['months'][-1]})",
            f"recall {_told(shown['recall'])}, precision {_told(shown['precision'])}; the five rarest tails alone: recall "
            f"{_told(shown['recall_of_rarest_tails'])}; by chance {_told(shown['recall_by_chance'])}",
            f"{self.without_row} more had nothing to score (rules find them); {self.twins_inspected} of {self.twins} "
            "account-months of lawful twins inspected in vain; episodes found, by the detector concerned:",
        ]
        return "\n".join([*lines, *(f"  {name}: {found} of {every}" for name, (every, found) in self.by_detector.items())])


def evaluate(warehouse: Warehouse, truth: Path, *, on: date, seed: int = 1, budget: float = BUDGET) -> Evaluation:
    """Evaluate the learner on what the lake holds against a truth file. Raises Refusal when nothing can be tested."""
    return evaluate_table(feature_table(warehouse, on=on), read_truth(truth), seed=seed, budget=budget)


def evaluate_table(table: pl.DataFrame, truth: pl.DataFrame, *, seed: int, budget: float = BUDGET) -> Evaluation:
    """Evaluate on a feature table (of known account-months) and labelled account-months; pure and repeatable."""
    outcomes = [_outcome(table, month, seed, budget) for month in _origins(table)]
    if not outcomes:
        raise Refusal(
            f"nothing to test: expected a month with at least {MINIMUM_ACCOUNT_MONTHS} account-months before the embargo; "
            "ingest more months"
        )
    tested = pl.concat(outcomes)
    concerned = truth.join(tested.select("month").unique(), on="month", how="semi")
    illicit = concerned.filter(pl.col("lawful").not_())
    positives = tested.join(illicit, on=ROW, how="semi")
    twins = tested.join(concerned.filter("lawful"), on=ROW, how="semi").join(illicit, on=ROW, how="anti")
    return Evaluation(
        budget=budget,
        seed=seed,
        months=tuple(tested.get_column("month").unique().sort()),
        tested=tested.height,
        inspected=_count(tested, "inspected"),
        positives=positives.height,
        without_row=illicit.select(ROW).unique().join(tested, on=ROW, how="anti").height,
        found=_count(positives, "inspected"),
        found_by_tails=_count(positives, "inspected_by_tails"),
        twins=twins.height,
        twins_inspected=_count(twins, "inspected"),
        by_detector=_episodes(illicit.join(tested, on=ROW, how="inner")),
    )


def _episodes(marked: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """By detector: episodes with a row, and those of which a row was inspected."""
    episodes = marked.group_by("detector", "episode_id").agg(pl.col("inspected").any())
    counts = episodes.group_by("detector").agg(pl.len(), pl.col("inspected").sum()).sort("detector")
    return {name: (every, found) for name, every, found in counts.iter_rows()}


def _count(rows: pl.DataFrame, mark: str) -> int:
    return int(rows.get_column(mark).sum())


def _origins(table: pl.DataFrame) -> list[date]:
    """The months before whose embargo there is enough to learn from."""
    months = table.get_column("month").unique().sort()
    return [month for month in months if _before(table, month).height >= MINIMUM_ACCOUNT_MONTHS]


def _before(table: pl.DataFrame, month: date) -> pl.DataFrame:
    return table.filter(pl.col("month") < pl.lit(month).dt.offset_by(f"-{EMBARGO_MONTHS}mo"))


def _outcome(table: pl.DataFrame, month: date, seed: int, budget: float) -> pl.DataFrame:
    """The rows of one month, and whether the model and the rarest tails would have them inspected."""
    model = fit(_before(table, month), seed=seed)
    rows = table.filter(pl.col("month") == month)
    tails = np.sort(evidence(model.reference, rows, model.features), axis=1)[:, -RAREST:].mean(axis=1)
    size = max(1, round(budget * rows.height))
    return rows.select(
        *ROW,
        pl.Series("inspected", _first(scores(model, rows), size)),
        pl.Series("inspected_by_tails", _first(tails, size)),
    )


def _first(ranked_by: Floats, size: int) -> Floats:
    """Mark the `size` highest; ties go by the row's order, which is the account's."""
    marks = np.zeros(len(ranked_by), dtype=bool)
    marks[np.argsort(-ranked_by, kind="stable")[:size]] = True
    return marks


def _told(share: float | None) -> str:
    return "not known" if share is None else f"{share:.2f}"


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
