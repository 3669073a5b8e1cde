"""Fit and apply a model to a feature table: no warehouse, no clock, no file (`models.contract` says what each gives).

Training and evaluation call the same functions, so that what is measured is what scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from models.contract import FittedModel, View
from models.detectors import DETECTORS
from models.features import FEATURE_NAMES
from models.labels import LABELS
from models.ranking import TOLD, learn, ranked
from models.tails import Floats, Reference, curve_of, evidence, known_shares, learn_reference, usual_evidence
from warehouse.errors import Refusal

MINIMUM_ACCOUNT_MONTHS = 200
SCORE = "score"
"""Under this name the model keeps how the scores of each peer group lie.

A score tells nothing about an account that could be read back, so its curves go to the very top (hidden=1): in a small lake too
the most unusual one in a hundred can be told from the others.
"""

NOTABLE = 1.0
"""Evidence from which a feature may be a reason: at most one comparable account-month in ten shows as much."""


def fit(table: pl.DataFrame, *, seed: int, labels: pl.DataFrame | None = None) -> FittedModel:
    """Learn peers, detectors and, from labels (`models.labels`), a ranker. Raises Refusal when the table is too small.

    The table is sorted by account, currency and month. Labels of account-months that are not in it are not used.
    """
    if table.height < MINIMUM_ACCOUNT_MONTHS:
        raise Refusal(
            f"a model needs at least {MINIMUM_ACCOUNT_MONTHS} account-months with movements and a past, found {table.height}: "
            "ingest more statements, or wait for a month to close"
        )
    reference = learn_reference(table, FEATURE_NAMES)
    view = _view(table, FEATURE_NAMES, reference)
    parts = tuple(detector.fit(view, seed=seed) for detector in DETECTORS)
    draft = FittedModel(FEATURE_NAMES, reference, parts, curve_of(np.zeros(1), hidden=1))
    decided = LABELS.to_frame() if labels is None else labels
    learnt = learn(view, draft.detectors, _stories(draft, view), decided, seed=seed)
    draft = replace(draft, learner=learnt.learner, ranker=learnt.part, reported=learnt.reported, dismissed=learnt.dismissed)
    found = _scores(draft, view)
    by_group = learn_reference(table.with_columns(pl.Series(SCORE, found)), [SCORE], hidden=1)
    peers = Reference({**reference.curves, **by_group.curves})
    return replace(draft, reference=peers, scores=curve_of(found, hidden=1))


def scores(model: FittedModel, table: pl.DataFrame) -> Floats:
    """Score every row of a feature table, in its order: 0 to 1, higher is to be read first."""
    return _scores(model, _view(table, model.features, model.reference))


def stories(model: FittedModel, table: pl.DataFrame) -> Floats:
    """How rare every row is for each detector: rows × `model.detectors`, 2 means one account-month in a hundred."""
    return _stories(model, _view(table, model.features, model.reference))


def seen(model: FittedModel, table: pl.DataFrame) -> tuple[View, Floats]:
    """What detectors see of the rows, and `stories`: for whoever asks several learners about the same rows."""
    view = _view(table, model.features, model.reference)
    return view, _stories(model, view)


def peers_beyond(model: FittedModel, table: pl.DataFrame, found: Floats) -> Floats:
    """Share of the peers' account-months at training with at least each row's score; 1 where no peers can tell."""
    return known_shares(model.reference, table.with_columns(pl.Series(SCORE, found)), SCORE)


def contributions(model: FittedModel, table: pl.DataFrame) -> Floats:
    """How far each row's score falls when one notable feature is set to the median of its peers: rows × features."""
    view = _view(table, model.features, model.reference)
    eased = _by_group(table, [usual_evidence(model.reference, group, model.features) for group in _groups(table)])
    before, falls = _scores(model, view), np.zeros_like(view.evidence)
    for column in range(len(model.features)):
        changed = np.flatnonzero((view.evidence[:, column] >= NOTABLE) & (view.evidence[:, column] > eased[:, column]))
        if len(changed):
            rows = view.evidence[changed].copy()
            rows[:, column] = eased[changed, column]
            falls[changed, column] = before[changed] - _scores(model, View(table[changed], model.features, rows))
    return np.where(np.abs(falls) > TOLD, falls, 0.0)


def usual(model: FittedModel, table: pl.DataFrame) -> Floats:
    """The median that the peers of each row show: rows × features, NaN where no peers can tell."""
    found = [[model.reference.curve(group, name) for name in model.features] for group in _groups(table)]
    medians = [np.array([np.nan if one is None else one[1].median for one in row], dtype=np.float64) for row in found]
    return _by_group(table, medians)


def _view(table: pl.DataFrame, features: tuple[str, ...], reference: Reference) -> View:
    return View(table, features, evidence(reference, table, features))


def _stories(model: FittedModel, view: View) -> Floats:
    by_name = {detector.name: detector for detector in DETECTORS}
    return np.column_stack([by_name[part.name].rarity(part, view) for part in model.parts])


def _scores(model: FittedModel, view: View) -> Floats:
    return ranked(model, view, _stories(model, view))


def _groups(table: pl.DataFrame) -> list[str]:
    return table.get_column("peer_group").unique().sort().to_list()


def _by_group(table: pl.DataFrame, values: Sequence[Floats]) -> Floats:
    """Give every row the values of its peer group, in the table's order."""
    if not table.height:
        return np.zeros((0, len(FEATURE_NAMES)))
    places = {group: place for place, group in enumerate(_groups(table))}
    return np.stack(values)[[places[group] for group in table.get_column("peer_group")]]
