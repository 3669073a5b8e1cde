"""The rule circular-lawyers: the same sum goes on from one lawyer's account to the next."""

from dataclasses import replace

import polars as pl

from detection.material import Material
from tests.detection.material import REGISTER, find, found, material

FACTS = ("account", "movement_ids", "amount_milli", "e_passed", "severity")
THREE = (
    REGISTER
    + """C | EUR | third_party | H3 | Carl Coucke | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01
D | EUR | rubric | H4 | Dora Dewit | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01
"""
)


def _chain(sent: str = "-10000.00", passed: str = "-10300.00", day: str = "2026-03-12", **other: str) -> Material:
    cells = {"first": "A", "second": "B", "third": "C", "why": "", "because": ""} | other
    moved = f"""
    id  | account          | booked     | amount   | counterparty             | communication
    in  | {cells["second"]} | 2026-03-02 | 10000.00 | {cells["first"]} Anybody | {cells["why"]}
    one | {cells["first"]} | 2026-03-02 | {sent}   | {cells["second"]} Anyone | {cells["why"]}
    two | {cells["second"]} | {day}     | {passed} | {cells["third"]} Someone | {cells["because"]}
    """
    return material(moved, register=THREE)


def test_a_sum_that_goes_on_within_ten_days_and_three_percent_is_found_at_the_account_where_it_began() -> None:
    # 10,300 is 3 % more than 10,000; 12 March is the 10th day after 2 March
    assert found("circular-lawyers", _chain(), *FACTS) == [("A", "one,two", -10_000_000, 10_300_000, None)]
    assert found("circular-lawyers", _chain(passed="-9700.00"), "e_passed") == [(9_700_000,)]


def test_later_smaller_or_another_sum_is_no_chain() -> None:
    for other in (
        {"day": "2026-03-13"},
        {"sent": "-9999.99", "passed": "-9999.99"},
        {"passed": "-10300.01"},
        {"passed": "-9699.99"},
    ):
        assert found("circular-lawyers", _chain(**other)) == [], other


def test_one_hop_a_return_and_a_holders_own_accounts_are_no_chain() -> None:
    # in turn: on to a client; straight back; between two accounts of one holder at either hop
    for accounts in (
        {"third": "BE77"},
        {"third": "A"},
        {"first": "A", "second": "R"},
        {"first": "B", "second": "A", "third": "R"},
    ):
        assert found("circular-lawyers", _chain(**accounts)) == [], accounts


def test_back_to_the_first_holders_other_account_through_another_lawyer_is_found() -> None:
    assert found("circular-lawyers", _chain(third="R"), "account") == [("A",)]


def test_payments_that_both_say_what_they_are_for_are_medium() -> None:
    named = {"why": "dossier 2026/12", "because": "dossier 2026/99"}
    assert found("circular-lawyers", _chain(**named), "severity") == [("medium",)]
    assert found("circular-lawyers", _chain(why="dossier 2026/12"), "severity") == [(None,)]


def test_payments_of_one_day_are_a_chain_and_the_earliest_second_counts() -> None:
    moved = """
    id    | account | booked     | amount    | counterparty
    early | B       | 2026-03-02 | -20000.00 | C Carl
    one   | A       | 2026-03-02 | -20000.00 | B Peeters
    late  | B       | 2026-03-03 | -20000.00 | C Carl
    on    | C       | 2026-03-09 | -20000.00 | D Dora
    """
    given = material(moved, register=THREE)
    # A to B to C, and B to C to D: a finding at each account from which two hops lead on, one for each payment that begins one
    assert found("circular-lawyers", given, "account", "movement_ids") == [
        ("A", "one,early"),
        ("B", "early,on"),
        ("B", "late,on"),
    ]


def test_only_the_material_that_holds_the_first_account_gives_the_finding() -> None:
    given = _chain()
    of = {name: replace(given, movements=given.movements.filter(pl.col("account") == name)) for name in ("A", "B")}
    assert [find("circular-lawyers", part).height for part in of.values()] == [1, 0]
