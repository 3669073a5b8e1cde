"""What is expected of an account follows from the statements that are held, whatever the order in which they came."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from warehouse.coverage import expected, silences

FACTS = ("account", "habit", "last_statement", "silence", "behind", "allowed", "standing")


def weekly(desk, account: str, weeks: int, first: int = 1) -> bytes:
    """Empty statements on the Fridays from 2 January 2026 on."""
    fridays = [date(2026, 1, 2) + timedelta(weeks=week) for week in range(first - 1, weeks)]
    drafts = [desk.draft(account, number, day, 0, movements=()) for number, day in enumerate(fridays, start=first)]
    return desk.file(*drafts, created=date(2026, 1, 2))


def facts(desk, on: date) -> list[tuple[object, ...]]:
    return expected(desk.warehouse, on).select(FACTS).rows()


def test_ar_2_5_d_each_account_is_expected_by_its_own_habit_and_each_bank_too(desk) -> None:
    desk.bring(weekly(desk, desk.aline, 6))
    desk.bring(weekly(desk, desk.bram, 9), name="bram.cod")
    # Aline: sixth Friday 6 February; Bram and the bank: ninth Friday 27 February, fifteen bank days later
    assert facts(desk, date(2026, 3, 2)) == [
        (desk.aline, "weekly", date(2026, 2, 6), 16, 15, 10, "silent"),
        (desk.bram, "weekly", date(2026, 2, 27), 1, 0, 10, "in time"),
        ("KASTEEL", "bank", date(2026, 2, 27), 1, 1, None, "in time"),
    ]
    assert silences(desk.warehouse, date(2026, 3, 2))["account"].to_list() == [desk.aline]


def test_the_register_alone_expects_every_controlled_account(desk) -> None:
    assert [(row[0], row[-1]) for row in facts(desk, date(2026, 3, 2))] == [
        (desk.aline, "never seen"),
        (desk.bram, "never seen"),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ar_2_5_c_the_order_of_a_backfill_leaves_no_trace(desk, order: tuple[int, ...]) -> None:
    parts = [weekly(desk, desk.aline, 3), weekly(desk, desk.aline, 7, first=4), weekly(desk, desk.bram, 10)]
    desk.at += timedelta(weeks=1)  # the tenth Friday is 6 March
    for place in order:
        desk.bring(parts[place], name=f"{place}.cod")
    assert facts(desk, date(2026, 3, 9))[0] == (desk.aline, "weekly", date(2026, 2, 13), 16, 15, 10, "silent")


def test_ar_6_a_no_feed_was_due_before_the_decree_was_in_force(desk) -> None:
    fridays = [date(2024, 5, 31) + timedelta(weeks=week) for week in range(6)]
    for place, (account, last) in enumerate(((desk.aline, None), (desk.bram, date(2024, 10, 15)))):
        days = [*fridays, *([last] if last else [])]
        drafts = [desk.draft(account, number, day, 0, movements=()) for number, day in enumerate(days, start=1)]
        desk.bring(desk.file(*drafts, created=date(2024, 5, 31)), name=f"{place}.cod")
    # eleven bank days from 1 to 15 October 2024; the three months before them count for nothing
    assert facts(desk, date(2024, 9, 30))[0] == (desk.aline, "weekly", date(2024, 7, 5), 0, 0, 10, "in time")
    assert facts(desk, date(2024, 10, 15))[0] == (desk.aline, "weekly", date(2024, 7, 5), 11, 11, 10, "silent")
