"""The feature table never looks forward, sideways, or at the order of the rows."""

from datetime import date
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from models.features import FEATURE_NAMES, build_features

from .conftest import ACCOUNT, ORDERS, OWN, Features, draw, movement, ordinary_rows, register

FACTS = ["account", "currency", "month", "movements", "past_movements", "history_months", "peer_group", "turnover_milli"]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    return ordinary_rows(6, 10, seed=11)


def table_of(rows: list[dict[str, object]]) -> pl.DataFrame:
    accounts = register(*sorted({str(row["account"]) for row in rows}))
    return build_features(
        draw(rows), accounts, orders=ORDERS, own_accounts=accounts.select("holder_id", pl.lit(OWN).alias("iban"))
    )


def test_what_happens_later_changes_nothing(rows: list[dict[str, object]]) -> None:
    whole = table_of(rows)
    for month in whole.get_column("month").unique().sort()[1:]:
        known_then = table_of([row for row in rows if row["booked"] < month])
        assert_frame_equal(known_then, whole.filter(pl.col("month") < month))


def test_the_order_of_the_rows_changes_nothing(rows: list[dict[str, object]]) -> None:
    shuffled = list(rows)
    Random(3).shuffle(shuffled)
    assert_frame_equal(table_of(shuffled), table_of(rows))


def test_a_bucket_of_accounts_gives_the_same_rows_as_the_whole(rows: list[dict[str, object]]) -> None:
    buckets = [table_of([row for row in rows if int(str(row["account"])[-1]) % 2 == bucket]) for bucket in (0, 1)]
    assert_frame_equal(pl.concat(buckets).sort("account", "currency", "month"), table_of(rows))


def test_the_table_has_one_row_per_month_with_a_movement_and_a_column_per_feature(features: Features) -> None:
    table = features([movement("2026-01-05", 1), movement("2026-01-06", 1), movement("2026-04-06", -1)])
    assert table.columns == [*FACTS, *FEATURE_NAMES]
    assert table.get_column("month").dt.strftime("%Y-%m").to_list() == ["2026-01", "2026-04"]
    assert table.get_column("movements").to_list() == [2, 1]
    assert table.get_column("history_months").to_list() == [0, 3]
    assert table.get_column("past_movements").to_list() == [0, 2]


def test_an_account_is_known_from_its_first_statement_even_without_a_movement(features: Features) -> None:
    known = {
        "account": [ACCOUNT],
        "currency": ["EUR"],
        "opened": [date(2025, 6, 1)],
        "opening_milli": [0],
    }
    openings = pl.DataFrame(known)
    table = features([movement("2026-01-05", 1)], openings=openings)
    assert table.select("history_months", "peer_group").rows() == [(7, "EUR/third_party/OBFG/asleep")]


def test_a_single_movement_gives_numbers_or_nulls_and_never_nan(features: Features) -> None:
    for milli in (1, -1, 0):
        table = features([movement("2026-01-05", milli)])
        assert table.height == 1
        assert not any(table.select(pl.col(FEATURE_NAMES).is_nan().any()).row(0))


def test_no_movement_gives_no_row() -> None:
    empty = build_features(draw([movement("2026-01-05", 1)]).filter(pl.lit(False)), register(ACCOUNT), orders=ORDERS)
    assert empty.height == 0
    assert empty.columns == [*FACTS, *FEATURE_NAMES]


def test_an_account_under_judicial_mandate_has_no_features() -> None:
    rows = [movement("2026-01-05", 1), movement("2026-01-05", 1, account="BE02")]
    accounts = pl.concat([register(ACCOUNT, mandate=True), register("BE02")])
    assert build_features(draw(rows), accounts, orders=ORDERS).get_column("account").to_list() == ["BE02"]


def test_an_account_that_the_register_does_not_know_has_unknown_peers_and_breaks_nothing() -> None:
    rows = [movement("2026-01-05", 1, account="BE99"), movement("2026-02-05", -1, account="BE99")]
    table = build_features(draw(rows), register(ACCOUNT), orders=ORDERS)
    assert table.get_column("peer_group").to_list() == ["EUR/unknown/unknown/new", "EUR/unknown/unknown/rare"]


def test_two_currencies_of_one_account_are_never_added(features: Features) -> None:
    table = features([movement("2026-01-05", 5_000), movement("2026-01-05", 7_000, currency="USD")])
    assert table.select("currency", "money_in").rows() == [("EUR", 5.0), ("USD", 7.0)]
