"""The rule undeclared-account: a third-party account of the holder that the register does not hold."""

from datetime import date

from tests.detection.material import OWN_ACCOUNTS, REGISTER, found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "stage")


def test_the_years_movements_with_such_an_account_are_found_both_ways() -> None:
    moved = """
    id    | booked     | amount   | counterparty
    old   | 2025-11-03 | -1000.00 | LT12 Jeanne Verstockt derdenrekening
    out   | 2026-03-02 | -2000.00 | LT12 VERSTOCKT JEANNE DERDENGELDEN
    back  | 2026-05-04 | 500.00   | LT12 Mme Verstockt Jeanne, cpte tiers
    """
    # 2,000 out and 500 back are 2,500 moved
    assert found("undeclared-account", material(moved, on=date(2026, 6, 1)), *FACTS) == [
        ("2025|LT12", "old", 1_000_000, ""),
        ("2026|LT12", "out,back", 2_500_000, "running"),
    ]


def test_every_language_calls_it_so() -> None:
    for words in ("compte de tiers", "compte rubriqué", "rubriekrekening", "Anderkonto", "derdengelden"):
        moved = f"""
        booked     | amount   | counterparty
        2026-03-02 | -1000.00 | LT12 Jeanne Verstockt {words}
        """
        assert found("undeclared-account", material(moved), "anchor") == [("2026|LT12",)], words


def test_registered_accounts_others_accounts_and_other_words_are_not_found() -> None:
    closed = REGISTER.replace("authorisation_on\n", "authorisation_on | closed_on\n").replace("2020-01-01\n", "2020-01-01 |\n")
    closed += (
        "BE99OLD | EUR | third_party | H1 | Jeanne Verstockt | LIEGE-HUY | 2010-01-01 | 2010-01-01 | 2010-01-01 | 2019-01-01"
    )
    own = OWN_ACCOUNTS + "H1 | LT77 | called so\n"
    for party in (
        "BE99OLD Jeanne Verstockt compte de tiers",
        "LT77 Jeanne Verstockt compte de tiers",
        "LT12 Pierre Lemahieu compte de tiers",
        "LT12 Jeanne Verstockt",
        "LT12 Tiers payant mutuelle",
        "Jeanne Verstockt compte de tiers",
    ):
        moved = f"""
        booked     | amount   | counterparty
        2026-03-02 | -1000.00 | {party}
        """
        assert found("undeclared-account", material(moved, register=closed, own_accounts=own)) == [], party
