"""The rule kiting: money turned between the holder's own quality accounts so that none shows its hole."""

from datetime import date

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_count", "e_short", "amount_milli")
TABLE = """
id   | account | booked     | amount    | counterparty
paid | A       | 2026-03-02 | -7000.00  | BE11 An Klant
in1  | A       | 2026-03-02 | 8000.00   | R
fee1 | A       | 2026-03-04 | 7000.00   | BE12 Bo Klant
out1 | A       | {out}      | {left}    | {other}
pay2 | A       | 2026-03-16 | -6000.00  | BE11 An Klant
in2  | A       | {again}    | 5000.00   | R
out2 | A       | {gone}     | -5000.00  | R
"""
STORY = {"out": "2026-03-05", "left": "-8000.00", "other": "R", "again": "2026-03-16", "gone": "2026-03-18"}


def told(**changed: str) -> list[tuple[object, ...]]:
    return found("kiting", material(TABLE.format(**(STORY | changed))), *FACTS)


def test_the_second_turn_without_which_the_account_would_have_been_below_zero_is_found() -> None:
    # 2 March: −7,000 + 8,000 = 1,000, without the 8,000: −7,000. 5 March: 1,000 + 7,000 − 8,000 = 0.
    # 16 March: −6,000 + 5,000 = −1,000, without the 5,000: −6,000
    assert told() == [("2026-03", "in1,out1,in2,out2", 2, 7_000_000, 13_000_000)]


def test_it_is_known_when_the_second_turn_is_complete() -> None:
    table = TABLE.format(**STORY)
    eve, day = (found("kiting", material(table, on=date(2026, 3, which)), "last_date") for which in (17, 18))
    assert (eve, day) == ([], [(date(2026, 3, 18),)])


def test_days_amounts_and_accounts_at_their_limits() -> None:
    # five days from 2 March: 7 March; 95 % of 8,000 = 7,600; the second turn may be in April (a window of 90 days)
    for changed in ({"out": "2026-03-07"}, {"left": "-7600.00"}, {"again": "2026-03-20", "gone": "2026-03-25"}):
        assert len(told(**changed)) == 1, changed
    for changed in (
        {"out": "2026-03-08"},
        {"left": "-7599.99"},
        {"other": "B"},
        {"other": "BE70OFFICE"},
        {"out": "2026-03-02"},
        {"again": "2026-07-01", "gone": "2026-07-02"},
    ):
        # too late; too little; another holder's account; no quality account; gone the same day; more than 90 days later
        assert told(**changed) == [], changed


def test_turns_that_the_account_did_not_need_are_not_found() -> None:
    assert found("kiting", material(TABLE.format(**STORY), opening="13000.00")) == []


def test_money_that_leaves_first_and_comes_back_to_be_paid_out_is_a_turn() -> None:
    moved = """
    id   | account | booked     | amount    | counterparty
    held | A       | 2026-03-02 | 9000.00   | BE11 An Klant
    out1 | A       | 2026-03-03 | -9000.00  | R
    in1  | A       | 2026-03-06 | 9000.00   | R
    paid | A       | 2026-03-09 | -8000.00  | BE12 Bo Klant
    more | A       | 2026-04-01 | 9000.00   | BE11 An Klant
    out2 | A       | 2026-04-02 | -10000.00 | R
    in2  | A       | 2026-04-06 | 10000.00  | R
    late | A       | 2026-04-12 | -9500.00  | BE12 Bo Klant
    """
    # 9 March: 1,000 left, without the 9,000 −8,000. 11 April is the last day of the second: 12 April is too late
    assert found("kiting", material(moved), *FACTS) == []
    in_time = moved.replace("2026-04-12", "2026-04-11")
    assert found("kiting", material(in_time), *FACTS) == [("2026-04", "out1,in1,out2,in2", 2, 9_500_000, 19_000_000)]


def test_an_account_moved_to_another_and_closed_is_not_found() -> None:
    moved = """
    account | booked     | amount    | counterparty
    A       | 2026-03-02 | 9000.00   | BE11 An Klant
    A       | 2026-03-03 | -9000.00  | R
    R       | 2026-03-03 | 9000.00   | A
    R       | 2026-03-04 | -9000.00  | BE11 An Klant
    """
    assert found("kiting", material(moved)) == []


def test_one_finding_a_month_however_many_turns() -> None:
    turns = "".join(
        f"p{day} | A | 2026-03-{day:02d} | -6000.00 | BE11 An Klant\ni{day} | A | 2026-03-{day:02d} | 6000.00 | R\n"
        f"o{day} | A | 2026-03-{day + 1:02d} | -6000.00 | R\nc{day} | A | 2026-03-{day + 1:02d} | 6000.00 | BE12 Bo Klant\n"
        for day in (2, 9, 16, 23)
    )
    table = "id | account | booked | amount | counterparty\n" + turns
    assert found("kiting", material(table), "anchor", "e_count", "movement_ids") == [("2026-03", 2, "i2,o2,i9,o9")]
