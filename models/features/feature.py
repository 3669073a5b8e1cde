"""What a feature is: one number about one account in one month, with the reason why it is measured.

Every feature is built so that **more is rarer and more worrying**: its evidence is the share of comparable account-months
with at least this value (`models.tails`). A value that cannot be computed (a share of no payouts, a surprise without a
past) is null and is no evidence at all.

A feature is a polars expression, so that a million movements cost no Python loop, and comes in two shapes:

`of_lines`   aggregates the movements of one account and month (`models.features.lines` lists the columns);
`of_months`  combines columns of the month table: earlier features and the measures of `models.features.measures`.

Features may be floats: they are ratios, logarithms and amounts in units of the account's currency for comparison only.
Amounts that prove something stay integers in the movements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

ENOUGH = 3
"""Months without which a past is no past."""

Unit = Literal["money", "count", "share", "days", "deviations"]
"""money: units of the account's currency · share: 0 to 1 · deviations: robust standard deviations of the own past."""


@dataclass(frozen=True)
class Feature:
    """One number per account and month; `version` rises when its definition changes, so that old models are refused.

    known_months: the account must be known for so many months before the value means anything. subject: the catalogue file.
    """

    name: str
    unit: Unit
    window: str
    why: str
    version: int
    shape: Literal["lines", "months"]
    definition: Callable[[], pl.Expr]
    known_months: int = 0
    subject: str = ""

    def expression(self) -> pl.Expr:
        """The float column of this feature; NaN and infinities become null."""
        value = self.definition().cast(pl.Float64)
        return pl.when(value.is_finite()).then(value).alias(self.name)


def of_lines(
    *, unit: Unit, why: str, window: str = "the month", version: int = 1, known_months: int = 0
) -> Callable[[Callable[[], pl.Expr]], Feature]:
    """Declare the decorated function as a feature aggregated from the movements of an account's month."""
    return lambda function: Feature(
        function.__name__, unit, window, why, version, "lines", function, known_months, _subject(function)
    )


def of_months(
    *, unit: Unit, why: str, window: str = "the month", version: int = 1, known_months: int = 0
) -> Callable[[Callable[[], pl.Expr]], Feature]:
    """Declare the decorated function as a feature computed from the columns of the month table."""
    return lambda function: Feature(
        function.__name__, unit, window, why, version, "months", function, known_months, _subject(function)
    )


def _subject(function: Callable[[], pl.Expr]) -> str:
    return function.__module__.rsplit(".", 1)[-1]


def money(milli: pl.Expr) -> pl.Expr:
    """Integer thousandths as units of the currency: a float, for comparison only."""
    return milli / 1000


def share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Part of the whole, 0 to 1; null when there is no whole."""
    return pl.when(whole > 0).then(part / whole)


def against_habit(name: str, *, least: float) -> pl.Expr:
    """A rate against the account's own past (`measures.past`), in robust deviations of at least so much, never below zero.

    Fewer than three past months in which the rate was known give no value.
    """
    spread = 1.4826 * pl.col(f"{name}_past_spread") + least
    deviation = (pl.col(name) - pl.col(f"{name}_past_median")) / spread
    return pl.when(pl.col(f"{name}_past_known") >= ENOUGH).then(deviation.clip(lower_bound=0))


def fingerprint(features: Iterable[Feature]) -> str:
    """Identify a set of definitions: a model trained on one set must not score another.

    >>> amount = Feature("amount", "money", "the month", "…", 1, "lines", lambda: pl.col("paid_in").sum())
    >>> fingerprint([amount]) == fingerprint([amount])
    True
    """
    text = ";".join(f"{feature.name}:{feature.unit}:{feature.version}" for feature in features)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
