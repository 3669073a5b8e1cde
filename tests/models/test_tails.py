"""How rare a value is: one-sided, against enough peers, never overstated, never one person's."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.tails import HIDDEN, MINIMUM_ACCOUNTS, MINIMUM_ROWS, curve_of, evidence, learn_reference

PATIENT = settings(deadline=None, max_examples=60)


@st.composite
def references(draw: st.DrawFn) -> np.ndarray:
    """Draw reference values with long tails and, when rounded coarsely, many ties."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    size, decimals = draw(st.integers(MINIMUM_ROWS, 600)), draw(st.integers(-3, 3))
    return np.round(rng.lognormal(5, 2, size), decimals)


@PATIENT
@given(references(), st.floats(-1, 1e6))
def test_the_told_share_is_never_smaller_than_the_true_one(reference: np.ndarray, value: float) -> None:
    for asked in (value, *reference[:20]):
        told = float(curve_of(reference).known_share(np.array([asked]))[0])
        assert told >= float((reference >= asked).mean())
        assert told >= HIDDEN / len(reference), "no model file tells how few reach the very top"


@PATIENT
@given(references(), st.lists(st.floats(0, 1e6), min_size=2, max_size=20))
def test_more_is_never_less_rare(reference: np.ndarray, asked: list[float]) -> None:
    tails = curve_of(reference).tail(np.sort(np.concatenate([asked, reference])))
    assert np.all(np.diff(tails) <= 0)
    assert np.all((tails > 0) & (tails <= 1))


def test_beyond_every_peer_the_tail_goes_on_falling() -> None:
    tails = curve_of(np.arange(1000.0)).tail(np.array([995.0, 2_000.0, 20_000.0]))
    assert tails[0] == 0.005
    assert tails[0] > tails[1] > tails[2] > 0


def test_a_value_beyond_what_everybody_shows_is_rare() -> None:
    curve = curve_of(np.zeros(200))
    assert curve.known_share(np.array([0.0, 7.0])).tolist() == [1.0, HIDDEN / 200]


def test_a_curve_ends_where_five_still_lie_beyond() -> None:
    assert curve_of(np.arange(1000.0)).values[-1] == 995.0


def table(group: str, rows: int, accounts: int, value: float = 0.0) -> pl.DataFrame:
    numbers = pl.int_range(rows, eager=True)
    return pl.DataFrame({"peer_group": [group] * rows, "account": numbers % accounts, "x": numbers.cast(pl.Float64) + value})


def test_a_group_speaks_for_itself_only_when_it_is_large_enough() -> None:
    large, small = "EUR/rubric/OVB/rare", "EUR/rubric/OBFG/rare"
    drawn = pl.concat([table(large, MINIMUM_ROWS, MINIMUM_ACCOUNTS), table(small, MINIMUM_ROWS - 1, MINIMUM_ACCOUNTS, 500.0)])
    reference = learn_reference(drawn, ["x"])
    assert (large, "x") in reference.curves
    assert (small, "x") not in reference.curves
    found = reference.curve(small, "x")
    assert found is not None
    assert found[0] == "EUR/rubric/*/rare"
    assert found[1].rows == 2 * MINIMUM_ROWS - 1


def test_many_months_of_few_accounts_are_no_peers() -> None:
    few = learn_reference(table("EUR/rubric/OVB/rare", 1000, MINIMUM_ACCOUNTS - 1), ["x"])
    assert few.curves == {}


def test_a_missing_value_and_a_value_without_peers_are_no_evidence() -> None:
    group = "EUR/rubric/OVB/rare"
    reference = learn_reference(table(group, 200, 20), ["x"])
    asked = pl.DataFrame({"peer_group": [group, group, "USD/rubric/OVB/rare"], "x": [None, 199.0, 199.0]})
    rows = evidence(reference, asked, ["x"])[:, 0]
    assert rows[0] == 0
    assert rows[1] == pytest.approx(-np.log10(5 / 200), abs=0.2)
    assert rows[2] == 0
