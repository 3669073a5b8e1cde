"""Ordinary life keeps the law: on accounts where nothing was planted, no rule has anything to find."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from coda_parser.statement import Movement
from tests.simulator.conftest import START, UNTIL, Read

EURO = 1000
FORBIDDEN = {"03", "04", "05", "09", "13"}
"""Families of cheques, cards, direct debits, the counter and credit."""

TWO_MONTHS = timedelta(days=62)


@pytest.fixture(scope="module")
def ordinary(read: Read) -> set[str]:
    """Accounts without any episode whose statements all came."""
    hosts = {row["account"] for row in read.truth}
    return {account for account in read.by_account if account not in hosts}


def lives(read: Read, ordinary: set[str]) -> Iterator[Movement]:
    return (one for one in read.movements.values() if one.account in ordinary and not one.is_detail)


def test_there_is_ordinary_life_of_every_kind(read: Read, ordinary: set[str]) -> None:
    counts = Counter(one.account for one in lives(read, ordinary))
    assert len(ordinary) >= 10
    assert max(counts.values()) > 200


def test_no_cards_cash_cheques_direct_debits_or_credit(read: Read, ordinary: set[str]) -> None:
    assert not FORBIDDEN & {one.family for one in lives(read, ordinary)}


def test_every_transfer_to_the_office_names_its_note_and_is_not_round(read: Read, ordinary: set[str]) -> None:
    own = {row["iban"] for row in read.rows("register/own_accounts.csv")}
    fees = [one for one in lives(read, ordinary) if one.counterparty_account in own]
    assert len(fees) > 50
    assert all("/" in one.communication and any(sign.isdigit() for sign in one.communication) for one in fees)
    assert all(one.amount_milli % (10 * EURO) for one in fees)


def test_every_payment_to_others_says_something(read: Read, ordinary: set[str]) -> None:
    paid = [one for one in lives(read, ordinary) if one.amount_milli < 0]
    assert paid
    assert all(len(one.communication) > 10 for one in paid)


def test_nobody_who_paid_in_is_paid_back(read: Read, ordinary: set[str]) -> None:
    payers, payees = set(), set()
    for one in lives(read, ordinary):
        (payers if one.amount_milli > 0 else payees).add((one.account, one.counterparty_account))
    back = {number for account, number in payers & payees if number} - set(read.accounts)
    assert not back


def test_no_balance_proves_old_money_on_a_third_party_account(read: Read, ordinary: set[str]) -> None:
    """Balance two months ago less debits since: a sure lower bound of older money, and small dossiers may make 2,400 of it."""
    for account in ordinary:
        if read.accounts[account]["kind"] != "third_party":
            continue
        statements = read.by_account[account]
        for day in (START + timedelta(days=offset) for offset in range(62, (UNTIL - START).days, 5)):
            held = [one.new_balance_milli for one in statements if one.statement_date <= day - TWO_MONTHS][-1:]
            debits = sum(one.debit_milli for one in statements if day - TWO_MONTHS < one.statement_date <= day)
            assert (held or [0])[0] - debits <= 2_400 * EURO


def test_large_receipts_are_not_passed_on_within_three_days_without_a_dossier(read: Read, ordinary: set[str]) -> None:
    by_account: dict[str, list[Movement]] = {}
    for one in lives(read, ordinary):
        by_account.setdefault(one.account, []).append(one)
    for movements in by_account.values():
        for received in (one for one in movements if one.amount_milli >= 10_000 * EURO):
            hasty = [
                one
                for one in movements
                if one.amount_milli < 0
                and timedelta() <= one.booked - received.booked <= timedelta(days=3)
                and received.amount_milli * 9 // 10 <= -one.amount_milli <= received.amount_milli
                and not any(sign.isdigit() for sign in one.communication)
                and not any(sign.isdigit() for sign in received.communication + received.structured_reference)
            ]
            assert not hasty


def test_rubric_accounts_never_sleep_for_half_a_year_before_a_large_payment(read: Read, ordinary: set[str]) -> None:
    rubrics = [account for account in ordinary if read.accounts[account]["kind"] == "rubric"]
    assert rubrics
    for account in rubrics:
        days = sorted(one.booked for one in read.movements.values() if one.account == account and one.family != "35")
        assert all((after - before).days <= 180 for before, after in pairwise(days))


def test_two_people_whom_an_account_meets_never_share_a_name(read: Read, ordinary: set[str]) -> None:
    accounts: dict[tuple[str, str], set[str]] = {}
    for one in lives(read, ordinary):
        if one.counterparty_name:
            accounts.setdefault((one.account, one.counterparty_name), set()).add(one.counterparty_account)
    holders = {row["name"] for row in read.rows("register/holders.csv")}
    assert not [key for key, numbers in accounts.items() if len(numbers) > 1 and key[1] not in holders]
