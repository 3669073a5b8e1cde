"""Every rule of a sound statement, broken once: the problem, its severity and its place.

The statement has ten lines: 0, 1, 2.1 2.3, 2.1, 2.1 3.1 3.2, 8, 9 (see conftest). An edit is (line, position, text).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import Problem, parse
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)

# what is broken: edits, findings as "line severity problem" (H hard, W warning)
BROKEN = {
    "nothing": ([], ""),
    "zeros of record 0": ([(1, 5, "x")], "1H number"),
    "creation date": ([(1, 6, "310226")], "1H date"),
    "application code": ([(1, 15, "07")], "1W application-code"),
    "account structure": ([(2, 2, " ")], "2W account-structure"),
    "account with a sign in it": ([(2, 10, "?"), (9, 9, "?")], "2H account"),
    "account check digits": ([(2, 8, "36"), (9, 7, "36")], "2W account-check"),
    "masked account": ([(2, 8, "00"), (9, 7, "00")], ""),
    "currency that is none": ([(2, 40, "EUX"), (9, 39, "EUX")], "2W currency"),
    "currency of digits": ([(2, 40, "E2X"), (9, 39, "E2X")], "2H currency"),
    "sign of the old balance": ([(2, 43, "2")], "2H flag"),
    "old balance not a number": ([(2, 50, "x")], "2H number"),
    "old balance": ([(2, 58, "1")], "9H balance"),
    "date of the old balance": ([(2, 59, "320326")], "2W date"),
    "unknown date of the old balance": ([(2, 59, "000000")], ""),
    "record 2.3 of another sequence": ([(4, 6, "9")], "4H movement-key"),
    "record 2.3 of another detail": ([(4, 10, "9")], "4H movement-key"),
    "record 3.1 of another sequence": ([(7, 6, "9"), (8, 6, "9")], "7H information-key"),
    "record 3.2 of another record 3.1": ([(8, 10, "9")], "8H information-key"),
    "sequence that skips": ([(5, 6, "7"), (6, 6, "8"), (7, 6, "8"), (8, 6, "8")], "5W numbering"),
    "sequence that begins at 2": (
        [(3, 6, "2"), (4, 6, "2"), (5, 6, "3"), (6, 6, "4"), (7, 6, "4"), (8, 6, "4")],
        "3W numbering",
    ),
    "sequence used twice": ([(5, 6, "1")], "5H movement-twice"),
    "detail number of an information": ([(7, 10, "3"), (8, 10, "3")], "7W numbering"),
    "next code 0 before a record 2.3": ([(3, 126, "0")], "3W next-code"),
    "next code 1 before another movement": ([(5, 126, "1")], "5W next-code"),
    "next code of a record 3.1": ([(7, 126, "0")], "7W next-code"),
    "link code 0 before a record 3.1": ([(6, 128, "0")], "6W link-code"),
    "link code 1 before another movement": ([(5, 128, "1")], "5W link-code"),
    "link code of record 8": ([(9, 128, "1")], "9W link-code"),
    "movement sign": ([(3, 32, "C")], "3H flag"),
    "amount not a number": ([(3, 40, " ")], "3H number"),
    "amount": ([(3, 47, "1")], "9H balance, 10H trailer-credit"),
    "sign turned": ([(5, 32, "0")], "9H balance, 10H trailer-debit, 10H trailer-credit"),
    "value date": ([(3, 48, "000026")], "3W date"),
    "unknown value date": ([(3, 48, "000000")], ""),
    "entry date": ([(3, 116, "31x326")], "3H date"),
    "unknown entry date": ([(3, 116, "000000")], "3H date"),
    "transaction code": ([(3, 54, "0015A000")], "3H number"),
    "code that no table knows": ([(3, 54, "08799999")], ""),
    "check number of a reference": ([(5, 77, "8")], "5W check-number"),
    "creditor reference": ([(5, 63, "100RF19539007547034")], "5W check-number"),
    "code structure of an information": ([(7, 40, "7")], "7W communication-structure"),
    "account of record 8": ([(9, 20, "9")], "9H account-differs"),
    "currency of record 8": ([(9, 39, "USD")], "9H account-differs"),
    "paper number of record 8": ([(9, 2, "065")], "9W paper-number"),
    "sign of the new balance": ([(9, 42, "1")], "9H balance"),
    "new balance": ([(9, 57, "1")], "9H balance"),
    "date of the new balance": ([(9, 58, "31x217")], "9H date"),
    "number of records": ([(10, 22, "9")], "10H trailer-count"),
    "total debit": ([(10, 37, "1")], "10H trailer-debit"),
    "total credit": ([(10, 52, "1")], "10H trailer-credit"),
    "total that is no number": ([(10, 30, "-")], "10H number"),
    "another file announced": ([(10, 128, "1")], "10W last-trailer"),
    "no multiple file code": ([(10, 128, " ")], "10W multiple-code"),
    "control character in a name": ([(4, 50, "\x1b")], "4H control-character"),
    "NUL in a communication": ([(3, 70, "\x00")], "3H control-character"),
    "unknown article": ([(4, 2, "7")], "4H unknown-record"),
    "unknown record": ([(4, 1, "7")], "4H unknown-record"),
    "undefined separate application": ([(1, 84, "00001")], ""),
}


def found(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(f"{problem.line}{problem.severity[0].upper()} {problem.id}" for problem in problems)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rule_is_one_located_problem(broken: str, edited: Callable[..., bytes]) -> None:
    edits, expected = BROKEN[broken]
    delivery = parse(edited(*edits))
    wanted = sorted(expected.split(", ")) if expected else []
    assert found(delivery.problems) == wanted
    assert delivery.framed
    assert delivery.statements[0].hard == any("H " in problem for problem in wanted)


def test_a_problem_reads_as_line_record_field_positions_and_what_was_expected(edited: Callable[..., bytes]) -> None:
    problem = parse(edited((9, 58, "31x217"))).problems[0]
    assert str(problem) == ("line 9, record 8, date of the new balance (positions 58–63): expected a date DDMMYY, got '31x217'")
    assert (problem.record, problem.positions, problem.value) == ("8", (58, 63), "31x217")


# what stands in the wrong place: order of the lines of the sound statement, findings
MISPLACED = {
    "movement before the old balance": ([1, 3, 2, 4, 5, 6, 7, 8, 9, 10], "2H record-order, 3H record-order, 4H record-order"),
    "record 2.3 before its 2.1": ([1, 2, 4, 3, 5, 6, 7, 8, 9, 10], "3H record-order"),
    "record 3.2 before its 3.1": ([1, 2, 3, 4, 5, 6, 8, 7, 9, 10], "7H record-order"),
    "two records 1": ([1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10], "3H record-order, 11H trailer-count"),
    "no record 1": ([1, 3, 4, 5, 6, 7, 8, 9, 10], "2H record-order, 9H trailer-count"),
    "no record 8": ([1, 2, 3, 4, 5, 6, 7, 8, 10], "9H no-new-balance, 9H trailer-count"),
    "movement behind the new balance": ([1, 2, 3, 4, 5, 9, 6, 7, 8, 10], "7H record-order"),
}


@pytest.mark.parametrize("name", MISPLACED)
def test_records_out_of_order_inside_a_statement_are_its_own_hard_problem(name: str, lines: Callable[..., list[str]]) -> None:
    order, expected = MISPLACED[name]
    texts = lines()
    delivery = parse("\n".join(texts[number - 1] for number in order).encode())
    assert found(delivery.problems) == sorted(expected.split(", "))
    assert delivery.framed


@pytest.mark.parametrize(("line", "label"), [(1, "0"), (2, "1"), (4, "2.3"), (6, "2.1"), (7, "3.1"), (9, "8"), (10, "9")])
@pytest.mark.parametrize("change", [-1, 1])
def test_a_record_of_127_or_129_characters_is_one_problem_of_its_statement(
    line: int, label: str, change: int, lines: Callable[..., list[str]]
) -> None:
    texts = lines()
    texts[line - 1] = texts[line - 1][:-1] if change < 0 else texts[line - 1] + " "
    delivery = parse("\n".join([*texts, ""]).encode())
    assert [(problem.id, problem.line, problem.record) for problem in delivery.problems] == [("line-length", line, label)]
    assert f"expected a record of 128 characters, got {128 + change}" in delivery.problems[0].message
    assert delivery.framed
    assert delivery.statements[0].hard


def test_soft_rules_are_notes_once_the_statement_is_hard_anyway(edited: Callable[..., bytes]) -> None:
    delivery = parse(edited((5, 6, "7"), (9, 57, "1")))
    assert found(delivery.problems) == ["9H balance"]
    assert ("numbering", "note", 5) in [(note.id, note.severity, note.line) for note in delivery.notes]


def test_details_that_do_not_add_up_to_their_movement_are_a_warning_and_its_own_amount_counts(
    statement: Callable[..., StatementDraft],
) -> None:
    details = (MovementDraft(-100_000, DAY, DAY, "50101000"), MovementDraft(-150_001, DAY, DAY, "50101000"))
    total = MovementDraft(-250_000, DAY, DAY, "10101000", details=details)
    delivery = parse(write_delivery([statement(movements=[total])], created=DAY))
    assert found(delivery.problems) == ["3W detail-sum"]
    assert "expected -250.001, the sum of its 2 details, got '-250.000'" in delivery.problems[0].message
    assert delivery.statements[0].debit_milli == 250_000


def test_details_of_a_detail_are_summed_against_it_and_not_the_movement(
    statement: Callable[..., StatementDraft],
) -> None:
    inner = (MovementDraft(-70_000, DAY, DAY, "90101000"), MovementDraft(-30_000, DAY, DAY, "90101000"))
    details = (MovementDraft(-100_000, DAY, DAY, "70101000", details=inner), MovementDraft(-150_000, DAY, DAY, "60101000"))
    total = MovementDraft(-250_000, DAY, DAY, "20101000", details=details)
    delivery = parse(write_delivery([statement(movements=[total])], created=DAY))
    assert delivery.problems == ()
    assert [movement.detail for movement in delivery.statements[0].movements] == [0, 1, 2, 3, 4]


def test_a_counterparty_whose_account_fails_its_check_is_only_a_note(
    statement: Callable[..., StatementDraft],
) -> None:
    paid = MovementDraft(5_000, DAY, DAY, "00150000", counterparty_account="BE36985051416137")
    delivery = parse(write_delivery([statement(movements=[paid])], created=DAY))
    assert delivery.problems == ()
    assert [(note.id, note.line) for note in delivery.notes] == [("counterparty-check", 3)]


def test_a_separate_application_has_no_balance_to_prove_but_a_trailer(
    statement: Callable[..., StatementDraft],
) -> None:
    data = write_delivery([statement(separate_application=1500)], created=DAY, newline="\n")
    delivery = parse(data)
    assert delivery.problems == ()
    assert delivery.statements[0].separate_application
    assert (delivery.statements[0].old_balance_milli, delivery.statements[0].new_balance_milli) == (0, 0)
    forged = bytearray(data)
    forged[2 * 129 + 46] ^= 1
    assert found(parse(bytes(forged)).problems) == ["10H trailer-credit"]
