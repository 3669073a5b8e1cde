"""What labels teach: nothing from too few, stories from some, trees from sixty; more of anything never lowers a score."""

import numpy as np
import polars as pl
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from models.contract import FittedModel
from models.features import FEATURE_NAMES
from models.fitting import fit, scores
from models.learners import boosting


def labelled(ordinary: pl.DataFrame, reported: int, dismissed: int) -> pl.DataFrame:
    """Report the account-months with the most new payees, dismiss those after them."""
    rows = ordinary.sort("new_payees", "account", "month", descending=[True, False, False], nulls_last=True)
    labels = ["reported"] * reported + ["dismissed"] * dismissed
    return rows[: len(labels)].select("account", "month", pl.Series("label", labels, dtype=pl.String))


@pytest.mark.parametrize(
    ("reported", "dismissed", "learner"),
    [(0, 0, "none"), (4, 50, "none"), (50, 4, "none"), (5, 5, "scorecard"), (59, 60, "scorecard"), (60, 60, "boosting")],
)
def test_the_number_of_labels_chooses_the_learner(ordinary: pl.DataFrame, reported: int, dismissed: int, learner: str) -> None:
    model = fit(ordinary, seed=1, labels=labelled(ordinary, reported, dismissed))
    assert (model.learner, model.reported, model.dismissed) == (learner, reported, dismissed)


@pytest.fixture(scope="module", params=[(0, 0), (20, 40), (60, 100)], ids=["none", "scorecard", "boosting"])
def model(request: pytest.FixtureRequest, ordinary: pl.DataFrame) -> FittedModel:
    return fit(ordinary, seed=1, labels=labelled(ordinary, *request.param))


def test_more_of_a_feature_never_lowers_a_score(model: FittedModel, ordinary: pl.DataFrame) -> None:
    rows = ordinary[::40]
    before = scores(model, rows)
    for name in FEATURE_NAMES:
        raised = rows.with_columns(pl.col(name) + pl.col(name).abs() * 3 + 1)
        assert np.all(scores(model, raised) >= before - 1e-12), name


def test_the_same_table_labels_and_seed_give_the_same_scores(model: FittedModel, ordinary: pl.DataFrame) -> None:
    labels = labelled(ordinary, model.reported, model.dismissed)
    assert np.array_equal(scores(fit(ordinary.clone(), seed=1, labels=labels), ordinary), scores(model, ordinary))


def test_scores_lie_between_none_and_one_for_rows_that_nobody_saw(model: FittedModel, ordinary: pl.DataFrame) -> None:
    empty = ordinary[:1].with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in FEATURE_NAMES)
    stranger = ordinary[:1].with_columns(pl.lit("USD/unknown/unknown/new").alias("peer_group"))
    for rows in (empty, stranger, ordinary.clear()):
        found = scores(model, rows)
        assert len(found) == rows.height
        assert np.all((found >= 0) & (found <= 1))


def test_walking_the_trees_gives_what_the_library_gives() -> None:
    rng = np.random.default_rng(4)
    rows = np.round(rng.exponential(0.5, (900, 6)), 1)
    targets = (rows[:, 0] + rows[:, 3] > 2).astype(float)
    grown = HistGradientBoostingClassifier(
        max_iter=25, max_depth=3, monotonic_cst=[1] * 6, early_stopping=False, random_state=1
    )
    grown.fit(rows, targets)
    part = boosting.Part(boosting.NAME, boosting.as_arrays(grown))
    assert np.allclose(boosting.log_odds(part, rows), grown.decision_function(rows), rtol=0, atol=1e-12)
