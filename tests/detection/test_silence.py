"""The rule silence: an account, or a bank, that stopped delivering by its own habit."""

from datetime import date, timedelta

import pytest

from tests.detection.material import found, material

REGISTER = """
iban | currency | kind        | holder_id | holder_name | bar  | bank_bic | opened_on  | closed_on
A    | EUR      | third_party | H1        | Jeanne V    | GENT | SILEBEBB | 2020-01-01 |
B    | EUR      | third_party | H2        | Bo Peeters  | GENT | SILEBEBB | 2020-01-01 |
"""
DAILY = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]
FACTS = ("account", "e_habit", "e_last_seen", "e_silence", "e_allowed", "severity", "last_date")


def stated(account: str, *days: str) -> str:
    """Draw statements without movements, numbered one by one."""
    return "\n".join(f"{account} | {day} | {number} | 0 | 0" for number, day in enumerate(days, start=1))


def world(*lines: str, on: date, register: str = REGISTER):
    return material("", "\n".join(["account | date | number | old | new", *lines]), register=register, on=on)


def test_ar_2_5_d_an_account_that_was_delivered_daily_and_is_not_any_more_is_found() -> None:
    # after Friday 6 March: 9, 10, 11, 12, 13 March are five bank days, 16 March is the sixth
    lines = (stated("A", *DAILY), stated("B", *DAILY, "2026-03-13"))
    assert found("silence", world(*lines, on=date(2026, 3, 16)), "account") == []
    later = world(stated("A", *DAILY), stated("B", *DAILY, "2026-03-13", "2026-03-16"), on=date(2026, 3, 16))
    assert found("silence", later, *FACTS) == [("A", "daily", "2026-03-06", 6, 5, None, date(2026, 3, 16))]


def test_ar_2_5_d_a_bank_that_sends_nothing_is_one_finding_and_its_accounts_are_none() -> None:
    # 6 February to 6 March 2026: 21 bank days, so 20 intervals of one bank day teach that the bank delivers daily
    days = [date(2026, 2, 6) + timedelta(days=n) for n in range(29)]
    worked = [day.isoformat() for day in days if day.weekday() < 5]
    assert len(worked) == 21
    lines = (stated("A", *worked), stated("B", *worked))
    assert found("silence", world(*lines, on=date(2026, 3, 13)), *FACTS) == []
    assert found("silence", world(stated("A", *worked[1:]), on=date(2026, 3, 20)), *FACTS) == []
    assert found("silence", world(*lines, on=date(2026, 3, 20)), *FACTS) == [
        ("SILEBEBB", "bank", "2026-03-06", 10, 5, None, date(2026, 3, 16))
    ]


def test_a_silence_over_easter_is_counted_in_bank_days() -> None:
    # Good Friday 3 April and Easter Monday 6 April 2026 are no bank days: 7, 8, 9, 10, 13 April are the five
    days = ("2026-03-27", "2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02")
    lines = (stated("A", *days), stated("B", *days, "2026-04-13"))
    assert found("silence", world(*lines, on=date(2026, 4, 13))) == []
    later = (stated("A", *days), stated("B", *days, "2026-04-14"))
    assert found("silence", world(*later, on=date(2026, 4, 14)), "account", "e_silence") == [("A", 6)]


@pytest.mark.parametrize(
    ("habit", "days", "newest"),
    [
        ("weekly", ["2026-01-02", "2026-01-09", "2026-01-16", "2026-01-23", "2026-01-30"], "2026-02-16"),
        ("monthly", ["2025-10-31", "2025-11-28", "2025-12-31", "2026-01-30", "2026-02-27"], "2026-04-16"),
    ],
)
def test_a_weekly_or_monthly_account_is_given_longer(habit: str, days: list[str], newest: str) -> None:
    # weekly: ten bank days from 30 January end on 13 February; monthly: thirty from 27 February end on 14 April 2026
    busy = stated("B", *days, newest)
    assert found("silence", world(stated("A", *days), busy, on=date.fromisoformat(newest)), "account", "e_habit") == [
        ("A", habit)
    ]
    before = {"weekly": "2026-02-13", "monthly": "2026-04-14"}[habit]
    calm = stated("B", *days, before)
    assert found("silence", world(stated("A", *days), calm, on=date.fromisoformat(before))) == []


def test_an_account_that_is_delivered_only_when_something_moves_is_silent_by_right() -> None:
    moved = "id | account | booked | amount\n" + "\n".join(f"m{day} | A | {day} | 10.00" for day in DAILY)
    own = "\n".join(f"A | {day} | {n} | {10 * (n - 1)} | {10 * n} | 1" for n, day in enumerate(DAILY, start=1))
    other = "\n".join(f"B | {day} | {n} | 0 | 0 | 0" for n, day in enumerate([*DAILY, "2026-06-30"], start=1))
    drawn = "account | date | number | old | new | movement_count\n" + own + "\n" + other
    given = material(moved, drawn, register=REGISTER, on=date(2026, 6, 30))
    assert "A" not in {account for (account,) in found("silence", given, "account")}


def test_a_closed_account_and_one_with_too_little_past_are_not_found() -> None:
    closed = REGISTER.replace("SILEBEBB | 2020-01-01 |\nB", "SILEBEBB | 2020-01-01 | 2026-03-09\nB")
    lines = (stated("A", *DAILY), stated("B", *DAILY, "2026-04-30"))
    assert found("silence", world(*lines, on=date(2026, 4, 30), register=closed)) == []
    young = (stated("A", *DAILY[:3]), stated("B", *DAILY, "2026-04-30"))
    assert found("silence", world(*young, on=date(2026, 4, 30))) == []


def test_what_is_allowed_is_never_less_than_the_longest_interval_so_far() -> None:
    # one interval of 8 bank days (6 to 18 March) among 19 of one: daily, but 8 are allowed
    days = [*DAILY, *(f"2026-03-{day}" for day in (18, 19, 20, 23, 24, 25, 26, 27, 30, 31))]
    quiet = stated("B", *days, "2026-04-15")
    assert found("silence", world(stated("A", *days), quiet, on=date(2026, 4, 15)), "e_silence", "e_allowed") == [(9, 8)]
    calmer = stated("B", *days, "2026-04-14")
    assert found("silence", world(stated("A", *days), calmer, on=date(2026, 4, 14))) == []


def test_ar_6_a_no_bank_day_before_the_decree_was_in_force_counts_in_a_silence() -> None:
    # The decree is in force from Tuesday 1 October 2024: five bank days from then on end on 7 October, 8 October is the sixth
    days = ["2024-06-03", "2024-06-04", "2024-06-05", "2024-06-06", "2024-06-07"]
    own = stated("A", *days)
    before = world(own, stated("B", *days, "2024-09-30"), on=date(2024, 9, 30))
    assert found("silence", before, "account") == []
    assert found("silence", world(own, stated("B", *days, "2024-10-07"), on=date(2024, 10, 7)), "account") == []
    after = world(own, stated("B", *days, "2024-10-08"), on=date(2024, 10, 8))
    assert found("silence", after, *FACTS) == [("A", "daily", "2024-06-07", 6, 5, None, date(2024, 10, 8))]
