"""Daily balances from statements and movements."""

from datetime import date

import polars as pl

from tests.detection.material import material, statements


def daily(moved: str, stated: str) -> list[tuple[object, ...]]:
    frame = material(moved, stated).daily.collect()
    return [(f"{row['day']:%m-%d}", row["balance_milli"] / 1000, row["stretch"]) for row in frame.iter_rows(named=True)]


def test_a_balance_is_carried_from_day_to_day_within_and_between_statements() -> None:
    moved = """
    booked     | amount  | statement_date | statement_number
    2026-03-03 | 50.00   | 2026-03-06     | 1
    2026-03-03 | -20.00  | 2026-03-06     | 1
    2026-03-05 | -500.00 | 2026-03-06     | 1
    2026-03-09 | 700.00  | 2026-03-09     | 2
    """
    stated = """
    date       | number | old_date   | old     | new
    2026-03-06 | 1      | 2026-03-02 | 100.00  | -370.00
    2026-03-09 | 2      | 2026-03-06 | -370.00 | 330.00
    """
    # 100 + 50 − 20 = 130; 130 − 500 = −370; −370 + 700 = 330
    assert daily(moved, stated) == [
        ("03-02", 100.0, 1),
        ("03-03", 130.0, 1),
        ("03-05", -370.0, 1),
        ("03-06", -370.0, 1),
        ("03-09", 330.0, 1),
    ]


def test_a_movement_outside_the_days_of_its_statement_counts_on_the_nearest_one() -> None:
    moved = """
    booked     | amount | statement_date | statement_number
    2026-02-20 | -10.00 | 2026-03-06     | 2
    2026-03-08 | -5.00  | 2026-03-06     | 2
    """
    stated = """
    date       | number | old_date   | old    | new
    2026-03-02 | 1      |            | 0      | 100.00
    2026-03-06 | 2      | 2026-03-02 | 100.00 | 85.00
    """
    assert daily(moved, stated) == [("03-01", 0.0, 1), ("03-02", 90.0, 1), ("03-06", 85.0, 1)]


def test_a_break_begins_a_new_stretch() -> None:
    stated = """
    date       | number | old_date   | old | new
    2026-03-02 | 1      |            | 0   | 100
    2026-03-06 | 3      | 2026-03-05 | 40  | 40
    """
    assert daily("", stated) == [("03-01", 0.0, 1), ("03-02", 100.0, 1), ("03-05", 40.0, 2), ("03-06", 40.0, 2)]


def test_statements_without_a_number_of_one_day_follow_each_other_by_their_letter() -> None:
    drawn = """
    date       | number | old | new
    2026-03-02 | 0      | 100 | 20
    2026-03-02 | 0      | 0   | 100
    """
    letter = pl.when(pl.col("old_balance_milli") == 100_000).then(pl.lit("b")).otherwise(pl.lit(""))
    given = material("", statements(drawn).with_columns(pl.col("statement_id") + letter))
    assert given.chained.collect().select("statement_id", "stretch").rows() == [
        ("A.EUR.2026-03-02.000", 1),
        ("A.EUR.2026-03-02.000b", 1),
    ]


def test_nothing_after_the_day_is_known() -> None:
    stated = """
    date       | number | old | new
    2026-03-02 | 1      | 0   | 100
    2026-03-06 | 2      | 100 | -40
    """
    assert material("", stated, on=date(2026, 3, 5)).daily.collect().height == 2
