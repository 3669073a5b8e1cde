"""How much a model finds within a budget of attention: rolling origin, one month's embargo, never random rows.

For each month that can be tested, a model learns from the months before it but one (the embargo: what was still being looked
into would leak), scores the month, and the account-months that fit the budget are compared with the truth. Beside the model
stands the simplest rival, the mean of an account-month's five rarest tails, because a machine that does not beat five numbers
is not worth its explanation.

The truth is a simulator's, or later the decided alerts: illicit episodes with account, period and detector. An account-month
is positive when an episode touches it. What has no row (an account's first month, a statement that never came) cannot be
found here and is counted apart: rules find it. Lawful twins are no positives, so finding them costs precision.
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
from warehouse.database import Warehouse
from warehouse.errors import Refusal

BUDGET = 0.01
EMBARGO_MONTHS = 1
RAREST = 5
ROW = ("account", "month")
TRUTH_COLUMNS = ("account", "detector", "lawful", "first_date", "last_date")


@dataclass(frozen=True)
class Evaluation:
    """What was found within the budget, over all tested months; counts are account-months."""

    budget: float
    seed: int
    months: tuple[date, ...]
    tested: int
    inspected: int
    positives: int
    without_row: int
    found: int
    found_by_tails: int
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
            "by_detector": {
                name: {"positives": positives, "found": found} for name, (positives, found) in self.by_detector.items()
            },
        }

    def summary(self) -> str:
        """The same numbers as a person reads them."""
        shown = self.as_json()
        lines = [
            f"{self.found} of {self.positives} illicit account-months found within a budget of {self.budget:.1%} "
            f"({self.inspected} of {self.tested} account-months, {shown['months'][0]} to {shown['months'][-1]})",
            f"recall {_told(shown['recall'])}, precision {_told(shown['precision'])}; the five rarest tails alone: recall "
            f"{_told(shown['recall_of_rarest_tails'])}; by chance {_told(shown['recall_by_chance'])}",
            f"{self.without_row} more had nothing to score (rules find them)",
        ]
        return "\n".join(
            [*lines, *(f"  {name}: {found} of {positives}" for name, (positives, found) in self.by_detector.items())]
        )


def evaluate(warehouse: Warehouse, truth: Path, *, on: date, seed: int = 1, budget: float = BUDGET) -> Evaluation:
    """Evaluate the learner on what the lake holds against a truth file. Raises Refusal when nothing can be tested."""
    return evaluate_table(feature_table(warehouse, on=on), read_truth(truth), seed=seed, budget=budget)


def read_truth(path: Path) -> pl.DataFrame:
    """Read the illicit episodes of a truth file as account-months: account, month, detector. Raises Refusal on another file."""
    try:
        raw = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise Refusal(f"{path} cannot be read as a truth file: {error}") from error
    missing = [name for name in TRUTH_COLUMNS if name not in raw.columns]
    if missing:
        raise Refusal(f"{path} is no truth file: expected the columns {', '.join(TRUTH_COLUMNS)}, missing {', '.join(missing)}")
    return labels(
        raw.select(
            "account",
            "detector",
            (pl.col("lawful") == "true").alias("lawful"),
            pl.col("first_date", "last_date").str.to_date(),
        )
    )


def labels(episodes: pl.DataFrame) -> pl.DataFrame:
    """The account-months that an illicit episode touches: account, month, detector."""
    months = pl.date_ranges(pl.col("first_date").dt.truncate("1mo"), pl.col("last_date").dt.truncate("1mo"), "1mo")
    illicit = episodes.filter(pl.col("lawful").not_() & (pl.col("account").fill_null("") != ""))
    return illicit.select("account", months.alias("month"), "detector").explode("month").unique().sort(*ROW, "detector")


def evaluate_table(table: pl.DataFrame, truth: pl.DataFrame, *, seed: int, budget: float = BUDGET) -> Evaluation:
    """Evaluate on a feature table (of known account-months) and labelled account-months; pure and repeatable."""
    outcomes = [_outcome(table, month, seed, budget) for month in _origins(table)]
    if not outcomes:
        raise Refusal(
            f"nothing to test: expected a month with at least {MINIMUM_ACCOUNT_MONTHS} account-months before the embargo; "
            "ingest more months"
        )
    tested = pl.concat(outcomes)
    marks = truth.filter(pl.col("month").is_in(tested.get_column("month").unique().implode()))
    marked = marks.join(tested, on=ROW, how="inner")
    rows = tested.join(marks.select(ROW).unique(), on=ROW, how="semi")
    counts = marked.group_by("detector").agg(pl.len(), pl.col("inspected").sum()).sort("detector").iter_rows()
    return Evaluation(
        budget=budget,
        seed=seed,
        months=tuple(tested.get_column("month").unique().sort()),
        tested=tested.height,
        inspected=int(tested.get_column("inspected").sum()),
        positives=rows.height,
        without_row=marks.select(ROW).unique().height - rows.select(ROW).unique().height,
        found=int(rows.get_column("inspected").sum()),
        found_by_tails=int(rows.get_column("inspected_by_tails").sum()),
        by_detector={name: (positives, found) for name, positives, found in counts},
    )


def _origins(table: pl.DataFrame) -> list[date]:
    """The months before whose embargo there is enough to learn from."""
    months = table.get_column("month").unique().sort()
    return [month for month in months if _before(table, month).height >= MINIMUM_ACCOUNT_MONTHS]


def _before(table: pl.DataFrame, month: date) -> pl.DataFrame:
    return table.filter(pl.col("month") < pl.lit(month).dt.offset_by(f"-{EMBARGO_MONTHS}mo"))


def _outcome(table: pl.DataFrame, month: date, seed: int, budget: float) -> pl.DataFrame:
    """The rows of one month, and whether the model and the rarest tails would have them inspected."""
    artefact = fit(_before(table, month), seed=seed)
    rows = table.filter(pl.col("month") == month)
    tails = np.sort(evidence(artefact.reference, rows, artefact.features), axis=1)[:, -RAREST:].mean(axis=1)
    size = max(1, round(budget * rows.height))
    return rows.select(
        *ROW,
        pl.Series("inspected", _first(scores(artefact, rows), size)),
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
