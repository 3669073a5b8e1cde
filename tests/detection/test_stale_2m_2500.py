"""The rule stale-2m-2500: two calendar months, strictly above 2,500 EUR, by dossier, person or operation."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from detection.calendar import first_day_late, last_day_of_months
from detection.registry import detectors
from tests.detection.material import found, material

FACTS = ("movement_ids", "e_group", "e_late", "e_total", "severity", "stage")

# art. 1.7 of the Civil Code: the period starts the day after receipt and runs to the eve of the same date two months on;
# where that month has no such date, its last day is the last day of the period
VECTORS = [
    ("2026-01-15", "2026-03-15", "2026-03-16"),
    ("2026-06-30", "2026-08-31", "2026-09-01"),
    ("2026-07-31", "2026-09-30", "2026-10-01"),
    ("2026-12-28", "2027-02-28", "2027-03-01"),
    ("2026-12-29", "2027-02-28", "2027-03-01"),
    ("2026-12-30", "2027-02-28", "2027-03-01"),
    ("2026-12-31", "2027-02-28", "2027-03-01"),
    ("2027-12-29", "2028-02-29", "2028-03-01"),
    ("2027-12-30", "2028-02-29", "2028-03-01"),
]


@pytest.mark.parametrize(("received", "last", "late"), VECTORS)
def test_two_months_are_counted_from_the_day_after_receipt(received: str, last: str, late: str) -> None:
    day = date.fromisoformat(received)
    assert last_day_of_months(day, 2) == date.fromisoformat(last)
    assert first_day_late(day, 2) == date.fromisoformat(late)


@pytest.mark.parametrize(("received", "last", "late"), VECTORS)
def test_money_is_late_from_the_first_day_late_and_not_on_the_last_day(received: str, last: str, late: str) -> None:
    moved = f"""
    id | booked     | amount  | communication
    in | {received} | 2500.01 | dossier 2026/12
    """
    assert found("stale-2m-2500", material(moved, on=date.fromisoformat(last))) == []
    found_late = found("stale-2m-2500", material(moved, on=date.fromisoformat(late)), "movement_ids", "first_date", "e_late")
    assert found_late == [("in", date.fromisoformat(late), 2_500_010)]


def test_exactly_the_limit_is_not_above_it() -> None:
    moved = """
    booked     | amount  | communication
    2026-01-15 | 2500.00 | dossier 2026/12
    """
    assert found("stale-2m-2500", material(moved)) == []


def test_the_total_of_a_dossier_of_a_person_or_of_an_operation_counts() -> None:
    moved = """
    id | account | booked     | amount  | counterparty  | communication   | structured_reference | communication_type
    a  | A       | 2026-01-15 | 1300.00 | BE11 An Klant | dossier 2026/12 |                      |
    b  | A       | 2026-01-20 | 1300.00 | BE12 Bo Klant | DOS 2026/012    |                      |
    c  | B       | 2026-01-15 | 1300.00 | BE13 Cy Klant | akkoord         |                      |
    d  | B       | 2026-01-20 | 1300.00 | BE13 Cy Klant | saldo           |                      |
    e  | B       | 2026-02-15 | 1300.00 | BE14 Di Klant |                 | 010806817183         | 101
    f  | B       | 2026-02-20 | 1300.00 | BE15 Ed Klant |                 | 010806817183         | 101
    """
    # each pair is 2,600: the limit is passed on the day of the second receipt, so both are late two months after that day
    assert found("stale-2m-2500", material(moved), *FACTS, "first_date") == [
        ("a,b", "dossier", 2_600_000, 2_600_000, None, "running", date(2026, 3, 21)),
        ("c,d", "person", 2_600_000, 2_600_000, None, "running", date(2026, 3, 21)),
        ("e,f", "operation", 2_600_000, 2_600_000, None, "running", date(2026, 4, 21)),
    ]


def test_small_receipts_of_several_dossiers_and_people_are_exempt() -> None:
    moved = """
    booked     | amount  | counterparty  | communication
    2026-01-15 | 2400.00 | BE11 An Klant | dossier 2026/12
    2026-01-15 | 2400.00 | BE12 Bo Klant | dossier 2026/13
    2026-01-15 | 2400.00 | BE13 Cy Klant | akkoord
    """
    assert found("stale-2m-2500", material(moved)) == []


def test_an_institution_pays_for_many_persons_and_is_none() -> None:
    moved = """
    booked     | amount  | counterparty            | communication
    2026-01-15 | 1300.00 | BE11 Voorbeeld Verzekeringen | akkoord
    2026-01-20 | 1300.00 | BE11 Voorbeeld Verzekeringen | akkoord
    2026-01-15 | 900.00  | BE12 Groot NV           | dossier 2026/12
    2026-01-16 | 900.00  | BE12 Groot NV           | dossier 2026/13
    2026-01-17 | 900.00  | BE12 Groot NV           | dossier 2026/14
    2026-01-18 | 900.00  | BE12 Groot NV           | dossier 2026/15
    2026-01-15 | 1300.00 | BE13 Compte de tiers Me Ex | akkoord
    2026-01-20 | 1300.00 | BE13 Compte de tiers Me Ex | akkoord
    """
    # from its third dossier on, a payer is no person: 900 + 900 came before
    assert found("stale-2m-2500", material(moved)) == []


def test_paying_in_time_by_reference_amount_or_order_is_lawful() -> None:
    table = """
    booked     | amount    | counterparty  | communication
    2026-01-15 | 6000.00   | BE11 An Klant | dossier 2026/12
    2026-02-20 | 4000.00   | BE12 Bo Klant | dossier 2026/13
    {day}      | -{amount} | {party}       | {words}
    """
    paid = {"day": "2026-03-15", "amount": "6000.00", "party": "BE13 Cy Klant", "words": "dossier 2026/12"}
    on = date(2026, 3, 31)
    assert found("stale-2m-2500", material(table.format(**paid), on=on)) == []
    assert found("stale-2m-2500", material(table.format(**(paid | {"words": ""})), on=on)) == []
    assert found("stale-2m-2500", material(table.format(**(paid | {"amount": "5900.00"})), on=on)) == []
    assert found("stale-2m-2500", material(table.format(**(paid | {"party": "R Jeanne Verstockt"})), on=on)) == []
    # 101.00 left is above 100 EUR; a payment of the other dossier leaves all of it
    late = found("stale-2m-2500", material(table.format(**(paid | {"amount": "5899.00"})), on=on), "e_late")
    assert late == [(101_000,)]
    other = paid | {"amount": "4000.00", "words": "dossier 2026/13"}
    assert found("stale-2m-2500", material(table.format(**other), on=on), "e_late") == [(6_000_000,)]


def test_within_five_days_it_is_low_and_it_is_over_when_it_is_paid() -> None:
    table = """
    id  | booked     | amount   | communication
    in  | 2026-01-15 | 6000.00  | dossier 2026/12
    out | {day}      | -6000.00 | dossier 2026/12
    """
    # late from 16 March; 16 to 20 March are the five days
    assert found("stale-2m-2500", material(table.format(day="2026-03-21")), *FACTS[4:]) == [("low", "grace")]
    assert found("stale-2m-2500", material(table.format(day="2026-03-22")), *FACTS[4:]) == [(None, "")]
    unpaid = table.format(day="2026-12-31")
    assert found("stale-2m-2500", material(unpaid, on=date(2026, 3, 20)), *FACTS[4:]) == [("low", "grace")]
    assert found("stale-2m-2500", material(unpaid, on=date(2026, 3, 21)), *FACTS[4:]) == [(None, "running")]


def test_late_money_paid_in_parts_falls_by_each_part_and_is_over_with_the_one_that_leaves_next_to_nothing() -> None:
    table = """
    id  | booked     | amount   | communication
    in  | 2026-01-15 | 6000.00  | dossier 2026/12
    one | 2026-03-25 | -4000.00 | dossier 2026/12
    two | {day}      | -1950.00 | dossier 2026/12
    """
    facts = ("e_late", "severity", "stage")
    # late from 16 March with 6,000; 2,000 are left from the 25th; the second part leaves 50, which is not above 100
    paid = table.format(day="2026-04-10")
    assert found("stale-2m-2500", material(paid, on=date(2026, 4, 9)), *facts) == [(6_000_000, None, "running")]
    assert found("stale-2m-2500", material(paid), *facts) == [(6_000_000, None, "")]
    # both parts within the five days
    quick = table.format(day="2026-03-19").replace("2026-03-25", "2026-03-18")
    assert found("stale-2m-2500", material(quick), *facts) == [(6_000_000, "low", "grace")]


def test_late_money_is_never_more_than_the_lowest_balance_since_its_receipt() -> None:
    moved = """
    booked     | amount   | counterparty  | communication
    2026-01-15 | 6000.00  | BE11 An Klant | dossier 2026/12
    2026-02-01 | 9000.00  | BE12 Bo Klant | dossier 2026/13
    2026-02-02 | -9000.00 | BE13 Cy Klant | dossier 2026/13
    2026-02-10 | -5850.00 | BE14 Di Klant | dossier 2026/99
    2026-02-20 | 9000.00  | BE15 Ed Klant | dossier 2026/14
    """
    # the payment of another dossier took the account down to 6,000 − 5,850 = 150: no more can be left of January's money
    assert found("stale-2m-2500", material(moved, on=date(2026, 3, 31)), "e_late") == [(150_000,)]


def test_rubric_accounts_are_not_asked_and_own_money_is_no_receipt() -> None:
    moved = """
    account | booked     | amount  | counterparty
    A       | 2026-01-15 | 9000.00 | BE70OFFICE
    """
    assert found("stale-2m-2500", material(moved)) == []
    assert detectors()["stale-2m-2500"].rule.kinds == ("third_party",)


def test_the_vectors_are_those_of_the_domain_notes(shared_domain: Path) -> None:
    with (shared_domain / "two_month_vectors.csv").open(encoding="utf-8") as lines:
        assert [tuple(row.values()) for row in csv.DictReader(lines)] == VECTORS
    assert all(date.fromisoformat(late) - date.fromisoformat(last) == timedelta(days=1) for _, last, late in VECTORS)


def test_the_confidence_is_that_of_the_weakest_receipt() -> None:
    moved = """
    booked     | amount  | counterparty  | communication
    2026-01-15 | 3000.00 | BE11 An Klant | akkoord
    2026-01-16 | 3000.00 | BE11 An Klant | akkoord
    2026-02-01 | -700.00 | BE12 Bo Klant | dossier 2026/99
    """
    # order alone took 700 of the first receipt; the second is untouched: weak, so information only
    facts = ("e_late", "confidence", "severity")
    assert found("stale-2m-2500", material(moved, on=date(2026, 6, 1)), *facts) == [(5_300_000, 300, "info")]
    untouched = moved.replace("-700.00", "-0.00")
    assert found("stale-2m-2500", material(untouched, on=date(2026, 6, 1)), *facts) == [(6_000_000, 700, None)]
