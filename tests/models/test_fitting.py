"""What is planted is what the score and its reasons name."""

import numpy as np
import polars as pl
import pytest

from models.card import LIMITS
from models.contract import FittedModel
from models.features import FEATURE_NAMES, feature
from models.fitting import contributions, fit, scores, usual
from models.reasons import TOP, reasons
from models.scoring import SCORES, line_of, score_table
from warehouse.errors import Refusal


@pytest.fixture(scope="module")
def trained(ordinary: pl.DataFrame) -> FittedModel:
    return fit(ordinary, seed=3)


def planted(ordinary: pl.DataFrame, **values: float | None) -> pl.DataFrame:
    """Draw one ordinary row with some values changed."""
    return ordinary[:1].with_columns(pl.lit(value, dtype=pl.Float64).alias(name) for name, value in values.items())


def test_a_planted_value_raises_the_score_and_is_its_first_reason(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    usual = planted(ordinary, **dict.fromkeys(FEATURE_NAMES, 0.0))
    odd = usual.with_columns(
        silent_days=pl.lit(400.0), awakened=pl.lit(60.0), strangers_met=pl.lit(30.0), own_money=pl.lit(1e6)
    )
    before, after = scores(trained, usual)[0], scores(trained, odd)[0]
    assert after > before + 0.05
    (found,) = reasons(trained, odd)
    told = {reason.feature: reason for reason in found}
    assert set(told) == {"silent_days", "awakened", "strangers_met"}, "the story of waking, of which own money is no part"
    assert told["silent_days"].value_milli == 400_000
    assert told["silent_days"].fall_micro > 0
    assert told["silent_days"].beyond_micro <= 100_000, "at most one in ten shows as much"


def test_what_never_happened_in_training_has_no_part_in_the_score(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    assert ordinary.get_column("cash_money").max() == 0
    first_cash = ordinary[:1].with_columns(cash_money=pl.lit(9_000.0))
    assert scores(trained, first_cash)[0] == scores(trained, ordinary[:1])[0], "as the card's limits say"
    assert any("never happened" in limit for limit in LIMITS)


def test_less_than_usual_is_never_a_reason(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    nothing = planted(ordinary, **dict.fromkeys(FEATURE_NAMES, 0.0))
    assert not np.any(contributions(trained, nothing))
    unknown = planted(ordinary, **dict.fromkeys(FEATURE_NAMES))
    assert not np.any(contributions(trained, unknown))
    assert scores(trained, unknown)[0] < float(np.median(scores(trained, ordinary)))


def test_every_reason_is_rare_and_each_subject_is_named_once(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    found = reasons(trained, ordinary)
    told = [reason for row in found for reason in row]
    assert len(found) == ordinary.height
    assert told
    assert max(len(row) for row in found) <= TOP
    assert max(reason.beyond_micro for reason in told) <= 100_000, "what more than one peer in ten shows is no reason"
    for row in found:
        subjects = [feature(reason.feature).subject for reason in row]
        assert len(set(subjects)) == len(subjects)
        assert [reason.fall_micro for reason in row] == sorted((reason.fall_micro for reason in row), reverse=True)


def test_the_line_is_the_lowest_score_that_is_flagged(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    table = score_table(trained, ordinary, model_id="M-0001")
    assert table.schema == SCORES
    for share in (1_000, 10_000, 100_000):
        flagged = scores(trained, ordinary) >= line_of(trained, share)
        assert (table.get_column("beyond_micro") <= share).to_list() == flagged.tolist()
    assert line_of(trained, 0) > scores(trained, ordinary).max()


def test_the_order_of_the_rows_changes_no_score(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    turned = ordinary.reverse()
    assert np.array_equal(scores(trained, turned)[::-1], scores(trained, ordinary))
    alone = np.concatenate([scores(trained, ordinary[row]) for row in range(20)])
    assert np.array_equal(alone, scores(trained, ordinary[:20]))


def test_accounts_that_no_peer_group_knows_are_scored_without_reasons(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    stranger = ordinary[:3].with_columns(pl.lit("USD/unknown/unknown/heavy").alias("peer_group"), money_in=pl.lit(1e9))
    table = score_table(trained, stranger, model_id="M-0001")
    assert reasons(trained, stranger) == [(), (), ()]
    assert table.get_column("peers_beyond_micro").to_list() == [1_000_000] * 3


def test_no_row_gives_no_score(trained: FittedModel, ordinary: pl.DataFrame) -> None:
    table = score_table(trained, ordinary.clear(), model_id="M-0001")
    assert table.height == 0
    assert table.schema == SCORES


def test_a_model_needs_two_hundred_account_months(ordinary: pl.DataFrame) -> None:
    assert fit(ordinary[:200], seed=1).kind == "ranker"
    with pytest.raises(Refusal, match="found 199"):
        fit(ordinary[:199], seed=1)


def test_a_contribution_is_the_fall_of_the_score_when_that_feature_alone_is_what_the_peers_show(
    trained: FittedModel, ordinary: pl.DataFrame
) -> None:
    usual_row = planted(ordinary, **dict.fromkeys(FEATURE_NAMES, 0.0))
    odd = usual_row.with_columns(strangers_met=pl.lit(40.0), silent_days=pl.lit(400.0))
    medians = usual(trained, odd)[0]
    found = contributions(trained, odd)[0]
    for name in ("strangers_met", "silent_days"):
        place = FEATURE_NAMES.index(name)
        eased = odd.with_columns(pl.lit(medians[place]).alias(name))
        assert found[place] == scores(trained, odd)[0] - scores(trained, eased)[0] > 0
    assert np.count_nonzero(found) == 2
