"""Encodings and line ends as banks and people leave them: read the same, reported, and given back byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import Delivery, dump, parse
from coda_parser.lines import decode
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)
Make = Callable[..., StatementDraft]


@pytest.fixture
def drafts(statement: Make) -> list[StatementDraft]:
    paid = MovementDraft(1_000, DAY, DAY, "00150000", communication="loyer août", counterparty_name="Hélène Müller-Ça")
    return [statement(holder_name="Maître Élise ï", movements=[paid]), statement(number=65)]


def content(delivery: Delivery) -> list[object]:
    return [(s.digest, s.holder_name, s.movements, s.new_balance_milli) for s in delivery.statements]


@pytest.mark.parametrize("newline", ["\r\n", "\n", ""])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_encoding_and_line_end_are_recognised_and_change_nothing_in_the_content(
    newline: str, encoding: str, drafts: list[StatementDraft]
) -> None:
    data = write_delivery(drafts, created=DAY, newline=newline, encoding=encoding)  # type: ignore[arg-type]
    delivery = parse(data)
    assert (delivery.encoding, delivery.newline, delivery.problems) == (encoding, newline, ())
    assert delivery.statements[0].holder_name == "Maître Élise ï"
    assert delivery.statements[0].movements[0].counterparty_name == "Hélène Müller-Ça"
    assert content(delivery) == content(parse(write_delivery(drafts, created=DAY)))
    assert dump(delivery) == data


def test_a_delivery_without_accents_is_ascii(statement: Make) -> None:
    assert parse(write_delivery([statement(movements=[])], created=DAY, encoding="utf-8")).encoding == "ascii"


ENDS = {
    "byte order mark": (b"\xef\xbb\xbf", b""),
    "DOS end of file": (b"", b"\x1a"),
    "DOS end of file on a line of its own": (b"", b"\r\n\x1a\r\n"),
    "blank lines": (b"", b"\r\n\r\n   \r\n"),
    "all of them": (b"\xef\xbb\xbf", b"\r\n\r\n \x1a"),
}


@pytest.mark.parametrize("name", ENDS)
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_what_stands_around_a_delivery_is_tolerated(name: str, newline: str, drafts: list[StatementDraft]) -> None:
    before, after = ENDS[name]
    data = before + write_delivery(drafts, created=DAY, newline=newline, encoding="utf-8") + after  # type: ignore[arg-type]
    delivery = parse(data)
    assert (delivery.problems, delivery.complete) == ((), True)
    assert dump(delivery) == data


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_missing_last_line_end_is_tolerated(newline: str, drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY, newline=newline).rstrip(b"\r\n")  # type: ignore[arg-type]
    delivery = parse(data)
    assert (delivery.problems, delivery.complete, len(delivery.statements)) == ((), True, 2)
    assert dump(delivery) == data


def test_lines_that_end_in_different_ways_are_read_and_given_back(drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY).replace(b"\r\n", b"\n", 3)
    assert parse(data).problems == ()
    assert dump(parse(data)) == data


def test_lines_that_end_in_a_lone_carriage_return_are_read(drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY).replace(b"\r\n", b"\r")
    delivery = parse(data)
    assert (delivery.newline, delivery.problems, len(delivery.statements)) == ("\r", (), 2)
    assert dump(delivery) == data


def test_the_raw_lines_of_the_statements_are_the_delivery(drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY, encoding="utf-8")
    delivery = parse(data)
    assert b"".join(statement.raw for statement in delivery.statements) == data
    assert parse(delivery.statements[1].raw).statements[0].digest == delivery.statements[1].digest


def test_utf8_is_counted_in_characters_and_cp1252_in_bytes(drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY, encoding="utf-8", newline="\n")
    assert max(len(line) for line in data.split(b"\n")) > 128
    assert parse(data).problems == ()


def test_utf8_bytes_in_a_cp1252_delivery_are_a_located_problem(drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY, newline="\n")
    mixed = data.replace("Hélène".encode("cp1252"), "Hélène".encode())
    assert [(problem.id, problem.line) for problem in parse(mixed).problems] == [("line-length", 4)]


def test_every_byte_decodes_to_one_character() -> None:
    text, encoding = decode(bytes(range(256)))
    assert (len(text), encoding) == (256, "cp1252")


def test_a_carriage_return_inside_a_record_is_a_control_character(drafts: list[StatementDraft]) -> None:
    data = write_delivery(drafts, created=DAY, newline="\n")
    broken = data[:100] + b"\r" + data[101:]
    assert [(problem.id, problem.line, problem.positions) for problem in parse(broken).problems] == [
        ("control-character", 1, (101, 101))
    ]
