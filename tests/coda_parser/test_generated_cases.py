"""What no public sample has, written here and read back: each case draws its statement and says by hand what it must give.

Version 1 has a file of its own, `test_version1.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coda_parser import Statement, dump, parse
from coda_parser.generator import INFORMATION_TYPES, MOVEMENT_TYPES, generate
from coda_parser.structured import Value, decode
from coda_parser.writer import InformationDraft, MovementDraft, StatementDraft, write_delivery

DAY, BEGUN = date(2026, 3, 31), date(2026, 1, 1)
ONE, TWO, RATE = "000000001075000", "000000002150000", "000003500000"
NUL, MEGABYTE = b"\x00", 1 << 20

# type: what stands behind it, drawn by hand field after field, and what some of its fields must then say
COMMUNICATIONS: dict[str, tuple[str, dict[str, Value]]] = {
    "103": ("000012345678", {"number": "000012345678"}),
    "108": (
        ONE + "INT 2,50 PCT".ljust(15) + RATE + "010126310326",
        {"equivalent_in_account_currency": 1_075_000, "interest": Decimal("0.035"), "period_from_to": "010126310326"},
    ),
    "121": (
        ONE + "310326" + "010426" + "010126" + "0123456789".ljust(11) + "EUR   " + "BILL 7".ljust(13) + RATE,
        {"amount_of_the_bill": 1_075_000, "maturity_date": DAY, "date_of_issue": BEGUN, "number_of_the_bill": "BILL 7"},
    ),
    "122": (
        "0090" + RATE + TWO + "1" + "BILL 8".ljust(13) + "310326",
        {"number_of_days": "0090", "basic_amount": 2_150_000, "minimum_rate": "1", "maturity_date_of_the_bill": DAY},
    ),
    "123": (
        "010126" + "310326" + ONE + RATE + "0090" + "0" + "G-2026-7",
        {"starting_date": BEGUN, "maturity_date": DAY, "percentage": Decimal("0.035"), "guarantee_number": "G-2026-7"},
    ),
    "125": (
        "096123456769" + " " * 15 + TWO + ONE + ONE + "EUR" + "010126" + "310326" + RATE + "CREDIT 9",
        {"old_balance_of_the_credit": 2_150_000, "new_balance_of_the_credit": 1_075_000, "end_date": DAY},
    ),
    "126": (
        "DEPOSIT 3".ljust(15) + TWO + ONE + "010126" + "310326" + RATE + ONE + "USD" + RATE,
        {"deposit_number": "DEPOSIT 3", "deposit_amount": 2_150_000, "currency": "USD", "interest_rate": Decimal("0.035")},
    ),
}
INFORMATION: dict[str, tuple[str, dict[str, Value]]] = {
    "002": ("YOUR CARD WAS RENEWED".ljust(35) + "CALL US", {"line_1": "YOUR CARD WAS RENEWED", "line_2": "CALL US"}),
    "005": ("CORRESPONDENT".ljust(105) + "LONDON", {"line_1": "CORRESPONDENT", "line_4": "LONDON"}),
    "008": ("SALES NV".ljust(70) + "BE0123456789", {"name": "SALES NV", "identification_code": "BE0123456789"}),
}

Draft = Callable[..., StatementDraft]


def read_back(draft: StatementDraft) -> Statement:
    """Write, read, and see that nothing was lost or complained of."""
    data = write_delivery([draft], created=DAY)
    delivery = parse(data)
    assert (delivery.problems, delivery.framed, dump(delivery)) == ((), True, data)
    return delivery.statements[0]


@pytest.mark.parametrize("type_", COMMUNICATIONS)
def test_a_structured_communication_is_decoded_to_named_fields(type_: str, statement: Draft) -> None:
    content, expected = COMMUNICATIONS[type_]
    moved = MovementDraft(1_000, DAY, DAY, "00701000", structured=(type_, content))
    movement = read_back(statement(movements=[moved])).movements[0]
    assert (movement.communication_type, movement.communication) == (type_, content.rstrip())
    decoded = decode(type_, movement.communication)
    assert {name: decoded[name] for name in expected} == expected


@pytest.mark.parametrize("type_", INFORMATION)
def test_an_information_record_is_decoded_to_named_fields(type_: str, statement: Draft) -> None:
    content, expected = INFORMATION[type_]
    moved = MovementDraft(-1_000, DAY, DAY, "00101000", information=[InformationDraft(content, type_)])
    movement = read_back(statement(movements=[moved])).movements[0]
    (added,) = movement.information
    assert (added.type, added.detail) == (type_, 1)
    decoded = decode(type_, added.text)
    assert {name: decoded[name] for name in expected} == expected
    assert movement.counterparty_name == ("SALES NV" if type_ == "008" else "")


def test_a_foreign_account_number_is_structure_1(statement: Draft) -> None:
    assert read_back(statement(account="1234567890X")).account == "1234567890X"
    assert write_delivery([statement(account="1234567890X")], created=DAY).split(b"\r\n")[1].startswith(b"11064")


def test_a_separate_application_has_no_balances_and_none_is_proven(statement: Draft) -> None:
    read = read_back(statement(separate_application=10137))
    assert (read.separate_application, read.old_balance_milli, read.new_balance_milli) == (True, 0, 0)
    assert (read.credit_milli, read.debit_milli) == (1_040_500, 250_000)


def test_a_duplicate_says_so_and_is_the_same_statement(statement: Draft) -> None:
    first, second = read_back(statement()), read_back(statement(duplicate=True))
    assert (first.duplicate, second.duplicate) == (False, True)
    assert first.digest == second.digest


def test_more_than_9999_movements_are_told_apart_and_summed(statement: Draft) -> None:
    movements = [MovementDraft(1_000, DAY, DAY, "00150000") for _ in range(10_002)]
    read = read_back(statement(old_balance_milli=0, movements=movements))
    assert (read.movement_count, read.credit_milli, read.new_balance_milli) == (10_002, 10_002_000, 10_002_000)
    assert [movement.sequence for movement in read.movements[9_997:]] == [9_998, 9_999, 10_000, 10_001, 10_002]
    assert len({movement.movement_id for movement in read.movements}) == 10_002


def test_a_detail_of_a_detail_is_kept_apart_and_never_doubled(statement: Draft) -> None:
    own = [MovementDraft(amount, DAY, DAY, "90101000") for amount in (-300, -200)]
    details = [MovementDraft(-1_000, DAY, DAY, "60101000"), MovementDraft(-500, DAY, DAY, "70101000", details=own)]
    read = read_back(statement(movements=[MovementDraft(-1_500, DAY, DAY, "20101000", details=details)]))
    assert [(m.amount_milli, m.detail, m.is_detail) for m in read.movements] == [
        (-1_500, 0, False),
        (-1_000, 1, True),
        (-500, 2, True),
        (-300, 3, True),
        (-200, 4, True),
    ]
    assert (read.movement_count, read.debit_milli, read.new_balance_milli) == (1, 1_500, 498_500)


def test_the_generator_draws_every_communication_and_every_information(statement: Draft) -> None:
    movements = [movement for each in parse(generate(1, statements=400)).statements for movement in each.movements]
    assert {"100", "101", "102", *MOVEMENT_TYPES} <= {movement.communication_type for movement in movements}
    assert set(INFORMATION_TYPES) <= {added.type for movement in movements for added in movement.information}
    assert {movement.code[0] for movement in movements} == set("012356789")


ISSUES = sorted((Path(__file__).parent / "issues").glob("*.cod"))
# file: the hard problems that it gives, by id and line
REFUSED = {
    "letter-behind-the-opening-zeros": [("number", 1)],
    "no-trailer-before-the-next-statement": [("trailer-missing", 4)],
    "nul-in-a-name": [("control-character", 1)],
    "trailer-cut-at-the-end-of-a-stretch": [("line-length", 10)],
    "trailer-cut-behind-its-figures": [("line-length", 5)],
}


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_a_file_that_once_was_read_wrongly_is_refused_where_it_is_wrong(path: Path) -> None:
    data = path.read_bytes()
    delivery = parse(data)
    assert [(each.id, each.line) for each in delivery.problems if each.severity == "hard"] == REFUSED[path.stem]
    assert dump(delivery) == data


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (NUL * MEGABYTE, 1),
        (b"0" * 10 * MEGABYTE, 1),
        (b"0000" + b"x" * 10 * MEGABYTE + b"\r\n9\r\n", 1),
        (b"\n" * MEGABYTE, 1),
        (b"0000\n" * 200_000, 2),
    ],
    ids=["nuls", "zeros", "one line of 10 MB", "line ends", "headers"],
)
def test_a_monster_is_refused_with_a_line_and_few_problems(data: bytes, line: int) -> None:
    delivery = parse(data)
    assert not delivery.framed
    hard = [problem for problem in delivery.problems if problem.severity == "hard"]
    assert min(problem.line for problem in hard) <= line
    assert len(delivery.problems) <= 1_000
    assert all(len(str(problem)) < 500 for problem in delivery.problems)
