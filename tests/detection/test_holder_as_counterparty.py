"""The rule holder-as-counterparty: a bank that writes the holder where the payer or payee belongs."""

from datetime import date

from tests.detection.material import found, material

FACTS = ("anchor", "e_named", "e_all", "e_accounts")


def moved(parties: list[str]) -> str:
    """Draw a movement for each counterparty, on the days of March 2026."""
    lines = [f"m{n} | 2026-03-{n:02d} | {'-' if n % 2 else ''}10.00 | {party}" for n, party in enumerate(parties, start=1)]
    return "\n".join(["id | booked | amount | counterparty", *lines])


def test_a_month_in_which_most_movements_name_the_holder_is_found_with_them() -> None:
    parties = ["BE1 Jeanne Verstockt", "BE2 VERSTOCKT JEANNE", "BE3 Me Jeanne Verstockt"] * 2 + ["BE9 An Klant"] * 4
    assert found("holder-as-counterparty", material(moved(parties)), *FACTS) == [("2026-03", 6, 10, 3)]
    assert found("holder-as-counterparty", material(moved(parties))) == [("m1,m2,m3,m4,m5,m6",)]


def test_half_of_them_too_few_movements_or_too_few_accounts_are_not_found() -> None:
    names = ["BE1 Jeanne Verstockt", "BE2 Jeanne Verstockt", "BE3 Jeanne Verstockt"]
    half = (names * 2)[:5] + ["BE9 An Klant"] * 5
    few = names * 3
    two_accounts = names[:2] * 5
    assert [found("holder-as-counterparty", material(moved(one))) for one in (half, few, two_accounts)] == [[], [], []]


def test_registered_own_accounts_and_quality_accounts_are_no_fault() -> None:
    parties = ["BE70OFFICE Jeanne Verstockt", "R Jeanne Verstockt", "BE1 Jeanne Verstockt"] * 4
    assert found("holder-as-counterparty", material(moved(parties))) == []


def test_a_month_that_is_not_over_is_not_judged() -> None:
    parties = ["BE1 Jeanne Verstockt", "BE2 Jeanne Verstockt", "BE3 Jeanne Verstockt"] * 4
    assert found("holder-as-counterparty", material(moved(parties), on=date(2026, 3, 31))) == []
    assert len(found("holder-as-counterparty", material(moved(parties), on=date(2026, 4, 1)))) == 1
