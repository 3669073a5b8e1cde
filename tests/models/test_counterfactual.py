"""What would have had to be less was tried: with it the month is not flagged, with a little more it is."""

import numpy as np
import polars as pl
import pytest

from models.contract import FittedModel
from models.counterfactual import MOST, STEPS, counterfactuals, tried
from models.features import FEATURE_NAMES, feature
from models.fitting import fit, scores
from models.scoring import line_of

BUDGET = 20_000


@pytest.fixture(scope="module")
def trained(ordinary: pl.DataFrame) -> FittedModel:
    return fit(ordinary, seed=3)


@pytest.fixture(scope="module")
def line(trained: FittedModel) -> float:
    return line_of(trained, BUDGET)


def changed(row: pl.DataFrame, values: dict[str, float]) -> pl.DataFrame:
    return row.with_columns(pl.lit(value, dtype=pl.Float64).alias(name) for name, value in values.items())


def usual(ordinary: pl.DataFrame) -> pl.DataFrame:
    return changed(ordinary[:1], dict.fromkeys(FEATURE_NAMES, 0.0))


def test_every_counterfactual_is_below_the_line_and_asks_only_for_less(
    trained: FittedModel, ordinary: pl.DataFrame, line: float
) -> None:
    flagged = ordinary.filter(pl.Series(scores(trained, ordinary) >= line))
    assert flagged.height >= 5
    found = counterfactuals(trained, flagged, line)
    assert sum(bool(changes) for changes in found) >= 0.8 * flagged.height, "nearly every flagged month has one"
    for row, changes in zip(range(flagged.height), found, strict=True):
        assert len(changes) <= MOST
        assert len({change.feature for change in changes}) == len(changes)
        for change in changes:
            assert change.value == flagged.get_column(change.feature)[row]
            assert change.at_most < change.value
            assert change.at_most / STEPS[feature(change.feature).unit] == pytest.approx(
                round(change.at_most / STEPS[feature(change.feature).unit])
            ), "a value is tried as it is told"
        eased = changed(flagged[row], {change.feature: change.at_most for change in changes})
        if changes:
            assert scores(trained, eased)[0] < line


WAKING = {"silent_days": 400.0, "awakened": 60.0, "strangers_met": 30.0}
DRAWING = {"own_unreferenced_money": 90_000.0, "own_round_share": 1.0, "own_payments": 40.0}


def just_flagged(trained: FittedModel, ordinary: pl.DataFrame, line: float, story: dict[str, float]) -> dict[str, float]:
    """The story told so faintly that the month is only just flagged."""
    for part in range(1, 201):
        faint = {name: value * part / 200 for name, value in story.items()}
        if scores(trained, changed(usual(ordinary), faint))[0] >= line:
            return faint
    raise AssertionError(f"{story} is never flagged")


def test_one_change_is_asked_for_where_one_is_enough_and_the_next_value_tried_would_not_do(
    trained: FittedModel, ordinary: pl.DataFrame, line: float
) -> None:
    odd = changed(usual(ordinary), just_flagged(trained, ordinary, line, WAKING))
    ((change,),) = counterfactuals(trained, odd, line)
    values = [change.value, *tried(trained, str(odd.get_column("peer_group")[0]), change.feature, change.value)]
    before = values[values.index(change.at_most) - 1]
    assert scores(trained, changed(odd, {change.feature: before}))[0] >= line


def test_of_two_stories_both_have_to_end(trained: FittedModel, ordinary: pl.DataFrame, line: float) -> None:
    stories = [just_flagged(trained, ordinary, line, story) for story in (WAKING, DRAWING)]
    (changes,) = counterfactuals(trained, changed(usual(ordinary), stories[0] | stories[1]), line)
    named = {change.feature for change in changes}
    assert named & WAKING.keys()
    assert named & DRAWING.keys()


def test_the_values_tried_fall_from_below_the_month_s_own_to_the_median(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    group = str(ordinary.get_column("peer_group")[0])
    values = tried(trained, group, "money_in", 1e9)
    found = trained.reference.curve(group, "money_in")
    assert found is not None
    assert values == sorted(set(values), reverse=True)
    assert values[-1] == pytest.approx(found[1].median, abs=0.01)
    assert tried(trained, "USD/unknown/unknown/heavy", "money_in", 1e9) == [], "where no peers can tell"
    assert tried(trained, group, "money_in", 0.0) == [], "nothing is below nothing"


def test_where_nothing_notable_can_be_less_nothing_is_said(trained: FittedModel, ordinary: pl.DataFrame, line: float) -> None:
    assert counterfactuals(trained, usual(ordinary), line) == [()]
    assert counterfactuals(trained, ordinary.clear(), line) == []
    everything = changed(usual(ordinary), dict.fromkeys(FEATURE_NAMES, 1e6))
    assert counterfactuals(trained, everything, line) == [()], "more than four changes explain nothing"


def test_it_is_the_same_whatever_stands_beside_it(trained: FittedModel, ordinary: pl.DataFrame, line: float) -> None:
    flagged = ordinary.filter(pl.Series(scores(trained, ordinary) >= line))
    together = counterfactuals(trained, flagged, line)
    alone = [counterfactuals(trained, flagged[row], line)[0] for row in range(flagged.height)]
    assert together == alone
    assert np.array_equal(scores(trained, flagged), scores(trained, flagged.clone())), "and the table is left as it was"
