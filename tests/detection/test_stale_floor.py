"""The rule stale-floor: balance 62 days ago minus debits since, above 2,500 EUR for each open dossier."""

from datetime import date

from detection.engine import findings_of_rule
from detection.registry import detectors
from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_floor", "e_dossiers", "severity")


def test_money_that_must_be_older_than_sixty_two_days_is_found() -> None:
    moved = """
    id   | booked     | amount   | counterparty  | communication
    old  | 2026-01-05 | 6000.00  | BE11 An Klant | dossier 2026/12
    out  | 2026-02-10 | -3499.99 | BE12 Bo Klant | dossier 2026/12
    new  | 2026-03-01 | 9000.00  | BE13 Cy Klant | dossier 2026/13
    gone | 2026-04-01 | -9000.00 | BE14 Di Klant | dossier 2026/13
    """
    # 5 January + 62 days = 8 March. Floor on 8 March: 6,000 − 3,499.99 = 2,500.01 for one open dossier. On 1 April the debit of
    # 9,000 takes the floor to max(0, 6,000 − 3,499.99 − 9,000) = 0: the arithmetic does not ask which dossier was paid
    facts = (*FACTS, "first_date", "stage")
    assert found("stale-floor", material(moved), *facts)[0] == (
        "62@2026-03-08", "old", 2_500_010, 1, None, date(2026, 3, 8), ""
    )  # fmt: skip


def test_exactly_two_thousand_five_hundred_is_not_above() -> None:
    moved = """
    booked     | amount
    2026-01-05 | 2500.00
    """
    assert found("stale-floor", material(moved)) == []


def test_the_floor_is_divided_by_the_open_dossiers() -> None:
    table = """
    id | booked     | amount  | counterparty  | communication
    a  | 2026-01-05 | 2400.00 | BE11 An Klant | dossier 2026/12
    b  | 2026-01-06 | 2400.00 | BE12 Bo Klant | {second}
    c  | 2026-01-07 | 2400.00 | BE13 Cy Klant | {third}
    """
    # 7,200 in three dossiers: 7,200 / 3 = 2,400. Payers without a dossier are each a dossier of their own
    assert found("stale-floor", material(table.format(second="dossier 2026/13", third=""))) == []
    # two dossiers: from 10 March (7 January + 62 days) 7,200 / 2 = 3,600; on 9 March it was 4,800 / 1 for 2026/12 alone
    # (a and b), so the period begins there
    two = material(table.format(second="dossier 2026/12", third="dossier 2026/13"))
    assert found("stale-floor", two, *FACTS)[0] == ("62@2026-03-09", "a,b", 7_200_000, 1, None)


def test_it_is_asked_again_for_half_a_year_and_for_a_year() -> None:
    moved = """
    id  | booked     | amount
    old | 2025-06-01 | 9000.00
    """
    # 1 June 2025 + 62, 180, 365 days
    assert found("stale-floor", material(moved), "anchor", "e_age", "severity", "stage") == [
        ("62@2025-08-02", 62, None, "running"),
        ("180@2025-11-28", 180, None, "running"),
        ("365@2026-06-01", 365, "critical", "running"),
    ]


def test_a_rotating_account_has_no_floor_though_its_minimum_is_high() -> None:
    moved = "booked | amount\n" + "\n".join(
        f"2026-{month:02d}-{day} | {amount}"
        for month in range(1, 13)
        for day, amount in (("05", "9000.00"), ("20", "-9000.00"))
    )
    # opening 10,000: the balance never falls below 10,000, yet each month's debit may have taken the oldest money, so that
    # 10,000 + 9,000·n − 9,000·(n + 1 or more) is below 2,500 as soon as the opening money is of age
    assert found("stale-floor", material(moved, opening="10000")) == []


def test_money_of_unknown_age_counts_from_the_first_statement_and_nothing_is_carried_across_a_break() -> None:
    moved = """
    id | booked     | amount | statement_number
    a  | 2026-01-05 | 1.00   | 1
    b  | 2026-06-01 | 1.00   | 2
    """
    together = """
    date       | number | old_date   | old  | new
    2026-01-05 | 1      | 2026-01-02 | 8000 | 8001
    2026-06-01 | 2      | 2026-01-05 | 8001 | 8002
    """
    # 2 January + 62 days = 5 March: 8,000; the 1.00 of 5 January is of age on 8 March: 8,001 is the peak by 30 June
    assert found("stale-floor", material(moved, together, on=date(2026, 6, 30)), "anchor", "e_floor")[0] == (
        "62@2026-03-05",
        8_001_000,
    )
    broken = """
    date       | number | old_date   | old  | new
    2026-01-05 | 1      | 2026-01-02 | 8000 | 8001
    2026-06-01 | 9      | 2026-01-05 | 7001 | 7002
    """
    # the second stretch begins on 5 January with 7,001: of age on 8 March; the first ends there
    assert found("stale-floor", material(moved, broken, on=date(2026, 6, 30)), "anchor", "e_floor")[0] == (
        "62@2026-03-08",
        7_001_000,
    )


def test_rubric_accounts_are_not_asked() -> None:
    moved = """
    account | booked     | amount
    R       | 2026-01-05 | 9000.00
    """
    assert list(findings_of_rule(detectors()["stale-floor"], material(moved))) == []
