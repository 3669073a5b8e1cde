"""The rule cdc-2y: two years without a movement."""

from datetime import date

import pytest

from detection.material import Material
from tests.detection.material import found, material

COLUMNS = ("movement_ids", "first_date", "amount_milli", "severity")


def _rubric(more: str = "", on: str = "2026-12-31") -> Material:
    moved = f"""
    id  | account | booked     | amount    | code     | counterparty  | communication
    in  | R       | 2024-03-10 | 30000.00  |          | BE11 An Klant | dossier 2024/101
    out | R       | 2024-04-15 | -29000.00 |          | BE12 Bo Klant | dossier 2024/101
    {more}
    """
    return material(moved, on=date.fromisoformat(on))


def test_a_rubric_account_is_at_a_standstill_two_years_from_the_day_after_its_last_movement() -> None:
    # 15 April 2024 + 1 day + 24 months = 16 April 2026; 30000 - 29000 = 1000
    assert found("cdc-2y", _rubric(), *COLUMNS) == [("out", date(2026, 4, 16), 1_000_000, None)]
    assert found("cdc-2y", _rubric(on="2026-04-15")) == []
    assert len(found("cdc-2y", _rubric(on="2026-04-16"))) == 1


@pytest.mark.parametrize(("day", "times"), [("2026-04-15", 0), ("2026-04-16", 0), ("2026-04-17", 1)])
def test_a_movement_before_the_end_of_that_day_begins_the_period_anew(day: str, times: int) -> None:
    assert len(found("cdc-2y", _rubric(f"later | R | {day} | -10.00 | | BE12 Bo Klant | dossier 2024/101"))) == times


def test_the_banks_interest_and_costs_are_no_movement() -> None:
    interest = "rent | R | 2025-12-31 | 12.50 | 03550000 | | creditrente"
    # 1000 + 12.50
    assert found("cdc-2y", _rubric(interest), *COLUMNS) == [("out", date(2026, 4, 16), 1_012_500, None)]


def test_any_amount_counts_and_an_empty_account_does_not() -> None:
    cent = "p | R | 2024-04-15 | -999.99 | | BE12 Bo Klant | dossier 2024/101"
    assert [row[0] for row in found("cdc-2y", _rubric(cent), "amount_milli")] == [10]
    to_office = "p | R | 2024-04-15 | -1000.00 | | BE13 Caisse des dépôts et consignations | dossier 2024/101"
    assert found("cdc-2y", _rubric(to_office)) == []


def test_an_account_whose_movements_nobody_has_seen_counts_from_its_first_statement() -> None:
    stated = """
    account | date       | number | old | new
    R       | 2024-01-31 | 1      | 500 | 500
    R       | 2026-01-31 | 1      | 500 | 500
    """
    assert found("cdc-2y", material("", stated), *COLUMNS) == [("", date(2026, 2, 1), 500_000, None)]


def _third_party(more: str = "") -> Material:
    moved = f"""
    id    | booked     | amount   | counterparty  | communication
    old   | 2024-03-10 | 800.00   | BE11 An Klant | dossier 2024/101
    part  | 2024-03-20 | -300.00  | BE12 Bo Klant | dossier 2024/101
    other | 2024-05-02 | 70.00    | BE13 Cy Klant | dossier 2024/102
    {more}
    """
    return material(moved)


def test_what_is_left_of_a_dossier_after_two_years_is_a_finding_of_its_own() -> None:
    # 800 - 300 = 500 from 11 March 2026; 70 from 3 May 2026
    assert found("cdc-2y", _third_party(), *COLUMNS) == [
        ("old", date(2026, 3, 11), 500_000, None),
        ("other", date(2026, 5, 3), 70_000, None),
    ]


def test_a_payment_to_the_deposit_office_takes_it_away() -> None:
    office = "p | 2026-02-10 | -500.00 | BE14 Deposito- en Consignatiekas | dossier 2024/101"
    assert found("cdc-2y", _third_party(office), "movement_ids") == [("other",)]
    late = "p | 2026-06-10 | -500.00 | BE14 Deposito- en Consignatiekas | dossier 2024/101"
    assert found("cdc-2y", _third_party(late), "movement_ids", "stage") == [("old", ""), ("other", "running")]


def test_a_receipt_without_a_dossier_is_low_once_order_alone_took_a_part_of_it() -> None:
    moved = """
    id    | booked     | amount  | counterparty  | communication
    whole | 2024-03-10 | 800.00  | BE11 An Klant | akkoord
    """
    assert found("cdc-2y", material(moved), "movement_ids", "severity") == [("whole", None)]
    taken = moved + "    p | 2024-03-20 | -300.00 | BE12 Bo Klant | dossier 2024/109\n"
    assert found("cdc-2y", material(taken), "movement_ids", "severity") == [("whole", "low")]


def test_interest_of_the_bank_is_no_unclaimed_receipt() -> None:
    moved = """
    booked     | amount | code     | communication
    2024-03-31 | 0.35   | 03550000 | creditrente
    """
    assert found("cdc-2y", material(moved)) == []
