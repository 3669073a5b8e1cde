"""Fit and apply a model to a feature table: no warehouse, no clock, no file.

Training and evaluation call the same functions, so that what is measured is what scores.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from models.artefact import Artefact
from models.features import FEATURE_NAMES
from models.learners import isolation_forest
from models.tails import Floats, Reference, curve_of, evidence, known_shares, learn_reference, usual_evidence
from warehouse.errors import Refusal

MINIMUM_ACCOUNT_MONTHS = 200
SCORE = "score"
"""Under this name the artefact keeps how the scores of each peer group lie.

A score tells nothing about an account that could be read back, so its curves go to the very top (hidden=1): in a small lake too
the most unusual one in a hundred can be told from the others.
"""

NOTABLE = 1.0
"""Evidence from which a feature may be a reason: at most one comparable account-month in ten shows as much."""


def fit(table: pl.DataFrame, *, seed: int) -> Artefact:
    """Learn peers and forest from a table sorted by account, currency and month. Raises Refusal when it is too small."""
    if table.height < MINIMUM_ACCOUNT_MONTHS:
        raise Refusal(
            f"a model needs at least {MINIMUM_ACCOUNT_MONTHS} account-months with movements and a past, found {table.height}: "
            "ingest more statements, or wait for a month to close"
        )
    reference = learn_reference(table, FEATURE_NAMES)
    rows = evidence(reference, table, FEATURE_NAMES)
    forest = isolation_forest.fit(rows, seed=seed)
    found = isolation_forest.scores(forest, rows)
    by_group = learn_reference(table.with_columns(pl.Series(SCORE, found)), [SCORE], hidden=1)
    peers = Reference({**reference.curves, **by_group.curves})
    return Artefact(isolation_forest.KIND, FEATURE_NAMES, forest, peers, curve_of(found, hidden=1))


def scores(artefact: Artefact, table: pl.DataFrame) -> Floats:
    """Score every row of a feature table, in its order: 0 to 1, higher is more unusual."""
    return isolation_forest.scores(artefact.forest, evidence(artefact.reference, table, artefact.features))


def peers_beyond(artefact: Artefact, table: pl.DataFrame, found: Floats) -> Floats:
    """Share of the peers' account-months at training with at least each row's score; 1 where no peers can tell."""
    return known_shares(artefact.reference, table.with_columns(pl.Series(SCORE, found)), SCORE)


def falls(artefact: Artefact, table: pl.DataFrame) -> Floats:
    """How far each row's score falls when one notable feature is set to the median of its peers: rows × features."""
    rows = evidence(artefact.reference, table, artefact.features)
    usual = {
        group: usual_evidence(artefact.reference, group, artefact.features)
        for group in table.get_column("peer_group").unique().sort()
    }
    if not usual:
        return rows
    eased = np.stack([usual[group] for group in table.get_column("peer_group")])
    return np.where(rows >= NOTABLE, isolation_forest.contributions(artefact.forest, rows, eased), 0.0)
