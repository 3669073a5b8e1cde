"""A bank whose deliveries changed is told from one whose deliveries did not, and from one that sent too little to say."""

from math import log

import numpy as np
import polars as pl
import pytest

from models.drift import FEWEST, drift, drifts


def spread(*counts: int) -> np.ndarray:
    """Draw so many of each of 0, 1, 2 …"""
    return np.repeat(np.arange(len(counts), dtype=np.float64), counts)


def test_the_index_is_the_sum_over_the_bins() -> None:
    found = drift("B", "x", spread(500, 500), spread(800, 200))
    then, now = (500.5 / 1001, 500.5 / 1001), (800.5 / 1001, 200.5 / 1001)
    assert found.index == pytest.approx(sum((b - a) * log(b / a) for a, b in zip(then, now, strict=True)))
    assert found.level == "drifted"


def test_the_same_values_have_no_drift() -> None:
    values = np.random.default_rng(1).lognormal(size=1000)
    found = drift("B", "x", values, values.copy())
    assert (found.index, found.level) == (0.0, "steady")


def test_what_cannot_be_computed_any_more_is_drift_too() -> None:
    values = np.random.default_rng(1).lognormal(size=400)
    missing = np.where(np.arange(400) % 2 == 0, np.nan, values)
    assert drift("B", "x", values, missing).level == "drifted"
    assert drift("B", "x", missing, missing.copy()).level == "steady"
    nothing = np.full(400, np.nan)
    assert drift("B", "x", nothing, nothing.copy()).level == "steady"
    assert drift("B", "x", nothing, values).level == "drifted", "a feature that suddenly has values"


def test_chance_alone_is_hardly_ever_called_drift() -> None:
    rng = np.random.default_rng(7)
    drawn = [drift("B", "x", rng.lognormal(size=600), rng.lognormal(size=60)) for _ in range(1000)]
    beyond = [found for found in drawn if found.index is not None and found.index >= 0.1]
    assert len(beyond) > 500, "of sixty rows the custom's bound of 0.1 says nothing"
    assert sum(found.level != "steady" for found in drawn) <= 5


def test_a_doubling_of_amounts_is_found_in_two_hundred_rows() -> None:
    rng = np.random.default_rng(8)
    drawn = [drift("B", "x", rng.lognormal(size=1000), 2 * rng.lognormal(size=200)) for _ in range(200)]
    assert sum(found.level == "drifted" for found in drawn) > 190


@pytest.mark.parametrize(("then", "now", "level"), [(FEWEST, FEWEST - 1, "not judged"), (FEWEST - 1, FEWEST, "not judged")])
def test_too_few_rows_are_not_judged(then: int, now: int, level: str) -> None:
    assert drift("B", "x", np.zeros(then), np.ones(now)).level == level
    assert drift("B", "x", np.zeros(FEWEST), np.ones(FEWEST)).level == "drifted"


def test_only_the_bank_that_changed_drifts() -> None:
    rng = np.random.default_rng(4)
    accounts = [f"A{number:03}" for number in range(200)]
    banks = pl.DataFrame({"account": accounts, "currency": "EUR", "bank": ["KASTEEL", "MAAS"] * 100})
    then = pl.DataFrame({"account": accounts * 5, "currency": "EUR", "x": rng.lognormal(size=1000), "y": rng.normal(size=1000)})
    now = pl.DataFrame({"account": accounts, "currency": "EUR", "x": rng.lognormal(size=200), "y": rng.normal(size=200)})
    maas = pl.int_range(pl.len()) % 2 == 1
    changed = now.with_columns(pl.when(maas).then(pl.col("x") + 3).otherwise("x").alias("x"))
    found = {(one.bank, one.feature): one.level for one in drifts(then, changed, banks, ["x", "y"])}
    assert found == {
        ("KASTEEL", "x"): "steady",
        ("KASTEEL", "y"): "steady",
        ("MAAS", "x"): "drifted",
        ("MAAS", "y"): "steady",
    }


def test_accounts_of_no_known_bank_and_empty_tables_are_left_out() -> None:
    table = pl.DataFrame({"account": ["A"], "currency": ["EUR"], "x": [1.0]})
    banks = pl.DataFrame({"account": ["B"], "currency": ["EUR"], "bank": ["MAAS"]})
    assert drifts(table, table, banks, ["x"]) == []
    assert drifts(table.clear(), table.clear(), banks, ["x"]) == []
