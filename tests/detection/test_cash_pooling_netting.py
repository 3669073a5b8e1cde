"""The rule cash-pooling-netting: centralisation by code, or a balance levelled day after day."""

from tests.detection.material import found, material


def test_the_codes_of_centralisation_are_one_finding_for_each_month_and_other_account() -> None:
    moved = """
    id    | booked     | amount   | code     | counterparty
    out   | 2026-03-02 | -900.00  | 00117000 | BE50 Groep NV
    in    | 2026-03-03 | 400.00   | 00166000 | BE50 Groep NV
    fast  | 2026-03-04 | -100.00  | 00217000 | BE51 Ander NV
    april | 2026-04-02 | -900.00  | 04117000 | BE50 Groep NV
    plain | 2026-04-03 | -900.00  | 00101000 | BE50 Groep NV
    """
    assert found("cash-pooling-netting", material(moved), "movement_ids", "amount_milli", "e_count") == [
        ("out,in", -500_000, 2),
        ("fast", -100_000, 1),
        ("april", -900_000, 1),
    ]


def test_one_centralisation_between_quality_accounts_closes_a_dossier_and_a_second_within_92_days_is_found() -> None:
    moved = """
    id    | account | booked     | amount   | code     | counterparty
    once  | R       | 2026-03-02 | -900.00  | 00117000 | A Jeanne Verstockt
    """
    assert found("cash-pooling-netting", material(moved)) == []
    again = moved + "    twice | R | 2026-06-02 | -800.00 | 00117000 | A Jeanne Verstockt\n"  # 92 days later
    assert found("cash-pooling-netting", material(again)) == [("once,twice",)]
    late = moved + "    twice | R | 2026-06-03 | -800.00 | 00117000 | A Jeanne Verstockt\n"  # 93
    assert found("cash-pooling-netting", material(late)) == []


SWEEP = """
id | booked     | amount   | counterparty      | communication
i1 | 2026-03-05 | 1500.00  | BE81 An Klant     | dossier 2026/12
o1 | 2026-03-05 | -1500.00 | BE70OFFICE        | afroming
o2 | 2026-03-06 | 250.00   | BE70OFFICE        | aanvulling
p2 | 2026-03-06 | -250.00  | BE82 Bo Klant     | dossier 2026/13
i3 | 2026-03-09 | 40.00    | BE81 An Klant     | dossier 2026/12
o3 | 2026-03-09 | -40.02   | BE70OFFICE        | afroming
o4 | 2026-03-10 | 0.02     | BE70OFFICE        | aanvulling
i5 | 2026-03-11 | 70.00    | BE81 An Klant     | dossier 2026/12
o5 | 2026-03-11 | -70.00   | BE70OFFICE        | afroming
"""


def test_a_balance_levelled_with_an_own_account_on_five_bank_days_in_a_row_is_found() -> None:
    # Thursday 5, Friday 6, Monday 9, Tuesday 10, Wednesday 11 March; closing 10.00, 10.00, 9.98, 10.00, 10.00: 9.99 +/- 0.01
    assert found("cash-pooling-netting", material(SWEEP, opening="10.00")) == [("o1,o2,o3,o4,o5",)]


def test_a_day_left_out_a_cent_too_much_or_another_party_breaks_the_row() -> None:
    skipped = SWEEP.replace("2026-03-11", "2026-03-12")
    uneven = SWEEP.replace("-70.00", "-70.01")  # closes at 9.99: still within
    assert found("cash-pooling-netting", material(skipped)) == []
    assert len(found("cash-pooling-netting", material(uneven))) == 1
    off = SWEEP.replace("-70.00 ", "-70.03 ")  # closes 0.03 below: the spread is 0.03
    assert found("cash-pooling-netting", material(off)) == []
    strange = SWEEP.replace("BE70OFFICE", "BE99OTHER ")
    assert found("cash-pooling-netting", material(strange)) == []


def test_transfers_to_the_holder_that_leave_different_balances_are_not_found() -> None:
    moved = """
    booked     | amount  | counterparty | communication
    2026-03-02 | -100.00 | BE70OFFICE   | ereloon 2026/1
    2026-03-03 | -100.00 | BE70OFFICE   | ereloon 2026/2
    2026-03-04 | -100.00 | BE70OFFICE   | ereloon 2026/3
    2026-03-05 | -100.00 | BE70OFFICE   | ereloon 2026/4
    2026-03-06 | -100.00 | BE70OFFICE   | ereloon 2026/5
    """
    assert found("cash-pooling-netting", material(moved, opening="5000")) == []
