"""Deliveries read together are told as `parse` tells each of them, and their rows are those of their statements.

The kernels run as plain functions here: few statements, many ways for deliveries to lie behind each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from random import Random

import pytest

from coda_parser import parse
from coda_parser.arrow import to_arrow
from coda_parser.columnar.compiled import plain_kernels
from coda_parser.generator import generate
from coda_parser.outline import DeliveryOutline, StatementRow, outline_of, tables_of, whole
from coda_parser.together import read_together
from coda_parser.writer import write_delivery
from tests.coda_parser.test_two_paths import GOLDEN, damaged

KERNELS = plain_kernels()
ENDS = (b"", b"\r\n", b"\x1a", b"0000", b"no CODA\r\n")
KINDS = [(newline, encoding) for newline in ("\r\n", "\n", "") for encoding in ("cp1252", "utf-8")]


def assert_same(deliveries: Sequence[bytes]) -> list[DeliveryOutline]:
    """Compare every outline, its rows and its statements with what `parse` says of the delivery by itself."""
    outlines = read_together(deliveries, KERNELS)
    assert len(outlines) == len(deliveries)
    for data, told in zip(deliveries, outlines, strict=True):
        read = parse(data)
        statements = tuple(whole(outline) for outline in told.statements)
        assert replace(told, statements=statements) == outline_of(replace(read, statements=statements))
        assert [replace(each, notes=()) for each in statements] == [replace(each, notes=()) for each in read.statements]
        for outline, statement in zip(told.statements, read.statements, strict=True):
            for name in (*StatementRow.__slots__[:10], "first_line", "statement_id", "problems", "hard", "raw"):
                assert getattr(outline, name) == getattr(statement, name), name
    _assert_rows(deliveries, outlines)
    return outlines


def _assert_rows(deliveries: Sequence[bytes], outlines: Sequence[DeliveryOutline]) -> None:
    """Take the rows of all sound statements, last delivery first, and compare them column by column."""
    sound = [
        (f"{place:064d}", outline, statement)
        for place in reversed(range(len(deliveries)))
        for outline, statement in zip(outlines[place].statements, parse(deliveries[place]).statements, strict=True)
        if not statement.hard
    ]
    found = tables_of([outline for _, outline, _ in sound], [name for name, _, _ in sound])
    expected = to_arrow([statement for _, _, statement in sound], delivery="", encoding="")
    names = ([name for name, _, _ in sound], [name for name, _, statement in sound for _ in statement.movements])
    for table, wanted, owners in zip(found, expected, names, strict=True):
        table.validate(full=True)
        assert table["delivery"].to_pylist() == owners
        assert table.schema == wanted.schema
        others = [name for name in wanted.column_names if name not in ("delivery", "encoding")]
        assert [name for name in others if table[name].to_pylist() != wanted[name].to_pylist()] == []


def test_deliveries_of_every_kind_among_each_other_are_told_as_each_is_by_itself() -> None:
    made = [
        generate(seed, statements=1 + seed % 3, newline=newline, encoding=encoding)  # type: ignore[arg-type]
        for seed, (newline, encoding) in zip(range(36), cycle(KINDS), strict=False)
    ]
    made += [path.read_bytes() for path in GOLDEN] + [b"", b"0000", b"%PDF-1.7", b"\xef\xbb\xbf" + made[0], made[1] + made[1]]
    Random(3).shuffle(made)
    outlines = assert_same(made)
    assert sum(isinstance(one, StatementRow) for outline in outlines for one in outline.statements) > 50


def test_damaged_deliveries_between_sound_ones_are_told_as_each_is_by_itself() -> None:
    random = Random(5)
    for seed in range(12):
        plain = [generate(10 * seed + place, statements=2, oddities=False) for place in range(6)]
        assert_same([damaged(data, random) + random.choice(ENDS) if place % 2 else data for place, data in enumerate(plain)])


def test_a_delivery_says_itself_where_it_ends_whatever_lies_behind_it(statement) -> None:
    more, end = (write_delivery([statement()], created=statement().date) for _ in range(2))
    more = more[:-3] + b"1\r\n"  # its trailer says that another statement follows
    outlines = assert_same([more, end, more])
    assert [[problem.id for problem in outline.problems] for outline in outlines] == [
        ["last-trailer"],
        [],
        ["last-trailer"],
    ]


def test_only_the_statement_with_a_problem_is_no_row(statement) -> None:
    drafts = [statement(number=number) for number in (64, 65, 66)]
    lines = write_delivery(drafts, created=drafts[0].date).split(b"\r\n")
    lines[12] = lines[12].replace(b"000000001000000", b"000000001000001")
    (outline,) = assert_same([b"\r\n".join(lines)])
    assert [isinstance(one, StatementRow) for one in outline.statements] == [True, False, True]
    assert [one.hard for one in outline.statements] == [False, True, False]


def test_lots_are_no_larger_than_a_stretch_and_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda_parser.together.SIZE", 3000)
    outlines = assert_same([generate(seed, statements=1, oddities=False) for seed in range(12)])
    assert len({id(one.sheet) for outline in outlines for one in outline.statements if isinstance(one, StatementRow)}) > 3


def test_without_kernels_every_statement_is_an_object() -> None:
    data = [generate(seed, statements=2) for seed in range(3)]
    assert read_together(data, None) == [outline_of(parse(one)) for one in data]


def test_nothing_read_gives_empty_tables() -> None:
    assert read_together([], KERNELS) == []
    assert [table.num_rows for table in tables_of([], [])] == [0, 0]
