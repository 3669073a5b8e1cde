"""The daily run in a town in which every rule finds something: what is new is found on its day, and nothing else is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from detection.news import LastRun
from tests.detection.daily_days import Days, at
from tests.detection.town import town
from warehouse.alerts import Finding

FULL = os.environ.get("QUATER_TEST_FULL") == "1"
EVERY_WEEK = [date(2026, 1, 4) + timedelta(days=7 * number) for number in range(52)]
MONTHS_END = date(2026, 4, 29)
"""Sundays, and a Wednesday before a month ends: in the days after it most is found."""
WEEKS = [*EVERY_WEEK, MONTHS_END] if FULL else [MONTHS_END]
LENGTH = 7 if FULL else 3


def held_to_full_runs(world: Days, begun: date, days: list[date]) -> int:
    """Run the days after a run over everything and hold each to a full run; gives how much was found."""
    outlook = world.outlook(begun)
    last, before, found = LastRun(begun, at(begun), outlook), world.full(begun), 0
    for day in days:
        everything = world.full(day)
        told, _ = world.daily(day, last)
        fresh = {key: finding for key, finding in everything.items() if key not in before}
        assert missing(fresh, told) == [], day
        assert {key: told[key] for key in fresh} == fresh, day
        # what is found again is what was found: the daily run makes up nothing
        assert missing(told, everything) == [], day
        before |= everything
        found += len(fresh)
        last = LastRun(day, at(day), outlook)
    return found


def missing(wanted: Mapping[str, Finding], given: Mapping[str, Finding]) -> list[str]:
    """Name the findings that are not among the given ones."""
    return sorted(f"{finding.detector} on {finding.account}" for key, finding in wanted.items() if key not in given)


@pytest.mark.parametrize("begun", WEEKS, ids=str)
def test_what_is_new_in_town_is_found_on_its_day(begun: date) -> None:
    found = held_to_full_runs(Days(), begun, [begun + timedelta(days=number) for number in range(1, LENGTH + 1)])
    assert found or FULL


def test_a_run_missed_for_days_is_made_up_for() -> None:
    begun = date(2026, 6, 28)
    assert held_to_full_runs(Days(), begun, [begun + timedelta(days=5)])


def test_statements_that_come_days_late_are_found_when_they_come() -> None:
    """Every third statement of the week comes two to four days after its date, behind others of its account."""
    begun = date(2026, 3, 1)
    week = [begun + timedelta(days=number) for number in range(1, 8)]
    stated = town().statements.collect().select("account", "statement_date").unique().sort("account", "statement_date")
    keys = [f"{account} {day}" for account, day in stated.iter_rows() if day in week]
    late = {key: 2 + place % 3 for place, key in enumerate(keys) if place % 3 == 0}
    assert held_to_full_runs(Days(late), begun, week if FULL else week[:4])
