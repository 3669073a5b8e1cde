"""Another model beside the one that counts: which alerts come, go and stay, told before anyone approves it."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from detection.model_comparison import compare, side_by_side
from detection.replay.comparing import Tally
from models.contract import KIND, FittedModel
from models.counting import Counting
from models.fitting import fit, scores
from models.tails import curve_of
from tests.detection.world import AT
from tests.models.conftest import ORDERS, draw, ordinary_rows
from tests.models.conftest import register as drawn_register
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.model_approvals import register_model

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture(scope="module")
def accounts() -> pl.DataFrame:
    rows = ordinary_rows(25, 12, seed=2)
    return drawn_register(*sorted({row["account"] for row in rows}))


@pytest.fixture(scope="module")
def table(accounts: pl.DataFrame) -> pl.DataFrame:
    from models.features import build_features

    return build_features(draw(ordinary_rows(25, 12, seed=2)), accounts, orders=ORDERS)


@pytest.fixture(scope="module")
def model(table: pl.DataFrame) -> FittedModel:
    return fit(table, seed=1)


def lenient(model: FittedModel, table: pl.DataFrame, months: int) -> FittedModel:
    """The same model with a line behind which so many of the months lie."""
    found = np.sort(scores(model, table))
    return replace(model, scores=curve_of(np.append(np.full(99 * months, found[-months - 1]), found[-months:]), hidden=1))


def test_a_model_beside_itself_changes_nothing(model: FittedModel, table: pl.DataFrame, accounts: pl.DataFrame) -> None:
    same = lenient(model, table, 6)
    found = side_by_side(Counting("M-0001", same), Counting("M-0002", same), table, accounts, FIRST, LAST)
    assert (found.champion_months, found.challenger_months, found.both_months) == (6, 6, 6)
    assert (found.alerts.new, found.alerts.gone) == (0, 0)
    assert 0 < found.alerts.same <= 6


def test_what_the_challenger_sees_besides_is_new_and_seen_the_other_way_round_gone(
    model: FittedModel, table: pl.DataFrame, accounts: pl.DataFrame
) -> None:
    few, many = Counting("M-0001", lenient(model, table, 3)), Counting("M-0002", lenient(model, table, 9))
    found = side_by_side(few, many, table, accounts, FIRST, LAST)
    assert (found.champion_months, found.challenger_months, found.both_months) == (3, 9, 3)
    assert found.alerts.gone == 0
    assert found.alerts.new > 0
    back = side_by_side(many, few, table, accounts, FIRST, LAST)
    assert (back.alerts.new, back.alerts.gone) == (0, found.alerts.new)
    assert sum(found.by_bar.values(), Tally()) == sum(found.by_kind.values(), Tally()) == found.alerts
    assert set(found.by_kind) == {"third_party"}


def test_without_a_champion_every_alert_is_new(model: FittedModel, table: pl.DataFrame, accounts: pl.DataFrame) -> None:
    found = side_by_side(None, Counting("M-0001", lenient(model, table, 4)), table, accounts, FIRST, LAST)
    assert (found.champion, found.champion_months, found.alerts.same, found.alerts.gone) == (None, 0, 0, 0)
    assert found.alerts.new > 0


def test_no_months_are_compared_to_nothing(model: FittedModel, table: pl.DataFrame, accounts: pl.DataFrame) -> None:
    both = Counting("M-0001", model)
    assert side_by_side(both, both, table.clear(), accounts, FIRST, LAST).alerts == Tally()


def test_days_in_the_wrong_order_and_a_model_without_its_file_are_refused(warehouse: Warehouse) -> None:
    register_model(warehouse, artefact_hash="0" * 64, kind=KIND, card={"drawn": True}, at=AT)
    with pytest.raises(Refusal, match="the first day before the last"):
        compare(warehouse, "M-0001", first=LAST, last=FIRST)
    with pytest.raises(Refusal, match="restore it from the backup"):
        compare(warehouse, "M-0001", first=FIRST, last=LAST)
    with pytest.raises(Refusal, match="no model 'M-0009'"):
        compare(warehouse, "M-0009", first=FIRST, last=LAST)
