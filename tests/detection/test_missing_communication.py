"""The rule missing-communication: one finding for each account and month."""

from datetime import date

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "severity", "e_count", "e_rate")


def test_a_months_silent_transfers_are_one_low_finding() -> None:
    moved = """
    id    | booked     | amount  | code     | counterparty | communication
    empty | 2026-03-02 | -100.00 | 00101000 | BE11 An Peet |
    short | 2026-03-09 | -100.00 | 00201000 | BE12 Bo Jans | x.1
    word  | 2026-03-16 | -100.00 | 04101000 | BE13 Cy Maes | Überweisung
    good1 | 2026-03-17 | -100.00 | 00101000 | BE14 Di Wout | dossier 2026/12
    next  | 2026-04-01 | -100.00 | 00101000 | BE15 Ed Cool | BETALING
    """
    # March, up to the 16th: 3 of 3, but three are fewer than five. April: 4 of 5 = 800 ‰, four
    assert found("missing-communication", material(moved), *FACTS) == [
        ("2026-03", "empty,short,word", None, 3, 1000),
        ("2026-04", "next", None, 1, 800),
    ]


def test_it_is_medium_when_a_fifth_and_at_least_five_of_ninety_days_say_nothing() -> None:
    silent = "\n".join(f"    s{day} | 2026-03-{day:02d} | -100.00 | " for day in range(1, 6))
    spoken = "\n".join(f"    g{day} | 2026-02-{day:02d} | -100.00 | dossier 2026/{100 + day}" for day in range(1, 21))
    table = "    id | booked | amount | communication\n"
    # 5 of 25 = 200 ‰ exactly: medium
    assert found("missing-communication", material(table + spoken + "\n" + silent), *FACTS) == [
        ("2026-03", "s1,s2,s3,s4,s5", "medium", 5, 200)
    ]
    # one more that speaks: 5 of 26 = 192 ‰
    more = "\n    g0 | 2026-01-31 | -100.00 | dossier 2026/99\n"
    assert found("missing-communication", material(table + spoken + more + silent), "severity", "e_rate") == [(None, 192)]


def test_a_month_that_is_not_over_is_a_running_finding() -> None:
    moved = """
    booked     | amount  | communication
    2026-03-02 | -100.00 |
    """
    assert found("missing-communication", material(moved, on=date(2026, 3, 30)), "stage") == [("running",)]
    assert found("missing-communication", material(moved, on=date(2026, 3, 31)), "stage") == [("",)]


def test_what_identifies_itself_and_what_is_no_transfer_to_others_is_not_found() -> None:
    moved = """
    booked     | amount  | code     | counterparty                | communication | structured_reference | communication_type
    2026-03-02 | -100.00 | 00101000 | BE11 Gerechtsdeurwaarder Ex |               | 010806817183         | 101
    2026-03-02 | -100.00 | 00101000 | BE11 Gerechtsdeurwaarder Ex |               |                      | 103
    2026-03-03 | -100.00 | 00101000 | BE70OFFICE                  |               |                      |
    2026-03-04 | -100.00 | 00101000 | BE12 Jeanne Verstockt       |               |                      |
    2026-03-05 | -2.00   | 08035000 |                             |               |                      |
    2026-03-06 | -50.00  | 00901000 |                             |               |                      |
    2026-03-07 | 100.00  | 00150000 | BE13 An Klant               |               |                      |
    2026-03-08 | -100.00 | 00101000 | BE14 An Klant               | sal.d         |                      |
    """
    assert found("missing-communication", material(moved)) == []
