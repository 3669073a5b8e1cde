"""The measures that several features share, against hand arithmetic, a slow matching, and the law's own dates."""

import csv
from collections import deque
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from models.features.measures.openings import openings_of

from .conftest import ACCOUNT, Features, Row, movement

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
EURO = 1000


def opening(day: str, milli: int) -> pl.DataFrame:
    values = {"account": [ACCOUNT], "currency": ["EUR"], "opened": [date.fromisoformat(day)], "opening_milli": [milli]}
    return pl.DataFrame(values)


def by_month(table: pl.DataFrame, name: str) -> dict[str, float | None]:
    return dict(zip(table.get_column("month").dt.strftime("%Y-%m"), table.get_column(name), strict=True))


def test_days_held_are_weighted_by_amount_first_in_first_out(features: Features) -> None:
    table = features(
        [
            movement("2026-01-01", 100 * EURO),
            movement("2026-01-11", 100 * EURO),
            movement("2026-01-21", -150 * EURO),
            movement("2026-02-01", -50 * EURO),
        ]
    )
    # January: 100 held 20 days, 50 held 10 days; February: 50 held 21 days
    assert by_month(table, "days_held") == {"2026-01": pytest.approx(2500 / 150), "2026-02": 21.0}


def test_the_opening_balance_is_paid_out_first(features: Features) -> None:
    rows = [movement("2026-01-11", 100 * EURO), movement("2026-01-21", -100 * EURO)]
    assert by_month(features(rows), "days_held") == {"2026-01": 10.0}
    assert by_month(features(rows, openings=opening("2026-01-01", 100 * EURO)), "days_held") == {"2026-01": 20.0}


def test_money_paid_before_it_came_was_never_held(features: Features) -> None:
    rows = [movement("2026-01-05", -100 * EURO), movement("2026-01-06", 100 * EURO)]
    assert by_month(features(rows), "days_held") == {"2026-01": None}


def slow_days_held(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """Match euro by euro with a queue: matched amount and amount × days by month of payment."""
    waiting: deque[list[int]] = deque()
    held: dict[str, tuple[int, int]] = {}
    for row in sorted(rows, key=lambda row: (row["booked"], row["amount_milli"] < 0)):
        if row["amount_milli"] > 0:
            waiting.append([row["booked"].toordinal(), row["amount_milli"]])
        left = -row["amount_milli"]
        while left > 0 and waiting:
            part = min(left, waiting[0][1])
            month = f"{row['booked']:%Y-%m}"
            matched, days = held.get(month, (0, 0))
            held[month] = (matched + part, days + part * (row["booked"].toordinal() - waiting[0][0]))
            waiting[0][1] -= part
            left -= part
            if waiting[0][1] == 0:
                waiting.popleft()
    return held


@pytest.mark.parametrize("seed", range(5))
def test_the_fast_matching_equals_a_queue_of_euros(features: Features, seed: int) -> None:
    rng = Random(seed)
    rows, balance = [], 0
    for day in range(1, 200):
        milli = rng.randint(1, 900)
        milli = -rng.randint(1, balance) if balance and rng.random() < 0.5 else milli
        balance += milli
        rows.append(movement(date.fromordinal(date(2026, 1, 1).toordinal() + day).isoformat(), milli))
    expected = {month: days / matched for month, (matched, days) in slow_days_held(rows).items()}
    found = {month: value for month, value in by_month(features(rows), "days_held").items() if value is not None}
    assert found == pytest.approx(expected)


def test_old_money_is_the_balance_of_two_months_ago_less_what_left_since(features: Features) -> None:
    table = features(
        [
            movement("2026-01-10", 1_000 * EURO),
            movement("2026-02-10", 5_000 * EURO),
            movement("2026-03-10", -300 * EURO),
            movement("2026-04-10", -4_000 * EURO),
            movement("2026-05-10", 1 * EURO),
        ]
    )
    assert by_month(table, "stale_money") == {
        "2026-01": 0,
        "2026-02": 0,
        "2026-03": 700.0,
        "2026-04": 1_700.0,
        "2026-05": 1_700.0,
    }


@pytest.mark.parametrize(
    ("received", "stale_in_august"),
    [("2026-06-30", 0.0), ("2026-06-29", 9.0), ("2026-07-01", 0.0)],
)
def test_money_of_30_june_is_not_late_before_september(features: Features, received: str, stale_in_august: float) -> None:
    found = by_month(
        features([movement(received, 9 * EURO), movement("2026-08-03", 1), movement("2026-09-03", 1)]), "stale_money"
    )
    assert found["2026-08"] == stale_in_august
    assert found["2026-09"] == 9.0


def test_money_that_rotates_is_not_old(features: Features) -> None:
    rows = [movement(f"2026-{number:02d}-03", 1_000 * EURO) for number in range(1, 9)]
    rows += [movement(f"2026-{number:02d}-20", -1_000 * EURO) for number in range(2, 9)]
    assert max(features(rows).get_column("stale_money")) == 0.0, "the balance never falls below 1,000, yet nothing is old"


def test_the_opening_balance_grows_old_too(features: Features) -> None:
    rows = [movement("2026-03-10", -100 * EURO)]
    assert by_month(features(rows, openings=opening("2025-12-31", 700 * EURO)), "stale_money") == {"2026-03": 600.0}


def vectors() -> list[dict[str, str]]:
    file = SHARED / "domain" / "two_month_vectors.csv"
    if not file.exists():
        pytest.skip("the vectors of the two months lie beside this repository: ../shared/domain/two_month_vectors.csv")
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_two_months_end_when_the_law_says_so(features: Features) -> None:
    for vector in vectors():
        received, late = date.fromisoformat(vector["receipt_date"]), date.fromisoformat(vector["first_day_late"])
        later = [
            (received.year + (received.month + step - 1) // 12, (received.month + step - 1) % 12 + 1) for step in range(1, 5)
        ]
        rows = [movement(vector["receipt_date"], 9 * EURO)]
        rows += [movement(f"{year}-{month:02d}-01", sign) for year, month in later for sign in (1, -1)]
        for month, stale in features(rows).select("month", "stale_money").iter_rows():
            end = date(month.year + month.month // 12, month.month % 12 + 1, 1).toordinal() - 1
            assert (stale > 8) == (end >= late.toordinal()), (vector, month)


def test_the_first_statement_of_an_account_opens_it() -> None:
    statements = pl.DataFrame(
        {
            "account": ["A", "A", "B", "C"],
            "currency": "EUR",
            "statement_date": [date(2026, 1, 3), date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 2)],
            "statement_number": [2, 1, 1, 1],
            "old_balance_date": [date(2026, 1, 2), date(2025, 12, 31), None, date(2026, 1, 1)],
            "old_balance_milli": [50, 40, 30, 20],
            "separate_application": [False, False, False, True],
        }
    )
    found = openings_of(statements.lazy()).sort("account").rows()
    assert found == [
        ("A", "EUR", date(2025, 12, 31), 40),
        ("B", "EUR", date(2026, 1, 2), 30),
    ]
