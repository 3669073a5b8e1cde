"""What is only seen across accounts, read part by part."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

from detection.across import across
from tests.detection.material import ACCOUNTS_SCHEMA, REGISTER, frame, movements

FOUR = (
    REGISTER
    + """
C | EUR | third_party | H3 | Carl Coucke | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01
D | EUR | third_party | H4 | Dora Dever  | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01
"""
)
NAMES = {"P1": "Oester Invest", "P2": "Notaire Ygrec", "P3": "Abricka Boskdon", "P4": "", "A": "Verstockt", "X": "nobody"}
"""Payees: P2 is an institution, A is registered."""
FIRST = date(2026, 1, 5)


def drawn(seed: int) -> pl.DataFrame:
    """Movements of five accounts, one of which nobody registered, with few counterparties, some of them explained."""
    die = random.Random(seed)
    lines = ["id | account | booked | amount | counterparty | communication | structured_reference"]
    for number in range(die.randint(1, 60)):
        payee = die.choice(sorted(NAMES))
        name = die.choice([NAMES[payee], "Huissier Zet" if payee == "P3" and number > 40 else NAMES[payee]])
        lines.append(
            f"m{number:02d} | {die.choice('ABCDR') if number % 9 else 'UNKNOWN'} | {FIRST + timedelta(days=number * 9)} "
            f"| {die.choice(['-', '-', ''])}{die.randint(1, 9)}.00 | {payee if die.random() < 0.9 else ''} {name} "
            f"| {die.choice(['', 'dossier 2026/12', 'solde'])} | {die.choice(['', '', '090933755493'])}"
        )
    return movements("\n".join(lines))


def expected(moved: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Say one by one which movements are between registered accounts, and which are shared as of the last day."""
    holder = {"A": "H1", "R": "H1", "B": "H2", "C": "H3", "D": "H4"}
    rows = [row for row in moved.iter_rows(named=True) if row["account"] in holder and row["counterparty_account"]]
    between = [row["movement_id"] for row in rows if row["counterparty_account"] in holder]
    strange = [row for row in rows if row["counterparty_account"] not in holder and row["amount_milli"] < 0]
    everybody = {
        (row["counterparty_account"], row["booked"].year)
        for row in strange
        if {"NOTAIRE", "HUISSIER"} & set(row["counterparty_name"].upper().split())
    }
    unexplained = [
        row
        for row in strange
        if "dossier" not in row["communication"]
        and not row["structured_reference"]
        and (row["counterparty_account"], row["booked"].year) not in everybody
    ]
    payers: dict[str, set[str]] = {}
    for row in unexplained:
        payers.setdefault(row["counterparty_account"], set()).add(holder[row["account"]])
    shared = [row["movement_id"] for row in unexplained if len(payers[row["counterparty_account"]]) > 1]
    return sorted(between), sorted(shared)


@pytest.mark.parametrize("seed", range(25))
def test_transfers_between_accounts_and_shared_payees_are_those_that_are_counted_one_by_one(seed: int) -> None:
    moved = drawn(seed)
    seen = across(lambda: [moved.lazy()], frame(FOUR, ACCOUNTS_SCHEMA))
    strange = seen.shared.filter(pl.col("others_on").is_null())
    several = strange.filter(pl.col("holder_id").n_unique().over("counterparty_account") > 1)
    assert (sorted(seen.between["movement_id"]), sorted(several["movement_id"])) == expected(moved)


@pytest.mark.parametrize("seed", range(8))
def test_neither_the_parts_nor_payees_that_share_a_mark_change_what_is_seen(seed: int) -> None:
    moved, register = drawn(seed), frame(FOUR, ACCOUNTS_SCHEMA)
    whole = across(lambda: [moved.lazy()], register)
    parted = across(
        lambda: [part.lazy() for part in moved.sample(fraction=1.0, shuffle=True, seed=seed).iter_slices(7)], register
    )
    crammed = across(lambda: [moved.lazy()], register, bits=1)
    for other in (parted, crammed):
        assert other.between.equals(whole.between)
        assert other.shared.equals(whole.shared)


def test_a_payee_known_as_an_institution_later_keeps_its_earlier_payments_with_that_day() -> None:
    moved = movements("""
    id    | account | booked     | amount | counterparty
    one   | A       | 2026-02-02 | -10.00 | BE77 Oester
    two   | B       | 2026-03-02 | -10.00 | BE77 Oester
    third | C       | 2026-04-02 | -10.00 | BE77 Notaire Oester
    after | A       | 2026-05-02 | -10.00 | BE77 Oester
    next  | A       | 2027-05-02 | -10.00 | BE77 Oester
    """)
    seen = across(lambda: [moved.lazy()], frame(FOUR, ACCOUNTS_SCHEMA)).shared
    april = date(2026, 4, 2)
    assert seen.select("movement_id", "others_on").rows() == [("one", april), ("two", april), ("next", None)]


def test_no_movement_at_all_gives_empty_frames() -> None:
    seen = across(lambda: [], frame(FOUR, ACCOUNTS_SCHEMA))
    assert (seen.between.height, seen.shared.height) == (0, 0)
