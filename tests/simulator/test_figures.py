"""The figures of the method's world: shares of movements, missing references, round amounts, quiet summers, late files."""

from collections import Counter
from datetime import date

import pytest

from coda_parser.statement import Movement
from console.simulator import simulate
from console.simulator.archetypes import ARCHETYPES
from console.simulator.draws import share_out
from tests.simulator.conftest import Read


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Read:
    out = tmp_path_factory.mktemp("figures") / "world"
    return Read(simulate(out, accounts=160, months=12, seed=8, until=date(2026, 3, 31)))


@pytest.fixture(scope="module")
def moved(large: Read) -> list[Movement]:
    planted = {one for row in large.truth for one in row["movement_ids"].split("|")}
    return [one for key, one in large.movements.items() if key not in planted and not one.is_detail]


def named(movement: Movement) -> bool:
    """Whether a reader finds a number: of a dossier, a note, or a structured communication."""
    return any(sign.isdigit() for sign in movement.communication) or bool(movement.structured_reference)


def test_accounts_have_the_archetypes_in_their_shares() -> None:
    parts = share_out({name: one.share for name, one in ARCHETYPES.items()}, 200)
    assert parts == {
        "inactive": 66,
        "generalist": 60,
        "family": 18,
        "real_estate": 7,
        "company": 7,
        "injury": 10,
        "debt_collection": 10,
        "rubric": 22,
    }


def test_one_account_in_twenty_makes_about_three_quarters_of_the_movements(moved: list[Movement], large: Read) -> None:
    counts = Counter(one.account for one in moved)
    busiest = sum(count for _, count in counts.most_common(round(len(large.accounts) * 0.05)))
    assert 0.55 < busiest / len(moved) < 0.85


def test_a_reference_is_missing_on_a_quarter_of_the_receipts(moved: list[Movement]) -> None:
    free = [one for one in moved if one.amount_milli > 0 and one.family in {"01", "02"} and not one.structured_reference]
    assert 0.20 < sum(not named(one) for one in free) / len(free) < 0.30


def test_a_reference_is_missing_on_an_eighth_of_the_payments_to_others(moved: list[Movement], large: Read) -> None:
    own = {row["iban"] for row in large.rows("register/own_accounts.csv")} | set(large.accounts)
    paid = [one for one in moved if one.amount_milli < 0 and one.counterparty_account not in own and one.family in {"01", "02"}]
    assert 0.07 < sum(not named(one) for one in paid) / len(paid) < 0.14


def test_some_three_receipts_in_ten_are_multiples_of_a_hundred_euro(moved: list[Movement]) -> None:
    large_ones = [one for one in moved if one.amount_milli > 400_000 and one.family in {"01", "02"}]
    assert 0.22 < sum(one.amount_milli % 100_000 == 0 for one in large_ones) / len(large_ones) < 0.36


def test_summer_is_quieter(moved: list[Movement], large: Read) -> None:
    busy = {account for account, _ in Counter(one.account for one in moved).most_common(20)}
    receipts = Counter(f"{one.booked:%m}" for one in moved if one.amount_milli > 0 and one.account not in busy)
    assert receipts["08"] < 0.8 * (receipts["05"] + receipts["10"]) / 2


def test_one_to_three_files_in_a_hundred_come_late(large: Read) -> None:
    late = sum(row["fault"] == "late" for row in large.faults)
    assert 0.01 < late / len(large.deliveries) < 0.035
