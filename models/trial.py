"""Rankings beside each other on a world whose truth is known: rules alone, an isolation forest alone, and the model.

| ranking | what orders the account-months |
|---|---|
| rules | grave findings of rules, then findings, then turnover; no model |
| isolation_forest | how few cuts isolate the month among all (the detector of that name), no label |
| none, 20, 60 | the model after so many reported account-months, and the dismissals that go with them |

Rolling origin by quarters: a model learns from the months before the tested quarter but one (the embargo), at least `WARM` of
them. *Disjoint*: it also learns from one half of the accounts and is tested on the other, both ways, so that no account is
known. What is read is the share `budget` of each month.

Labels are what people would have decided on by then. They read the same share of each month, in the order of the model without
labels, and a tenth as many by lot. Of what they read the illicit was reported and the lawful dismissed. Where more were
reported than asked for, so many are drawn by lot, and of the dismissed the same part; where fewer were, the others came to be
known otherwise (a complaint, a bâtonnier) and are drawn by lot too. No label is younger than the embargo. Where fewer illicit
ones exist than asked for, all are drawn, and the smallest number that any fit had is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from models.fitting import fit, seen
from models.labels import DISMISSED, LABELS, REPORTED
from models.ranking import learn, ranked
from models.tails import Floats
from models.truth import ROW

WARM = 12
"""Months to learn from before the first tested quarter."""
EMBARGO, QUARTER = 1, 3
BY_LOT = 0.1
"""Read by chance, beside what is read by rank (`detection.budget`)."""
ASKED = (0, 20, 60)
RULES, FOREST = "rules", "isolation_forest"
RANKINGS = (RULES, FOREST, *("none" if not count else str(count) for count in ASKED))


@dataclass(frozen=True)
class Fold:
    """Where a table is cut: the months and accounts learnt from, and those tested."""

    learnt: NDArray[np.bool_]
    tested: NDArray[np.bool_]


@dataclass(frozen=True)
class Outcomes:
    """The tested rows (account, month, turnover_milli, kind of the illicit episode or null), with each ranking's order.

    ranks: by ranking, the place of each row within its month and fold, 1 for the first; the first `sizes` are read.
    `fewest`: by ranking, the smallest number of reported account-months that any of its fits had.
    """

    rows: pl.DataFrame
    ranks: Mapping[str, NDArray[np.int64]]
    sizes: NDArray[np.int64]
    fewest: Mapping[str, int]


def try_rankings(table: pl.DataFrame, truth: pl.DataFrame, *, seed: int, budget: float, disjoint: bool = False) -> Outcomes:
    """Rank the tested account-months of a feature table in every way; `truth`: `models.truth.read_truth`."""
    kinds = _kinds(table, truth)
    parts: list[pl.DataFrame] = []
    ranks: dict[str, list[NDArray[np.int64]]] = {name: [] for name in RANKINGS}
    sizes: list[NDArray[np.int64]] = []
    fewest = dict.fromkeys(RANKINGS, 0)
    for fold in folds(table, disjoint=disjoint):
        learnt, rows = table.filter(pl.Series(fold.learnt)), table.filter(pl.Series(fold.tested))
        known = pl.Series("illicit", kinds.filter(pl.Series(fold.learnt)).is_not_null())
        found, had = _ranked(learnt, known, rows, budget, seed=seed)
        months = rows.get_column("month").to_numpy()
        parts.append(rows.select(*ROW, "turnover_milli").with_columns(kinds.filter(pl.Series(fold.tested)).alias("kind")))
        sizes.append(_sizes(months, budget))
        for name, order in found.items():
            ranks[name].append(places(order, months))
            fewest[name] = min(fewest[name] or had[name], had[name])
    return Outcomes(pl.concat(parts), {name: np.concatenate(one) for name, one in ranks.items()}, np.concatenate(sizes), fewest)


def folds(table: pl.DataFrame, *, disjoint: bool) -> Iterator[Fold]:
    """Cut by quarters, and by halves of the accounts where asked; nothing tested, nothing learnt is left out."""
    months = table.get_column("month").unique().sort().to_list()
    month, half = table.get_column("month").to_numpy(), _halves(table)
    for start in range(WARM + EMBARGO, len(months), QUARTER):
        before = month < np.datetime64(months[start - EMBARGO])
        now = np.isin(month, np.array(months[start : start + QUARTER], dtype="datetime64[D]"))
        if not disjoint:
            yield Fold(before, now)
            continue
        for side in (0, 1):
            yield Fold(before & (half != side), now & (half == side))


def labels_drawn(
    learnt: pl.DataFrame, illicit: pl.Series, order: Floats, reported: int, budget: float, *, seed: int
) -> pl.DataFrame:
    """What people would have decided on when they had reported so many (`models.labels.LABELS`)."""
    rng, bad = np.random.default_rng(seed), illicit.to_numpy()
    months = learnt.get_column("month").to_numpy()
    read = places(order, months) <= _sizes(months, budget)
    read[rng.permutation(np.flatnonzero(~read))[: round(BY_LOT * int(read.sum()))]] = True
    found, lawful = np.flatnonzero(read & bad), np.flatnonzero(read & ~bad)
    known = np.concatenate([rng.permutation(found), rng.permutation(np.flatnonzero(~read & bad))])[:reported]
    part = min(1.0, reported / max(len(found), 1))
    rows = np.concatenate([np.sort(known), np.sort(rng.permutation(lawful)[: round(part * len(lawful))])])
    told = (
        learnt[rows]
        .select(*ROW)
        .with_columns(
            pl.Series("label", [REPORTED] * len(known) + [DISMISSED] * (len(rows) - len(known)), dtype=pl.String),
            pl.col("month").alias("decided_on"),
        )
    )
    return told.select(pl.col(name).cast(kind) for name, kind in LABELS.items())


def places(order: Floats, months: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The place of each row within its month by a ranking, 1 for the highest; ties go by the row's order.

    >>> months = np.array(["2026-01-01", "2026-01-01", "2026-02-01"], dtype="datetime64[D]")
    >>> places(np.array([0.2, 0.9, 0.1]), months).tolist()
    [2, 1, 1]
    """
    found = np.zeros(len(order), dtype=np.int64)
    for month in np.unique(months):
        rows = np.flatnonzero(months == month)
        found[rows[np.argsort(-order[rows], kind="stable")]] = np.arange(1, len(rows) + 1)
    return found


def by_rules(rows: pl.DataFrame) -> Floats:
    """Order rows by what rules found in them, and among equals by how much money moved."""
    found = (100 * pl.col("rules_grave") + pl.col("rules_found")).fill_null(0)
    moved = pl.col("turnover_milli") / (1 + pl.col("turnover_milli").max())
    return np.asarray(rows.select((found + moved).cast(pl.Float64)).to_series().to_numpy(), dtype=np.float64)


def _ranked(
    learnt: pl.DataFrame, illicit: pl.Series, rows: pl.DataFrame, budget: float, *, seed: int
) -> tuple[dict[str, Floats], dict[str, int]]:
    plain = fit(learnt, seed=seed)
    (known, told), (view, rare) = seen(plain, learnt), seen(plain, rows)
    order = ranked(plain, known, told)
    found = {RULES: by_rules(rows), FOREST: rare[:, plain.detectors.index(FOREST)]}
    had = dict.fromkeys((RULES, FOREST), 0)
    for name, count in zip(RANKINGS[2:], ASKED, strict=True):
        drawn = labels_drawn(learnt, illicit, order, count, budget, seed=seed)
        learned = learn(known, plain.detectors, told, drawn, seed=seed)
        model = replace(plain, learner=learned.learner, ranker=learned.part)
        found[name], had[name] = ranked(model, view, rare), learned.reported
    return found, had


def _kinds(table: pl.DataFrame, truth: pl.DataFrame) -> pl.Series:
    """The kind of the illicit episode that touches each row (its id without its number), null where none does."""
    kind = pl.col("episode_id").str.replace(r"-\d+$", "").alias("kind")
    illicit = truth.filter(pl.col("lawful").not_()).select(*ROW, kind).unique(ROW, keep="first", maintain_order=True)
    return table.select(*ROW).join(illicit, on=ROW, how="left", maintain_order="left").get_column("kind")


def _halves(table: pl.DataFrame) -> NDArray[np.int64]:
    """Which half an account belongs to: every other one of the sorted accounts."""
    accounts: Sequence[str] = table.get_column("account").unique().sort().to_list()
    half = {account: place % 2 for place, account in enumerate(accounts)}
    return np.array([half[account] for account in table.get_column("account")], dtype=np.int64)


def _sizes(months: NDArray[np.datetime64], budget: float) -> NDArray[np.int64]:
    """How many rows of its month are read, row by row; at least one."""
    found = np.zeros(len(months), dtype=np.int64)
    for month in np.unique(months):
        found[months == month] = max(1, round(budget * int((months == month).sum())))
    return found
