"""Scores that count: those of the model that a person approved, with what made them high.

Without an approval in SQL there is no score: `score` gives None, and detection goes on with its rules. The artefact is
loaded by the hash that was approved, so a file put in its place is refused (`models.artefact`).

Every closed month with a movement gets a score, an account's first month aside (nothing to compare it with); only those among
the most unusual `EXPLAINED` of all or of their peers at training get contributions, because nobody reads the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from models.contract import FittedModel
from models.counting import counting
from models.features import feature
from models.fitting import contributions, peers_beyond, scores
from models.sources import feature_table
from models.tails import Floats
from warehouse.database import Warehouse

EXPLAINED = 0.02
TOP = 5
MILLION = 1_000_000

CONTRIBUTION = pl.Struct(
    {
        "feature": pl.String,
        "value_milli": pl.Int64,
        "median_milli": pl.Int64,
        "beyond_micro": pl.Int64,
        "fall_micro": pl.Int64,
        "peers": pl.String,
    }
)
"""One reason of a score, as integers: thousandths of the feature's unit, millionths of shares and scores."""

CONTRIBUTIONS = pl.List(CONTRIBUTION)

SCORES = pl.Schema(
    {
        "account": pl.String(),
        "currency": pl.String(),
        "month": pl.Date(),
        "movements": pl.Int64(),
        "peer_group": pl.String(),
        "score_micro": pl.Int64(),
        "beyond_micro": pl.Int64(),
        "peers_beyond_micro": pl.Int64(),
        "model_id": pl.String(),
        "contributions": CONTRIBUTIONS,
    }
)


def score(warehouse: Warehouse, *, on: date, accounts: Sequence[str] | None = None) -> pl.DataFrame | None:
    """Score the closed months on the day `on` (columns `SCORES`), or give None when no model is approved.

    score_micro: the score in millionths, higher is more unusual. beyond_micro: share of the training's account-months with
    at least this score; peers_beyond_micro: the same among the account's peers; both in millionths and never told smaller than
    they are. Sorted by account, currency and month.
    """
    counted = counting(warehouse)
    if counted is None:
        return None
    return score_table(counted.model, feature_table(warehouse, on=on, accounts=accounts), model_id=counted.model_id)


def score_table(model: FittedModel, table: pl.DataFrame, *, model_id: str) -> pl.DataFrame:
    """Score a feature table; columns `SCORES`, in the table's order."""
    found = scores(model, table)
    beyond = model.scores.known_share(found)
    peers = peers_beyond(model, table, found)
    explained = np.flatnonzero((beyond <= EXPLAINED) | (peers <= EXPLAINED))
    reasons: list[list[dict[str, str | int]]] = [[] for _ in range(table.height)]
    for row, found_reasons in zip(explained, _reasons(model, table[explained]), strict=True):
        reasons[row] = found_reasons
    return table.select(
        *("account", "currency", "month", "movements", "peer_group"),
        pl.Series("score_micro", _millionths(found)),
        pl.Series("beyond_micro", _millionths(beyond)),
        pl.Series("peers_beyond_micro", _millionths(peers)),
        pl.lit(model_id).alias("model_id"),
        pl.Series("contributions", reasons, dtype=CONTRIBUTIONS),
    )


def _reasons(model: FittedModel, table: pl.DataFrame) -> list[list[dict[str, str | int]]]:
    """The reasons of each row, the weightiest first."""
    lowered = contributions(model, table)
    return [
        [_reason(model, table, row, group, column, float(lowered[row, column])) for column in _weightiest(model, lowered[row])]
        for row, group in enumerate(table.get_column("peer_group"))
    ]


def _weightiest(model: FittedModel, lowered: Floats) -> list[int]:
    """Columns of the features that raise the score most, one of each subject: payees and new payees tell one story."""
    chosen: dict[str, int] = {}
    for column in np.lexsort((np.arange(len(lowered)), -lowered)):
        if lowered[column] > 0:
            chosen.setdefault(feature(model.features[column]).subject, int(column))
    return list(chosen.values())[:TOP]


def _reason(model: FittedModel, table: pl.DataFrame, row: int, group: str, column: int, fall: float) -> dict[str, str | int]:
    name = model.features[column]
    found = model.reference.curve(group, name)
    if found is None:
        raise AssertionError(f"{name} lowered a score of {group} without peers to compare with")
    peers, curve = found
    value = float(table.get_column(name)[row])
    return {
        "feature": name,
        "value_milli": round(value * 1000),
        "median_milli": round(curve.median * 1000),
        "beyond_micro": round(float(curve.known_share(np.array([value]))[0]) * MILLION),
        "fall_micro": round(fall * MILLION),
        "peers": peers,
    }


def _millionths(values: Floats) -> Floats:
    return np.asarray(np.rint(values * MILLION), dtype=np.int64)
