"""Scores that a person approved become findings; without an approval there is none."""

from datetime import date

import polars as pl

from detection import learned
from detection.engine import load
from detection.rule import LANGUAGES
from detection.surroundings import Surroundings
from models.scoring import SCORES
from tests.detection.material import material
from warehouse.database import Warehouse

REASON = {
    "feature": "own_share",
    "value_milli": 642,
    "median_milli": 80,
    "beyond_micro": 4_200,
    "fall_micro": 31_000,
    "peers": "all",
}
MOVED = """
id    | booked     | amount  | bank_reference
big   | 2026-03-02 | 9000.00 | R1
small | 2026-03-20 | -10.00  |
april | 2026-04-02 | 5.00    |
"""


def scored(*rows: tuple[str, date, int, int]) -> pl.DataFrame:
    """Draw scores: account, month, score, share of account-months beyond it; one reason each."""
    drawn = [
        {"account": account, "currency": "EUR", "month": month, "score_micro": score, "beyond_micro": beyond}
        for account, month, score, beyond in rows
    ]
    common = {"movements": 2, "peer_group": "all", "peers_beyond_micro": 0, "model_id": "M-000001", "contributions": [REASON]}
    return pl.DataFrame([row | common for row in drawn], schema=SCORES, orient="row")


def test_the_months_within_the_budget_are_found_with_their_movements() -> None:
    given = scored(("A", date(2026, 3, 1), 700_000, 10_000), ("A", date(2026, 4, 1), 600_000, 10_001))
    found = learned.outliers(given, material(MOVED))
    assert found.select("anchor", "amount_milli", "score_micro", pl.col("movement_ids").list.join(",")).rows() == [
        ("2026-03@M-000001", 9_010_000, 700_000, "big,small")
    ]


def test_an_outlier_is_told_from_its_numbers_in_every_language() -> None:
    evidence = {"month": "2026-03", "model": "M-000001"} | learned.evidence_of([REASON, REASON | {"feature": "own_share"}])
    assert evidence["value_milli_2"] == 642
    told = {language: learned.reason(evidence, language, "EUR") for language in LANGUAGES}
    assert told["en"].startswith("In 2026-03 the account was unlike similar accounts: share of three months' payments")
    assert all("64" in text for text in told.values())
    assert len(set(told.values())) == 4


def test_without_an_approved_model_there_is_no_finding(warehouse: Warehouse) -> None:
    given, accounts = load(warehouse, on=date(2026, 3, 31), bucket=0, buckets=1, around=Surroundings())
    assert learned.find_learned(warehouse, given, accounts) is None
