"""Matching receipts with payments: reference, payer, amount, order, and the sums that must hold."""

import os
from datetime import date, timedelta
from importlib.util import find_spec
from random import Random

import numpy as np
import polars as pl
import pytest

from detection.compiled import compiled_consume
from detection.lot_ledger import consume
from detection.lots import match, matched
from tests.detection.material import material, movements
from tests.detection.slow_lots import slow_matches

pytestmark = pytest.mark.trial


def consumed(moved: str, stated: str | None = None, opening: str = "0") -> list[tuple[object, ...]]:
    """Give the matches as lot, debit, euros, confidence."""
    matches = material(moved, stated, opening=opening).matches.sort("debit", "lot").collect()
    return [
        (row["lot_movement_id"], row["debit_movement_id"], row["consumed_milli"] / 1000, row["confidence"])
        for row in matches.iter_rows(named=True)
    ]


def test_a_reference_goes_before_amount_and_order_oldest_first() -> None:
    moved = """
    id    | booked     | amount  | communication
    other | 2026-03-01 | 500.00  | dossier 2026/11
    one   | 2026-03-02 | 300.00  | dossier 2026/12
    two   | 2026-03-03 | 300.00  | dossier 2026/12
    pay   | 2026-03-09 | -500.00 | dossier 2026/12
    """
    assert consumed(moved) == [("one", "pay", 300.0, 950), ("two", "pay", 200.0, 950)]


def test_what_the_dossiers_only_payers_paid_without_naming_one_comes_next() -> None:
    moved = """
    id    | booked     | amount  | counterparty  | communication
    old   | 2026-02-01 | 250.00  | BE19 Zo Klant |
    named | 2026-03-01 | 300.00  | BE11 An Klant | dossier 2026/12
    blank | 2026-03-02 | 100.00  | BE11 An Klant |
    pay   | 2026-03-09 | -400.00 | BE12 Bo Klant | dossier 2026/12
    """
    assert consumed(moved) == [("named", "pay", 300.0, 950), ("blank", "pay", 100.0, 700)]


def test_a_payer_of_two_dossiers_leaves_its_nameless_money_to_amount_and_order() -> None:
    moved = """
    id    | booked     | amount  | counterparty  | communication
    old   | 2026-02-01 | 250.00  | BE19 Zo Klant |
    named | 2026-03-01 | 300.00  | BE11 An Klant | dossier 2026/12
    twice | 2026-03-01 | 80.00   | BE11 An Klant | dossier 2026/13
    blank | 2026-03-02 | 100.00  | BE11 An Klant |
    pay   | 2026-03-09 | -350.00 | BE12 Bo Klant | dossier 2026/12
    """
    # the rest of 50 is no lot ± 2 %, so the oldest lot without a dossier gives it
    assert consumed(moved) == [("old", "pay", 50.0, 300), ("named", "pay", 300.0, 950)]


@pytest.mark.parametrize(
    ("debit", "expected"),
    [
        ("-1000.00", [("two", "pay", 1000.0, 700)]),  # exactly
        ("-980.40", [("two", "pay", 980.4, 700)]),  # 1,000 − 980.40 = 19.60 ≤ 2 % of 980.40 = 19.608
        ("-980.30", [("one", "pay", 700.0, 300), ("two", "pay", 280.3, 300)]),  # 19.70 > 19.606
    ],
)
def test_without_a_reference_the_lot_of_the_same_amount_within_two_per_cent(debit: str, expected: list[object]) -> None:
    moved = f"""
    id  | booked     | amount  | counterparty
    one | 2026-03-01 | 700.00  | BE11 An Klant
    two | 2026-03-02 | 1000.00 | BE12 Bo Klant
    pay | 2026-03-09 | {debit} | BE13 Cy Klant
    """
    assert consumed(moved) == expected


def test_an_amount_matches_within_sixty_days_only() -> None:
    moved = """
    id   | booked     | amount  | counterparty
    one  | 2026-01-01 | 700.00  | BE11 An Klant
    two  | 2026-01-02 | 900.00  | BE12 Bo Klant
    pay  | 2026-03-04 | -900.00 | BE13 Cy Klant
    """
    # 2 January to 4 March: 61 days
    assert consumed(moved) == [("one", "pay", 700.0, 300), ("two", "pay", 200.0, 300)]
    in_time = consumed(moved.replace("2026-03-04", "2026-03-03"))
    assert in_time == [("two", "pay", 900.0, 700)]


def test_all_that_is_left_of_one_dossier_matches_by_its_sum() -> None:
    moved = """
    id    | booked     | amount  | counterparty  | communication
    first | 2026-03-01 | 50.00   | BE10 Zo Klant |
    one   | 2026-03-02 | 300.00  | BE11 An Klant | dossier 2026/12
    two   | 2026-03-03 | 100.00  | BE11 An Klant |
    pay   | 2026-03-09 | -400.00 | BE12 Bo Klant | akkoord
    """
    assert consumed(moved) == [("one", "pay", 300.0, 700), ("two", "pay", 100.0, 700)]


@pytest.mark.parametrize(
    ("single", "debit", "expected"),
    [
        ("400.00", "-400.00", [("three", "pay", 400.0, 700)]),  # both are exact
        ("401.00", "-400.00", [("one", "pay", 300.0, 700), ("two", "pay", 100.0, 700)]),  # the sum is nearer by 1.00
        # the sum of 400 is 4 more, the lot 4 less: the lot, and the oldest for what is left
        ("392.00", "-396.00", [("one", "pay", 4.0, 300), ("three", "pay", 392.0, 700)]),
    ],
)
def test_a_single_lot_goes_before_a_sum_that_is_as_near_though_the_sum_is_older(
    single: str, debit: str, expected: list[object]
) -> None:
    moved = f"""
    id    | booked     | amount   | counterparty  | communication
    one   | 2026-03-02 | 300.00   | BE11 An Klant | dossier 2026/12
    two   | 2026-03-03 | 100.00   | BE11 An Klant | dossier 2026/12
    three | 2026-03-04 | {single} | BE13 Cy Klant |
    pay   | 2026-03-09 | {debit} | BE12 Bo Klant | akkoord
    """
    assert consumed(moved) == expected


def test_a_debit_may_name_the_dossier_that_its_payer_never_named() -> None:
    moved = """
    id    | booked     | amount  | counterparty  | communication
    old   | 2026-02-01 | 50.00   | BE10 Zo Klant |
    one   | 2026-03-02 | 300.00  | BE11 An Klant |
    two   | 2026-03-03 | 100.00  | BE11 An Klant |
    other | 2026-03-03 | 400.00  | BE13 Cy Klant | dossier 2026/13
    pay   | 2026-03-09 | -400.00 | BE12 Bo Klant | dossier 2026/12
    """
    # 400.00 of dossier 2026/13 is as much, but another dossier's
    assert consumed(moved) == [("one", "pay", 300.0, 700), ("two", "pay", 100.0, 700)]


def test_a_payment_listed_before_the_receipt_of_its_day_takes_that_receipt() -> None:
    moved = """
    id  | booked     | amount
    pay | 2026-03-09 | -400.00
    in  | 2026-03-09 | 400.00
    """
    assert consumed(moved) == [("in", "pay", 400.0, 700)]


def test_the_opening_balance_and_jumps_between_statements_are_lots_without_movement() -> None:
    moved = """
    id  | booked     | amount  | statement_number
    pay | 2026-03-02 | -120.00 | 1
    out | 2026-03-05 | -30.00  | 3
    """
    stated = """
    date       | number | old | new
    2026-03-02 | 1      | 100 | -20
    2026-03-05 | 3      | 10  | -20
    """
    # 100 of the opening; 20 are owed; between the statements 30 appeared, of which 20 pay the debt, and 10 the next payment
    assert consumed(moved, stated) == [(None, "pay", 100.0, 300), (None, "pay", 20.0, 300), (None, "out", 10.0, 300)]


def test_the_remainders_sum_to_the_balance_whatever_happens() -> None:
    for seed in range(25):
        rng = Random(seed)
        lines = ["booked | amount | counterparty | communication"]
        for _ in range(40):
            amount = rng.choice([100, 250, 300, 999, 1000]) * rng.choice([1, 1, -1])
            dossier = rng.choice(["", "", "dossier 2026/10", "dossier 2026/11", "dossier 2026/12"])
            day = f"2026-{rng.randint(1, 6):02d}-{rng.randint(1, 28):02d}"
            lines.append(f"{day} | {amount}.00 | BE{rng.randint(1, 4)}1 Klant Klant | {dossier}")
        given = material(movements("\n".join(lines)), opening=str(rng.choice([0, 500, -300])))
        changes, matches = given.changes.collect(), given.matches.collect()
        left = changes.filter(pl.col("amount_milli") > 0)["amount_milli"].sum() - matches["consumed_milli"].sum()
        owed = -changes.filter(pl.col("amount_milli") < 0)["amount_milli"].sum() - matches["consumed_milli"].sum()
        assert left >= 0
        assert owed >= 0
        assert left == 0 or owed == 0, "nothing is owed while money is there"
        assert left - owed == given.chained.collect().sort("statement_date")["new_balance_milli"][-1]


def drawn_changes(seed: int, *, lines: int = 120) -> pl.DataFrame:
    """Draw the changes of two accounts: few amounts, payers and dossiers, so that every step finds something to choose from."""
    rng = Random(seed)
    rows = []
    for account in "AB":
        days = sorted(rng.randint(0, 400) for _ in range(lines))
        for day in days:
            amount = rng.choice([100, 101, 102, 250, 300, 350, 999, 1000, 1010]) * rng.choice([1, 1, -1])
            dossier, party = rng.choice([None, None, "1", "2", "3"]), rng.choice([None, "p", "q", "r", "s"])
            rows.append((account, "EUR", date(2020, 1, 1) + timedelta(days=day), amount * 1000, None, dossier, party))
    kinds = {"day": pl.Date, "amount_milli": pl.Int64, "movement_id": pl.String, "dossier": pl.String, "party": pl.String}
    schema = {"account": pl.String, "currency": pl.String, **kinds}
    ordered = pl.DataFrame(rows, schema=schema, orient="row").sort("account", "day", pl.col("amount_milli") < 0)
    return ordered.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))


def told_slowly(changes: pl.DataFrame) -> list[tuple[int, int, int, int]]:
    columns = ("number", pl.col("day").to_physical(), "amount_milli", "dossier", "party")
    parts = changes.partition_by("account", maintain_order=True)
    return sorted(match for part in parts for match in slow_matches(part.select(columns).rows()))


@pytest.mark.parametrize("seed", range(200 if os.environ.get("QUATER_TEST_FULL") == "1" else 40))
def test_the_lots_are_consumed_as_the_slow_telling_of_the_steps_consumes_them(seed: int) -> None:
    changes = drawn_changes(seed)
    found = match(changes)
    assert set(found["confidence"]) == {950, 700, 300}
    assert sorted(found.rows()) == told_slowly(changes)


def test_the_compiled_walk_gives_what_the_plain_one_gives() -> None:
    if find_spec("numba") is None:
        pytest.skip("numba is not installed: nothing is ever compiled")
    compiled = compiled_consume()
    for seed in range(1000, 1030):
        changes = drawn_changes(seed, lines=300)
        assert matched(changes, compiled, np.array).equals(matched(changes, consume, np.ndarray.tolist))


def test_no_account_at_all_gives_no_match() -> None:
    assert match(drawn_changes(1, lines=0)).is_empty()
