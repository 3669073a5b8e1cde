"""What a trial of rankings learns from, tests and counts: drawn by hand.

A table of sixty ordinary accounts is put over sixteen months; an episode is planted that takes round sums without a dossier.
"""

from datetime import date

import numpy as np
import polars as pl
import pytest

from models import trial
from models.figures import figures_of
from models.trial import Outcomes, by_rules, folds, labels_drawn, try_rankings

MONTHS = [date(2025 + (month // 12), month % 12 + 1, 1) for month in range(16)]


@pytest.fixture(scope="module")
def years(ordinary: pl.DataFrame) -> pl.DataFrame:
    """The ordinary account-months, told again so that sixteen months are there."""
    known = ordinary.get_column("month").unique().sort().to_list()
    told = [
        ordinary.filter(pl.col("month") == known[place % len(known)]).with_columns(pl.lit(month).alias("month"))
        for place, month in enumerate(MONTHS)
    ]
    return pl.concat(told).sort("account", "currency", "month")


@pytest.mark.parametrize("disjoint", [False, True])
def test_neither_the_embargo_nor_what_comes_later_is_learnt_from(years: pl.DataFrame, disjoint: bool) -> None:
    cut = list(folds(years, disjoint=disjoint))
    assert len(cut) == (2 if disjoint else 1)
    for fold in cut:
        learnt, tested = years.filter(pl.Series(fold.learnt)), years.filter(pl.Series(fold.tested))
        assert learnt["month"].max() == MONTHS[11]
        assert tested["month"].unique().sort().to_list() == MONTHS[13:]
        shared = set(learnt["account"]) & set(tested["account"])
        assert bool(shared) != disjoint, "account-disjoint: no account is known"
    every = np.sum([fold.tested for fold in cut], axis=0)
    assert set(every[(years["month"] >= MONTHS[13]).to_numpy()]) == {1}, "each tested once"


def test_labels_are_what_people_had_read_the_highest_of_each_month_and_a_tenth_by_lot(years: pl.DataFrame) -> None:
    """One month of a hundred rows; the rank falls with the place, 20 are read by rank (and 2 by lot), every fourth is illicit.

    | asked | reported | dismissed |
    |---|---|---|
    | 3 | 3 of the 5 illicit ones that were read, and up to 2 by lot | the same part of the 15 lawful ones and of those by lot |
    | 20 | all that were read, and others that came to be known otherwise | all lawful ones that were read |
    """
    rows = pl.concat([years.filter(pl.col("month") == MONTHS[0])] * 2)[:100].with_columns(
        pl.int_range(pl.len()).cast(pl.String).alias("account")
    )
    illicit, order = pl.Series([place % 4 == 0 for place in range(100)]), -np.arange(100.0)

    def places_of(asked: int) -> tuple[list[int], list[int]]:
        drawn = labels_drawn(rows, illicit, order, asked, 0.2, seed=1)
        return tuple(  # type: ignore[return-value]
            sorted(int(account) for account in drawn.filter(pl.col("label") == state)["account"])
            for state in ("reported", "dismissed")
        )

    few, dismissed = places_of(3)
    assert len(few) == 3
    assert all(place % 4 == 0 for place in few)
    assert len([place for place in few if place >= 20]) <= 2, "by rank or by lot"
    assert 7 <= len(dismissed) <= 10
    many, dismissed = places_of(20)
    assert len(many) == 20
    assert {0, 4, 8, 12, 16} <= set(many)
    assert set(range(20)) - {0, 4, 8, 12, 16} <= set(dismissed), "every lawful one that was read"
    assert not [place for place in dismissed if place % 4 == 0]
    assert len(places_of(60)[0]) == 25, "all there are"


def test_rules_order_by_grave_findings_then_findings_then_money() -> None:
    rows = pl.DataFrame({"rules_grave": [0, 0, 1, 0], "rules_found": [2, 3, 1, 3], "turnover_milli": [9_000, 1_000, 10, 2_000]})
    assert np.argsort(-by_rules(rows)).tolist() == [2, 3, 1, 0]


def test_the_figures_are_those_of_hand_arithmetic() -> None:
    january, accounts = date(2026, 1, 1), list("ABCDE")
    rows = pl.DataFrame(
        {"account": accounts, "month": [january] * 5, "turnover_milli": [100, 0, 300, 0, 100]}
        | {"kind": ["ring", None, "ring", None, "lapping"]}
    )
    outcomes = Outcomes(rows, {"x": np.array([1, 2, 3, 4, 5])}, np.array([3] * 5), {"x": 0})
    found = figures_of(outcomes, "x", seed=1)
    assert (found.tested, found.inspected, found.positives, found.found) == (5, 3, 3, 2)
    assert found.turnover == 400 / 500
    assert found.average_precision == pytest.approx((1 / 1 + 2 / 3 + 3 / 5) / 3)
    assert found.by_typology == {"ring": (2, 2), "lapping": (0, 1)}
    assert found.interval is not None
    assert found.interval[0] <= 2 / 3 <= found.interval[1]


def test_a_planted_typology_is_ranked_and_the_same_seed_ranks_the_same(
    years: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "ASKED", (0, 5, 10))
    monkeypatch.setattr(trial, "RANKINGS", ("rules", "isolation_forest", "none", "5", "10"))
    hosts = years.get_column("account").unique().sort().to_list()[::6]
    planted = [(account, MONTHS[5 + place % 2 * 9]) for place, account in enumerate(hosts)]
    truth = pl.DataFrame(
        [(account, month, f"drawing-{place:03d}", "model-outlier", False) for place, (account, month) in enumerate(planted)],
        schema={"account": pl.String, "month": pl.Date, "episode_id": pl.String, "detector": pl.String, "lawful": pl.Boolean},
        orient="row",
    )
    hit = pl.struct("account", "month").is_in([{"account": account, "month": month} for account, month in planted])
    table = years.with_columns(
        pl.when(hit).then(pl.lit(value, dtype=pl.Float64)).otherwise(pl.col(name)).alias(name)
        for name, value in {"own_money": 90_000.0, "own_unreferenced_money": 90_000.0, "own_share": 1.0}.items()
    )
    found = try_rankings(table, truth, seed=1, budget=0.1)
    again = try_rankings(table, truth, seed=1, budget=0.1)
    assert found.fewest == {"rules": 0, "isolation_forest": 0, "none": 0, "5": 5, "10": 5}, "as many as had happened by then"
    for name, ranks in found.ranks.items():
        assert np.array_equal(ranks, again.ranks[name])
    assert figures_of(found, "none", seed=1).by_typology == {"drawing": (5, 5)}
    assert figures_of(found, "rules", seed=1).found < 5, "no rule found anything here"
