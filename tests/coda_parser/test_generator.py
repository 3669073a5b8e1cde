"""What is made up from a seed: valid, the same for ever, and what its options say."""

from __future__ import annotations

import hashlib

import pytest

from coda_parser import parse
from coda_parser.banks import banks
from coda_parser.generator import draw, generate, generate_bank, written
from coda_parser.iban import is_valid_iban

ODD = {"no-record-8"}


@pytest.mark.parametrize("code", sorted(banks()))
def test_a_bank_s_delivery_is_written_in_its_habits(code: str) -> None:
    bank = banks()[code]
    data = generate_bank(bank, 3, statements=40)
    delivery = parse(data)
    assert {problem.id for problem in delivery.problems} <= ODD
    assert (delivery.encoding, delivery.newline) == (bank.habits.encoding, bank.habits.newline)
    assert all(bank.holds(statement.account) and statement.bank_bic == bank.bic for statement in delivery.statements)
    assert len({statement.account for statement in delivery.statements}) == 40
    assert any(statement.statement_number for statement in delivery.statements) == bank.habits.numbered
    addresses = {one.counterparty_address for statement in delivery.statements for one in statement.movements}
    assert (addresses != {""}) == bank.habits.addresses


def test_without_oddities_there_is_nothing_that_a_simple_reader_trips_over() -> None:
    delivery = parse(generate(5, statements=200, accents=False, oddities=False))
    assert (delivery.problems, delivery.encoding) == ((), "ascii")
    for statement in delivery.statements:
        assert (statement.duplicate, statement.separate_application) == (False, False)
        assert statement.account.startswith("BE")
        assert statement.movement_count
        assert all(movement.valued and movement.code[0] not in "79" for movement in statement.movements)


def test_accounts_of_every_structure_are_drawn_and_ibans_are_valid() -> None:
    delivery = parse(generate(1, statements=400))
    structures = {statement.raw.splitlines()[1][1:2] for statement in delivery.statements}
    assert structures == {b"0", b"1", b"2", b"3"}
    assert all(is_valid_iban(one.account) for one in delivery.statements if one.account[:2].isalpha())
    assert len({one.account for one in delivery.statements}) == 400


def test_a_delivery_is_the_same_written_whole_or_statement_by_statement() -> None:
    drafts = draw(8, statements=20)
    assert b"".join(written(drafts, created=next(draw(8, statements=1)).date)) == generate(8, statements=20)


def test_a_seed_gives_the_same_bytes_as_ever() -> None:
    digest = hashlib.sha256(generate(7, statements=40)).hexdigest()
    assert digest == "ec9f5504157aff6977259747e391f1bf4927b61c05c17bb4273d0d7c3a6d7d6b"
