"""A delivery read passage by passage says what `parse` says of the whole."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from benchmarks.coda_fuzz import damaged
from coda_parser import Problem, Statement, parse
from coda_parser.generator import generate
from coda_parser.passages import passages

DAMAGED = range(400)
SIZE = 3_000


@pytest.fixture(autouse=True)
def small_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut small deliveries too."""
    monkeypatch.setattr("coda_parser.stretches.SIZE", SIZE)


def read(data: bytes) -> tuple[list[Statement], list[Problem], bool, int]:
    found = list(passages(BytesIO(data), whole=0))
    statements = [statement for passage in found for statement in passage.statements]
    problems = [problem for passage in found for problem in passage.problems]
    return statements, problems, all(passage.framed for passage in found), len(found)


@pytest.mark.parametrize("newline", ["\r\n", "\n", ""])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_every_statement_is_the_same_in_passages(newline: str, encoding: str) -> None:
    data = generate(4, statements=30, newline=newline, encoding=encoding)  # type: ignore[arg-type]
    whole = parse(data)
    statements, problems, framed, count = read(data)
    assert tuple(statements) == whole.statements
    assert tuple(problems) == whole.problems
    assert framed
    assert count > 3 or (newline, encoding) == ("", "utf-8")  # blocks of 128 characters in UTF-8 cannot be cut


def test_a_small_delivery_is_one_passage() -> None:
    data = generate(4, statements=30)
    (passage,) = passages(BytesIO(data))
    assert passage.statements == parse(data).statements
    assert passage.believed == passage.statements


def test_a_damaged_delivery_is_trusted_in_passages_only_where_it_is_as_a_whole() -> None:
    framed_ones = 0
    for number in DAMAGED:
        data, _ = damaged(number)
        whole = parse(data)
        statements, problems, framed, _ = read(data)
        assert framed == whole.framed, number
        if framed:
            framed_ones += 1
            assert (tuple(statements), tuple(problems)) == (whole.statements, whole.problems), number
        else:
            assert any(problem.severity == "hard" and problem.line for problem in problems), number
    assert 100 < framed_ones < 390


def test_nothing_is_believed_of_a_passage_whose_framing_does_not_hold() -> None:
    data = generate(4, statements=2)[:-200]
    (passage,) = passages(BytesIO(data))
    assert (passage.framed, passage.believed, len(passage.statements)) == (False, (), 2)


def test_a_trailer_cut_within_its_figures_closes_its_statement_at_the_end_of_a_passage_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Found by guided fuzzing: a passage that ended behind the cut trailer was not framed, the whole was."""
    monkeypatch.setattr("coda_parser.stretches.SIZE", 700)
    path = Path(__file__).parent / "issues" / "trailer-cut-at-the-end-of-a-stretch.cod"
    data = path.read_bytes()
    whole = parse(data)
    statements, problems, framed, count = read(data)
    assert [(statement.first_line, statement.hard) for statement in whole.statements] == [(1, False), (6, True), (11, False)]
    assert (framed, whole.framed, count) == (True, True, 3)
    assert (tuple(statements), tuple(problems)) == (whole.statements, whole.problems)
