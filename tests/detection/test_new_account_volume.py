"""The rule new-account-volume: 100,000 received in the thirty days from the opening on."""

import pytest

from tests.detection.material import REGISTER, found, material

NEW = REGISTER.replace("Jeanne Verstockt  | LIEGE-HUY | 2020-01-01", "Jeanne Verstockt  | LIEGE-HUY | 2026-03-02", 1)
FACTS = ("anchor", "movement_ids", "amount_milli", "e_age")


def test_the_day_on_which_the_receipts_reach_the_sum_is_found_once_with_all_of_that_day() -> None:
    moved = """
    id | booked     | amount    | counterparty  | communication
    a  | 2026-03-02 | 50000.00  | BE11 Noord NV | dossier 2026/1
    o  | 2026-03-03 | -40000.00 | BE12 Zuid NV  | dossier 2026/1
    b  | 2026-03-31 | 50000.00  | BE13 Oost NV  | dossier 2026/2
    c  | 2026-03-31 | 1000.00   | BE14 West NV  | dossier 2026/3
    d  | 2026-04-01 | 90000.00  | BE14 West NV  | dossier 2026/3
    """
    # 2 March is day 0, 31 March day 29, the last one; c is of the same day as b
    assert found("new-account-volume", material(moved, register=NEW), *FACTS) == [("2026-03-02", "a,b,c", 101_000_000, 29)]


@pytest.mark.parametrize(
    "second",
    ["2026-04-01 | 50000.00 | BE13 Oost", "2026-03-31 | 49999.99 | BE13 Oost", "2026-03-31 | 60000.00 | R Rubriek"],
)
def test_later_smaller_or_from_the_holders_other_quality_account_is_not_found(second: str) -> None:
    moved = f"""
    booked     | amount   | counterparty
    2026-03-02 | 50000.00 | BE11 Noord NV
    {second}
    """
    assert found("new-account-volume", material(moved, register=NEW)) == []


def test_another_lawyers_quality_account_counts_and_an_old_or_undated_account_is_not_judged() -> None:
    moved = """
    id | booked     | amount    | counterparty
    a  | 2026-03-02 | 100000.00 | B
    """
    assert found("new-account-volume", material(moved, register=NEW)) == [("a",)]
    assert found("new-account-volume", material(moved)) == []
    undated = NEW.replace("2026-03-02", "null", 1)
    assert found("new-account-volume", material(moved, register=undated)) == []


OPENED = REGISTER.replace(
    "R    | EUR      | rubric      | H1        | Jeanne Verstockt  | LIEGE-HUY | 2020-01-01",
    "R    | EUR      | rubric      | H1        | Jeanne Verstockt  | LIEGE-HUY | 2026-03-02",
)


@pytest.mark.parametrize(("third", "ids"), [("BE13 Oost NV", []), ("BE15 Kust NV", [("a,b,c",)])])
def test_a_rubric_account_is_opened_for_the_money_of_one_file_and_is_found_from_three_payers_on(
    third: str, ids: list[tuple[str]]
) -> None:
    moved = f"""
    account | id | booked     | amount   | counterparty
    R       | a  | 2026-03-03 | 60000.00 | BE11 Noord NV
    R       | b  | 2026-03-04 | 20000.00 | BE13 Oost NV
    R       | c  | 2026-03-05 | 20000.00 | {third}
    """
    assert found("new-account-volume", material(moved, register=OPENED)) == ids
