"""The register of a simulated world: every bar, both kinds of account, and dates that a decree allows."""

import csv
import re
from pathlib import Path

import pytest

from coda_parser.iban import is_valid_iban
from console.simulator.draws import stream
from console.simulator.population import populate, tell_apart
from console.simulator.practice import Horizon
from tests.simulator.conftest import START, UNTIL, Read
from warehouse.register import bars

PATTERNS = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "payee_patterns.csv"
NEVER_MET = {"PRIVATE", "GAMBLING", "CRYPTO", "TAX", "SOCIAL", "PENSION", "LENDER"}


def test_every_bar_has_a_holder_who_speaks_its_language(read: Read) -> None:
    holders = read.rows("register/holders.csv")
    assert {row["bar"] for row in holders} == set(bars())
    assert all(row["language"] == bars()[row["bar"]].language for row in holders)


def test_accounts_are_of_both_kinds_at_four_banks_and_some_under_judicial_mandate(read: Read) -> None:
    accounts = read.accounts.values()
    assert {row["kind"] for row in accounts} == {"third_party", "rubric"}
    assert {row["bank_bic"] for row in accounts} == {"KASTBEBB", "MAASBEBB", "ARDEBEBB", "NOORBEBB"}
    assert 0.08 < sum(row["kind"] == "rubric" for row in accounts) / len(read.accounts) < 0.18
    assert any(row["judicial_mandate"] == "true" for row in accounts)


def test_account_numbers_are_given_once(read: Read) -> None:
    own = [row["iban"] for row in read.rows("register/own_accounts.csv")]
    assert len(read.rows("register/accounts.csv")) == len(read.accounts)
    assert len(set(own)) == len(own)
    assert not set(own) & set(read.accounts)


def test_an_account_whose_number_was_drawn_before_gets_another() -> None:
    population = populate(1, 40, Horizon(START, UNTIL))
    first, second, *others = population.accounts()
    stranger = population.strangers[0]
    before = [first.iban, *(account.iban for account in others)]
    second.iban = stranger.iban = first.iban
    tell_apart(population, stream(1, "numbers"))
    assert [first.iban, *(account.iban for account in others)] == before
    assert len({second.iban, stranger.iban, *before}) == len(before) + 2
    assert is_valid_iban(second.iban)


def test_mandates_date_from_after_the_decree_and_not_before_the_account(read: Read) -> None:
    for row in read.accounts.values():
        if row["mandate_on"]:
            assert row["mandate_on"] >= "2024-10-01"
            assert row["mandate_on"] >= row["opened_on"]
        assert not row["closed_on"] or row["closed_on"] > row["opened_on"]


def test_the_months_begin_with_the_mandates_given_save_where_an_episode_took_them_away(read: Read) -> None:
    planted = {row["account"] for row in read.truth if row["detector"] == "unknown-account"}
    for iban, row in read.accounts.items():
        if iban not in planted and row["opened_on"] < START.isoformat():
            assert "" < row["authorisation_on"] < START.isoformat()


def test_accounts_that_no_register_knows_are_delivered_too(read: Read) -> None:
    delivered = {one.account for delivery in read.deliveries.values() if delivery.framed for one in delivery.statements}
    strangers = {row["account"] for row in read.truth if row["episode_id"].startswith("unregistered-")}
    assert strangers
    assert delivered - set(read.accounts) == strangers


def test_only_the_holder_is_named_like_a_lawyer(read: Read) -> None:
    holders = {row["holder_id"]: row["name"] for row in read.rows("register/holders.csv")}
    surnames = {name.split()[0] for name in holders.values()}
    plain = str.maketrans("éëïüäößèçôÉ", "eeiuaoseco" + "E")
    for movement in read.movements.values():
        if movement.counterparty_name and movement.counterparty_name.split()[0] in surnames:
            holder = holders[read.accounts[movement.account]["holder_id"]]
            assert movement.counterparty_name.translate(plain)[:30] == holder.translate(plain)[:30]


@pytest.mark.skipif(not PATTERNS.exists(), reason="the payee patterns lie in ../shared/domain, which is not here")
def test_nobody_is_called_like_a_shop_a_casino_or_a_tax_office(read: Read) -> None:
    with PATTERNS.open(encoding="utf-8", newline="") as lines:
        patterns = [row["pattern_regex"] for row in csv.DictReader(lines) if row["category"] in NEVER_MET]
    assert len(patterns) == 15
    names = {movement.counterparty_name.upper() for movement in read.movements.values()}
    assert not [name for name in names for pattern in patterns if re.search(pattern, name)]
