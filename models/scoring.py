"""Scores that count: those of the model that a person approved.

Without an approval in SQL there is no score: `score` gives None, and detection goes on with its rules. The artefact is
loaded by the hash that was approved, so a file put in its place is refused (`models.artefact`).

Every closed month with a movement gets a score, an account's first month aside (nothing to compare it with). What made a score
high is worked out for those months only that somebody will read (`models.reasons`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from models.contract import FittedModel
from models.counting import counting
from models.fitting import peers_beyond, scores
from models.sources import feature_table
from models.tails import Floats
from warehouse.database import Warehouse

MILLION = 1_000_000

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
    return table.select(
        *("account", "currency", "month", "movements", "peer_group"),
        pl.Series("score_micro", millionths(found)),
        pl.Series("beyond_micro", millionths(model.scores.known_share(found))),
        pl.Series("peers_beyond_micro", millionths(peers_beyond(model, table, found))),
        pl.lit(model_id).alias("model_id"),
    )


def line_of(model: FittedModel, beyond_micro: int) -> float:
    """The lowest score that at most this share of the training reached, in millionths: from there on a month is flagged."""
    curve = model.scores
    reached = np.flatnonzero(millionths(curve.shares) <= beyond_micro)
    return float(curve.values[reached[0]]) if len(reached) else float(np.nextafter(curve.values[-1], np.inf))


def millionths(values: Floats) -> Floats:
    """Shares or scores in whole millionths."""
    return np.asarray(np.rint(values * MILLION), dtype=np.int64)
