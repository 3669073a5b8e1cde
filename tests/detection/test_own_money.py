"""The rules of the holder's own money on drawn worlds in which everything happens at once: each day alone finds its part."""

from dataclasses import replace
from datetime import date, timedelta
from os import environ
from random import Random

import polars as pl
import pytest

from detection.engine import findings_of_rule
from detection.material import Material
from detection.registry import detectors
from tests.detection.material import material
from warehouse.alerts import Finding

pytestmark = pytest.mark.trial

RULES = (
    *("interest-kept", "year-end-parking", "window-dressing", "own-ratio", "own-injection", "own-round-trip"),
    *("own-fees-received", "kiting"),
)
FIRST, LAST = date(2024, 11, 1), date(2026, 3, 31)
SEEDS = range(12) if environ.get("QUATER_TEST_FULL") else range(2)
STEP = timedelta(days=1 if environ.get("QUATER_TEST_FULL") else 17)
SUMS = (500, 1000, 3000, 3000, 5000, 6000, 6100, 7000)


def world(seed: int) -> Material:
    """Draw an account on which money goes round and comes in as fees and interest, and one on which it waits for January."""
    random = Random(seed)
    lines = []
    for _ in range(400):
        day = FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
        size = round(random.choice(SUMS) * random.choice((1, 1, 1, 0.98, 0.9)))
        lines.append(
            random.choice(
                (
                    f"A | {day} | -{size} | | BE70OFFICE | erreur",
                    f"A | {day} | -{size} | | BE70OFFICE |",
                    f"A | {day} | {size} | | BE70OFFICE |",
                    f"A | {day} | {size} | | R |",
                    f"A | {day} | -{size} | | R |",
                    f"A | {day} | 12.40 | 03501001 | |",
                    f"A | {day} | -12.40 | | BE70OFFICE |",
                    f"A | {day} | {size} | | BE11 An Klant | honoraires",
                    f"A | {day} | {size} | | BE11 An Klant | dossier 2026/1",
                    f"A | {day} | -{size} | | BE12 Bo Klant | dossier 2026/1",
                )
            )
        )
    for _ in range(12):
        size, december, january = random.choice(SUMS), random.randint(1, 31), random.randint(1, 31)
        text = random.choice(("honoraires", "dossier 2026/1"))
        lines.append(f"B | 2025-12-{december:02d} | {size} | | BE11 An Klant | {text}")
        lines.append(f"B | 2026-01-{january:02d} | -{random.choice((size, 900))} | | BE71OFFICE |")
    head = "account | booked | amount | code | counterparty | communication\n"
    own_accounts = "holder_id | iban\nH1 | BE70OFFICE\nH2 | BE71OFFICE"
    return material(head + "\n".join(sorted(lines)), opening="2000", own_accounts=own_accounts, on=LAST)


@pytest.fixture(scope="module")
def worlds() -> list[Material]:
    return [world(seed) for seed in SEEDS]


def facts(finding: Finding) -> tuple[object, ...]:
    return finding.key, finding.severity, finding.movement_ids, finding.reason


@pytest.mark.parametrize("rule", RULES)
def test_a_day_with_its_lookback_finds_what_the_whole_history_finds_for_it(rule: str, worlds: list[Material]) -> None:
    detector, found = detectors()[rule], 0
    assert detector.rule.lookback is not None
    for whole in worlds:
        everything = list(findings_of_rule(detector, whole))
        found += len(everything)
        day = date(2025, 12, 20)
        while day < LAST:
            after, day = day, min(day + STEP, LAST)
            edge = after - timedelta(days=detector.rule.lookback)
            recent = replace(
                whole,
                on=day,
                movements=whole.movements.filter(pl.col("booked") > edge),
                statements=whole.statements.filter(pl.col("statement_date") > edge),
            )
            expected = [facts(one) for one in everything if after < one.last_date <= day]
            assert [facts(one) for one in findings_of_rule(detector, recent) if one.last_date > after] == expected, day
    assert found


def test_no_credit_is_both_own_money_put_in_and_money_brought_back(worlds: list[Material]) -> None:
    for whole in worlds:
        injected, turned, returned = (
            {movement for one in findings_of_rule(detectors()[rule], whole) for movement in one.movement_ids}
            for rule in ("own-injection", "kiting", "own-round-trip")
        )
        assert injected
        assert returned
        assert not injected & returned
        assert not turned & (injected | returned)
