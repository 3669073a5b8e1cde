"""Statements of one account, one after the other: what is missing, what came twice, where numbering began again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from coda_parser import Statement, parse
from coda_parser.chain import Chain
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)
OTHER = "BE73985020000160"
Read = Callable[..., Statement]


@pytest.fixture
def read(statement: Callable[..., StatementDraft]) -> Read:
    """The statement of a number, so many days behind 31 March, that brings 1.000 to a balance."""

    def make(number: int, days: int = 0, balance: int = 0, **changes: object) -> Statement:
        day = DAY + timedelta(days=days)
        paid = MovementDraft(1_000, day, day, "00150000")
        made = statement(**{"number": number, "date": day, "old_balance_milli": balance, "movements": [paid], **changes})
        return parse(write_delivery([made], created=day)).statements[0]

    return make


def told(*statements: Statement) -> list[tuple[int, str]]:
    """Feed each from a delivery of its own; give which of them breaks what."""
    chain = Chain()
    followed = [(index, chain.follow([each], source=f"{index}.cod")) for index, each in enumerate(statements)]
    return [(index, problem.id) for index, problems in followed for problem in problems]


def test_statements_that_continue_each_other_say_nothing(read: Read) -> None:
    assert told(read(64), read(65, 1, 1_000), read(66, 2, 2_000)) == []


def test_a_missing_statement_breaks_number_and_balance_once(read: Read) -> None:
    assert told(read(64), read(66, 2, 2_000), read(67, 3, 3_000)) == [(1, "balance-break"), (1, "number-gap")]


def test_numbering_that_begins_again_within_a_year_is_told(read: Read) -> None:
    assert told(read(64), read(1, 1, 1_000), read(2, 2, 2_000)) == [(1, "number-gap")]


def test_accounts_and_currencies_are_followed_apart(read: Read) -> None:
    others = read(7, 0, 9_000, account=OTHER), read(8, 0, 5_000, currency="USD")
    assert told(read(64), *others, read(65, 1, 1_000), read(8, 1, 10_000, account=OTHER)) == []


def test_a_statement_that_came_before_is_told_and_changes_nothing(read: Read) -> None:
    again = read(64, duplicate=True)
    assert told(read(64), read(65, 1, 1_000), again, read(66, 2, 2_000)) == [(2, "statement-twice")]


def test_another_content_under_the_same_number_and_day_is_told(read: Read) -> None:
    assert told(read(64), read(64, 0, 7_000)) == [(1, "statement-differs")]


def test_two_statements_of_a_day_without_number_whose_balances_chain_are_two(read: Read) -> None:
    assert told(read(0), read(0, 0, 1_000)) == []
    assert told(read(0), read(0, 0, 7_000)) == [(1, "statement-differs")]


def test_nothing_is_compared_with_a_statement_that_cannot_be_believed(
    read: Read, statement: Callable[..., StatementDraft]
) -> None:
    lied = write_delivery([statement(number=65)], created=DAY).replace(b"000000001290500", b"000000001290501")
    hard = parse(lied).statements[0]
    assert hard.hard
    assert told(read(64), hard, read(66, 2, 2_000)) == []


def test_a_break_names_both_places(read: Read) -> None:
    chain = Chain()
    chain.follow([read(64)], source="monday.cod")
    (problem,) = chain.follow([read(66, 1, 1_000)], source="tuesday.cod")
    assert str(problem) == (
        "line 2, record 1, sequence number of the coded statement (positions 126–128): "
        "expected 065, got '066'; behind monday.cod, line 1"
    )
    (again,) = chain.follow([read(66, 1, 1_000)], source="wednesday.cod")
    assert again.message == "the same statement as in tuesday.cod, line 1: it counts once"
