"""The rule related-party-cluster: several lawyers pay one beneficiary that nothing explains."""

from dataclasses import replace

import polars as pl

from detection.material import Material
from tests.detection.material import REGISTER, find, found, material

FACTS = ("account", "movement_ids", "amount_milli", "e_holders")
THREE = REGISTER + "C | EUR | third_party | H3 | Carl Coucke | GENT | 2020-01-01 | 2020-01-01 | 2020-01-01\n"


def _paid(
    last: str = "-5000.00", who: str = "BE77 Oester Invest", why: str = "", day: str = "2026-06-01", holders: str = ""
) -> Material:
    moved = f"""
    id    | account | booked     | amount    | counterparty | communication
    one   | A       | 2026-02-02 | -10000.00 | {who}        | {why}
    two   | B       | 2026-04-02 | -10000.00 | {who}        | commission
    three | C       | {day}      | {last}    | {who}        |
    after | A       | 2026-12-02 | -100.00   | {who}        |
    """
    return material(moved, register=THREE, holders=holders)


def test_three_lawyers_and_twenty_five_thousand_without_reference_are_found_at_the_first_payer() -> None:
    # 10,000 + 10,000 + 5,000 = 25,000 on 1 June; what comes after the completing day is not named
    assert found("related-party-cluster", _paid(), *FACTS) == [("A", "one,two,three", -25_000_000, 3)]


def test_less_money_fewer_lawyers_or_another_year_is_not_found() -> None:
    assert found("related-party-cluster", _paid(last="-4899.99")) == []  # 24,899.99 + 100 = 24,999.99
    moved = """
    account | booked     | amount    | counterparty
    A       | 2026-02-02 | -20000.00 | BE77 Oester Invest
    R       | 2026-02-03 | -20000.00 | BE77 Oester Invest
    B       | 2026-02-04 | -20000.00 | BE77 Oester Invest
    """
    assert found("related-party-cluster", material(moved, register=THREE)) == []  # A and R are one holder's
    assert found("related-party-cluster", _paid(day="2027-01-02")) == []


def test_the_sum_counts_to_the_end_of_the_day() -> None:
    moved = """
    id    | account | booked     | amount    | counterparty
    three | C       | 2026-02-02 | -9000.00 | BE77 Oester Invest
    two   | B       | 2026-02-02 | -9000.00 | BE77 Oester Invest
    one   | A       | 2026-02-02 | -9000.00 | BE77 Oester Invest
    more  | A       | 2026-02-02 | -1000.00 | BE77 Oester Invest
    """
    assert found("related-party-cluster", material(moved, register=THREE), "amount_milli") == [(-28_000_000,)]


def test_payees_of_everybody_explained_payments_and_own_accounts_are_not_found() -> None:
    for who in ("BE77 Gerechtsdeurwaarder Ex", "BE77 Notaire Ygrec", "BE77 AXA Belgium", "B", "BE70OFFICE Cabinet"):
        assert found("related-party-cluster", _paid(who=who)) == [], who
    # without the first 10,000 too little is left
    assert found("related-party-cluster", _paid(why="dossier 2026/12")) == []


def test_holders_at_one_address_are_one_practice() -> None:
    drawn = "\n".join(
        ["holder_id | name | street | postcode | city", "H1 | a | {} | 9000 | Gent", "H2 | b | Veldstraat 1 | 9000 | GENT"]
    )
    assert found("related-party-cluster", _paid(holders=drawn.format("VELDSTRAAT 1"))) == []
    assert found("related-party-cluster", _paid(holders=drawn.format("Veldstraat 2")), "e_holders") == [(3,)]


def test_only_the_material_that_holds_the_first_payer_gives_the_finding() -> None:
    given = _paid()
    of = {name: replace(given, movements=given.movements.filter(pl.col("account") == name)) for name in ("A", "B", "C")}
    assert [find("related-party-cluster", part).height for part in of.values()] == [1, 0, 0]
