"""The rule rubrique-mixed: payers or dossiers that are too many for one rubric account."""

from datetime import date

from detection.material import Material
from tests.detection.material import found, material

PAID = """
id | account | booked     | amount  | counterparty    | communication
p1 | R       | 2026-01-05 | 1000.00 | BE11 An Klant   | dossier 2026/12
p2 | R       | 2026-01-06 | 1000.00 | BE12 Bo Klant   |
p3 | R       | 2026-01-07 | 1000.00 | BE13 Cy Klant   |
p4 | R       | 2026-01-08 | 1000.00 | BE14 Di Klant   |
"""
COLUMNS = ("movement_ids", "anchor", "first_date", "last_date", "e_payers", "e_dossiers")


def _with(*lines: str) -> Material:
    return material(PAID + "\n".join(lines))


def test_four_payers_beside_the_first_are_found_on_the_day_of_the_fourth() -> None:
    again, fifth = "x | R | 2026-01-09 | 5.00 | BE12 Bo Klant |", "p5 | R | 2026-01-12 | 1000.00 | BE15 Ed Klant |"
    later = "p6 | R | 2026-01-13 | 1000.00 | BE16 Fa Klant |"
    assert found("rubrique-mixed", material(PAID)) == []
    expected = ("p1,p2,p3,p4,p5", "payers", date(2026, 1, 5), date(2026, 1, 12), 5, 0)
    assert found("rubrique-mixed", _with(again, fifth, later), *COLUMNS) == [expected]


def test_payers_of_one_day_count_together() -> None:
    same_day = ["p5 | R | 2026-01-12 | 9.00 | BE15 Ed Klant |", "p6 | R | 2026-01-12 | 8.00 | BE16 Fa Klant |"]
    for lines in (same_day, same_day[::-1]):
        (row,) = found("rubrique-mixed", _with(*lines), "movement_ids", "e_payers")
        assert (set(str(row[0]).split(",")), row[1]) == ({"p1", "p2", "p3", "p4", "p5", "p6"}, 6)


def test_one_person_with_two_accounts_or_two_orders_of_the_name_is_one_payer() -> None:
    assert found("rubrique-mixed", _with("p5 | R | 2026-01-12 | 9.00 | BE99 KLANT BO |")) == []


def test_institutions_colleagues_the_holder_and_the_bank_are_no_payers() -> None:
    others = [
        "p5 | R | 2026-01-12 | 9.00 | BE15 Notaris Ed Notarin |",
        "p6 | R | 2026-01-13 | 9.00 | BE16 Ethias |",
        "p7 | R | 2026-01-14 | 9.00 | BE70OFFICE Kantoor |",
        "p8 | R | 2026-01-15 | 9.00 | A Jeanne Verstockt |",
        "p9 | R | 2026-01-16 | 9.00 | |",
    ]
    assert found("rubrique-mixed", _with(*others)) == []


def test_three_dossiers_that_payments_name_are_found_and_references_of_payers_are_not() -> None:
    moved = """
    id | account | booked     | amount   | counterparty  | communication
    in | R       | 2026-01-05 | 9000.00  | BE11 An Klant | dossier 2026/10
    o1 | R       | 2026-01-06 | -1000.00 | BE12 Bo Klant | dossier 2026/12
    o2 | R       | 2026-01-07 | -1000.00 | BE12 Bo Klant | Dossier 2026-012
    o3 | R       | 2026-01-08 | -1000.00 | BE12 Bo Klant | dossier 2026/13
    """
    assert found("rubrique-mixed", material(moved)) == []
    third = moved + "    o4 | R | 2026-02-03 | -1000.00 | BE13 Cy Klant | dossier 2026/14\n"
    expected = ("o1,o3,o4", "dossiers", date(2026, 1, 6), date(2026, 2, 3), 1, 3)
    assert found("rubrique-mixed", material(third), *COLUMNS) == [expected]


def test_a_third_party_account_is_for_many() -> None:
    fifth = PAID + "p5 | R | 2026-01-12 | 1000.00 | BE15 Ed Klant |"
    assert found("rubrique-mixed", material(fifth)) != []
    assert found("rubrique-mixed", material(fifth.replace("| R  ", "| A  ").replace("p5 | R |", "p5 | A |"))) == []
