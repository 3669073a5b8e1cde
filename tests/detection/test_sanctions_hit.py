"""The rule sanctions-hit: names with a country, account numbers and BICs of listed people, before and after the listing."""

from datetime import date

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "severity", "e_basis", "e_score")
SANCTIONS = """
entry | source | kind         | name_plain               | country | identifier            | listed_on
EU.1  | eu     | person       | BORIS IVANOVITSJ LISTEDOV | RU      |                       | 2026-03-10
EU.1  | eu     | person       | BORIS LISTEDOV           | RU      |                       | 2026-03-10
EU.1  | eu     | person       |                          |         | BE68539007547034      | 2026-03-10
EU.2  | eu     | organisation | SBERLOVBANK              | BY      |                       | null
EU.2  | eu     | organisation |                          |         | SBLVBY2X              | null
"""
ONE = """
id | booked     | amount   | counterparty    | counterparty_bic
a  | {day}      | -5000.00 | {account} {who} | {bic}
"""
GIVEN = {"day": "2026-03-10", "account": "RU0001", "who": "Boris Listedov", "bic": ""}


def asked(**other: str) -> list[tuple[object, ...]]:
    return found("sanctions-hit", material(ONE.format(**GIVEN | other), sanctions=SANCTIONS), *FACTS)


def test_a_like_name_with_the_entry_s_country_is_critical() -> None:
    assert asked() == [("a", "a", None, "listed name and country", 1000)]
    # BORIS LISTEDOW: 13 of 14 signs agree: Jaro (13/14 + 13/14 + 1) ÷ 3, and four tenths of the rest for the beginning
    assert asked(who="LISTEDOW Boris") == [("a", "a", None, "listed name and country", 971)]
    assert asked(account="BE11", bic="SBERRUMM", who="Boris Listedov") == [("a", "a", None, "listed name and country", 1000)]
    assert asked(who="Sberlovbank NV", account="BY0001", day="2020-01-02")[0][2:4] == (None, "listed name and country")


def test_an_account_number_or_a_bic_of_the_entry_is_enough() -> None:
    assert asked(account="BE68539007547034", who="Somebody Else") == [("a", "a", None, "listed number", 1000)]
    assert asked(account="LT11", bic="SBLVBY2XXXX", who="Somebody Else") == [("a", "a", None, "listed number", 1000)]


def test_the_very_name_alone_is_a_homonym_until_a_person_has_looked() -> None:
    assert asked(account="BE11") == [("a", "a", "low", "listed name", 1000)]
    assert asked(account="BE11", who="Listedov Boris Ivanovitsj") == [("a", "a", "medium", "listed name", 1000)]


@pytest.mark.parametrize("who", ["Boris Lisiecki", "Boris Peeters", "Listedov", "Anna Listedov", "Sberlovbank Garage Peeters"])
def test_other_names_are_not_found(who: str) -> None:
    assert asked(who=who) == []


def test_a_like_name_without_the_country_is_not_found() -> None:
    assert asked(account="BE11", who="Boris Listedow") == []


def test_what_was_booked_before_the_listing_is_one_finding_of_the_day_of_the_listing() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-01-05 | 9000.00  | RU0001 Boris Listedov
    b  | 2026-03-09 | -500.00  | RU0001 Boris Listedov
    c  | 2026-03-10 | -700.00  | RU0001 Boris Listedov
    """
    facts = ("anchor", "stage", "movement_ids", "severity", "last_date", "amount_milli")
    before = ("eu|EU.1|RU0001", "listed later", "a,b", "high", date(2026, 3, 10), 8_500_000)
    assert found("sanctions-hit", material(moved, sanctions=SANCTIONS), *facts) == [
        before,
        ("c", "", "c", None, date(2026, 3, 10), -700_000),
    ]
    the_day_before = material(moved, sanctions=SANCTIONS, on=date(2026, 3, 9))
    assert found("sanctions-hit", the_day_before) == [], "nobody was listed yet"


def test_without_a_list_nothing_is_found() -> None:
    assert found("sanctions-hit", material(ONE.format(**GIVEN))) == []
