"""Which deliveries can be trusted statement by statement, which not at all, and which are not complete yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import dump, parse
from coda_parser.writer import StatementDraft, write_delivery

DAY = date(2026, 3, 31)
Make = Callable[..., StatementDraft]


@pytest.fixture
def two(statement: Make) -> list[str]:
    """Two statements of ten lines each."""
    drafts = [statement(), statement(account="BE73985020000160")]
    return write_delivery(drafts, created=DAY, newline="\n", encoding="utf-8").decode().splitlines()


def joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def ids(data: bytes) -> list[tuple[int, str]]:
    return [(problem.line, problem.id) for problem in parse(data).problems]


def test_two_statements_are_framed_complete_and_without_problem(two: list[str]) -> None:
    delivery = parse(joined(two))
    assert (delivery.framed, delivery.complete, delivery.problems) == (True, True, ())
    assert [(statement.account, statement.first_line) for statement in delivery.statements] == [
        ("BE35985051416137", 1),
        ("BE73985020000160", 11),
    ]


def test_a_hard_problem_of_one_statement_leaves_the_other_sound(two: list[str]) -> None:
    two[2] = two[2][:46] + "1" + two[2][47:]
    delivery = parse(joined(two))
    assert delivery.framed
    assert [statement.hard for statement in delivery.statements] == [True, False]


@pytest.mark.parametrize("kept", [1, 5, 9, 12, 19])
def test_a_delivery_cut_before_its_last_trailer_is_neither_complete_nor_framed(kept: int, two: list[str]) -> None:
    delivery = parse(joined(two[:kept]))
    assert not delivery.complete
    assert not delivery.framed
    assert (kept, "truncated") in ids(joined(two[:kept]))
    assert delivery.statements[-1].hard


def test_a_delivery_cut_at_any_byte_is_not_taken_for_a_complete_one(two: list[str]) -> None:
    whole = joined(two)
    first = len(joined(two[:10]))
    for end in range(len(whole) - 1):
        cut = parse(whole[:end])
        assert cut.complete == (end in (first - 1, first)), end
        assert dump(cut) == whole[:end]


def test_a_first_delivery_of_two_that_announces_another_is_complete_with_a_warning(two: list[str]) -> None:
    delivery = parse(joined(two[:10]))
    assert delivery.complete
    assert ids(joined(two[:10])) == [(10, "last-trailer")]


def test_a_missing_trailer_between_two_statements_breaks_the_framing(two: list[str]) -> None:
    assert ids(joined(two[:9] + two[10:])) == [(10, "trailer-missing")]
    assert not parse(joined(two[:9] + two[10:])).framed


def test_a_missing_header_breaks_the_framing(two: list[str]) -> None:
    assert ids(joined(two[:10] + two[11:])) == [(10, "last-trailer"), (11, "record-outside")]
    assert not parse(joined(two[:10] + two[11:])).framed


def test_a_delivery_whose_beginning_is_missing_says_so(two: list[str]) -> None:
    delivery = parse(joined(two[1:10]))
    assert [(problem.line, problem.id) for problem in delivery.problems] == [(1, "record-outside")]
    assert "the beginning is missing" in delivery.problems[0].message


@pytest.mark.parametrize("version", ["3", "0", " ", "9"])
def test_an_unknown_version_breaks_the_framing(version: str, two: list[str]) -> None:
    two[10] = two[10][:127] + version
    delivery = parse(joined(two))
    assert ids(joined(two)) == [(11, "version")]
    assert f"expected version 1 or 2, got '{version}'" in delivery.problems[0].message
    assert not delivery.framed


def test_a_last_file_code_before_another_statement_is_a_warning(two: list[str]) -> None:
    two[9] = two[9][:127] + "2"
    assert ids(joined(two)) == [(10, "more-follows")]


def test_a_trailer_that_breaks_off_after_its_figures_is_one_problem_at_the_first_stray_line(two: list[str]) -> None:
    two[9:10] = [two[9][:52], "", "", "leftover"]
    delivery = parse(joined(two))
    assert ids(joined(two)) == [(11, "line-length")]
    assert "(up to line 13); the record 9 before it breaks off after 52 characters" in delivery.problems[0].message
    assert delivery.framed
    assert [statement.hard for statement in delivery.statements] == [True, False]


def test_a_trailer_cut_within_its_figures_is_a_problem_of_its_own_statement(two: list[str]) -> None:
    two[9] = two[9][:30]
    delivery = parse(joined(two))
    assert ids(joined(two)) == [(10, "line-length")]
    assert [statement.hard for statement in delivery.statements] == [True, False]


def test_blank_lines_at_the_end_are_nothing_and_elsewhere_a_warning(two: list[str]) -> None:
    assert ids(joined([*two, "", "   ", ""])) == []
    assert ids(joined([*two[:10], "", "", *two[10:]])) == [(11, "blank-line")]
    assert ids(joined([*two[:4], "", *two[4:]])) == [(5, "blank-line")]


def test_a_run_of_stray_lines_inside_a_statement_is_one_problem(two: list[str]) -> None:
    assert ids(joined([*two[:4], "junk", "more junk", *two[4:]])) == [(5, "line-length")]


GARBAGE = {
    b"": ("empty-file", "an empty file"),
    b" \r\n\r\n": ("empty-file", "an empty file"),
    b"%PDF-1.7\n%\xe2\xe3": ("not-coda", "a PDF document"),
    b"PK\x03\x04\x14\x00": ("not-coda", "a ZIP archive"),
    b"\x1f\x8b\x08": ("not-coda", "a gzip archive"),
    b"<?xml version='1.0'?>": ("not-coda", "camt.053"),
    b":20:940\n:25:": ("not-coda", "MT940"),
    b"\x00\x01\x02\xff" * 100: ("not-coda", "binary data"),
    b"account;amount\n1;2\n": ("not-coda", "'account;amount'"),
    "0000031031520005".encode("utf-16"): ("not-coda", "UTF-16"),
    "0000031031520005".encode("utf-16-be"): ("not-coda", "UTF-16"),
}


@pytest.mark.parametrize("data", GARBAGE, ids=[f"{id}: {what}" for id, what in GARBAGE.values()])
def test_what_is_no_coda_is_one_hard_problem_that_says_what_it_is(data: bytes) -> None:
    delivery = parse(data)
    assert len(delivery.problems) == 1
    problem = delivery.problems[0]
    assert (problem.id, problem.severity) == (GARBAGE[data][0], "hard")
    assert GARBAGE[data][1] in problem.message
    assert (delivery.framed, delivery.complete, delivery.statements) == (False, False, ())
    assert dump(delivery) == data


def test_a_file_of_records_0_only_is_given_up_after_a_hundred(two: list[str]) -> None:
    data = joined([two[0]] * 5000)
    delivery = parse(data)
    assert len(delivery.statements) == 100
    assert len(delivery.problems) < 300
    assert dump(delivery) == data


def test_a_hopeless_statement_is_given_up_after_a_thousand_problems(two: list[str]) -> None:
    delivery = parse(joined([*two[:2], *["21" + "x" * 126] * 5000, *two[8:10]]))
    assert delivery.problems[-1].id in ("too-many", "last-trailer")
    assert len(delivery.problems) < 1100
    assert delivery.statements[0].hard


def test_one_line_of_ten_megabytes_is_one_problem_of_its_statement(two: list[str]) -> None:
    two[4] += "x" * 10_000_000
    assert ids(joined(two)) == [(5, "line-length")]
