"""Two paths, one result: what the kernels give is what `parse` gives, field by field, for sound and for damaged deliveries.

Where numba is installed the compiled kernels run, over two thousand generated statements and as many mutations, ten thousand
when QUATER_TEST_FULL is set; elsewhere the same functions run as plain Python over a few.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from coda_parser import Delivery, parse
from coda_parser.arrow import TableStream, arrow_of, to_arrow
from coda_parser.columnar.compiled import Kernels, cache_folder, compiled_kernels, kernels_for, plain_kernels
from coda_parser.generator import generate
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

pytestmark = pytest.mark.trial

COMPILED = find_spec("numba") is not None
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.cod"))
DELIVERY = "ab" * 32
MANY = (10_000 if os.environ.get("QUATER_TEST_FULL") == "1" else 2_000) if COMPILED else 150
PIECES = [b"0", b"1", b"2", b"9", b" ", b"x", b"\n", b"\r", b"\x1a", b"\xe9", b"\x81", "é".encode(), b""]


@pytest.fixture(scope="module")
def kernels() -> Kernels:
    """The compiled kernels where there is numba, else the same functions uncompiled."""
    return compiled_kernels() if COMPILED else plain_kernels()


def tables_of(delivery: Delivery) -> tuple[pa.Table, pa.Table]:
    """The rows of what is believed."""
    sound = [statement for statement in delivery.statements if delivery.framed and not statement.hard]
    return to_arrow(sound, delivery=DELIVERY, encoding=delivery.encoding)


def assert_same(data: bytes, kernels: Kernels | None) -> None:
    """Compare the stream of pieces with `parse`."""
    delivery = parse(data)
    stream = TableStream(BytesIO(data), delivery=DELIVERY, kernels=kernels)
    pieces = list(stream)
    assert (stream.encoding, stream.newline) == (delivery.encoding, delivery.newline)
    assert pieces[-1].framed == delivery.framed
    if not delivery.framed:
        return
    assert sum((piece.problems for piece in pieces), ()) == delivery.problems
    assert sum((piece.refused for piece in pieces), ()) == tuple(each for each in delivery.statements if each.hard)
    found = [pa.concat_tables(each) for each in zip(*((piece.statements, piece.movements) for piece in pieces), strict=True)]
    for table, expected in zip(found, tables_of(delivery), strict=True):
        table.validate(full=True)
        assert [name for name in expected.column_names if not table[name].equals(expected[name])] == []
        assert table.schema == expected.schema


def damaged(data: bytes, random: Random) -> bytes:
    """Change, add or take away something in a few places."""
    for _ in range(random.randint(1, 3)):
        place, taken = random.randrange(len(data)), random.choice((0, 1, 1, 1, 1, 130))
        data = data[:place] + random.choice(PIECES) + data[place + taken :]
    return data


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_delivery_is_the_same_on_both_paths(path: Path, kernels: Kernels) -> None:
    assert_same(path.read_bytes(), kernels)


@pytest.mark.parametrize("newline", ["\r\n", "\n", ""])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_generated_delivery_is_the_same_on_both_paths(newline: str, encoding: str, kernels: Kernels) -> None:
    assert_same(generate(41, statements=MANY // 6, newline=newline, encoding=encoding), kernels)  # type: ignore[arg-type]


def test_every_sample_is_the_same_on_both_paths(shared: Path, kernels: Kernels) -> None:
    for path in sorted((shared / "samples").glob("*.cod")):
        assert_same(path.read_bytes(), kernels)


def test_a_damaged_delivery_is_the_same_on_both_paths(kernels: Kernels, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(43)
    for seed in range(MANY):
        monkeypatch.setattr("coda_parser.stretches.SIZE", random.choice((700, 2000, 4 << 20)))
        data = generate(seed, statements=random.randint(1, 3), newline=random.choice(("\r\n", "\n", "")))
        assert_same(damaged(data, random), kernels)


def test_the_diagnosing_path_alone_is_the_same_in_stretches_as_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(47)
    monkeypatch.setattr("coda_parser.stretches.SIZE", 700)
    for seed in range(200):
        data = generate(seed, statements=random.randint(1, 6), newline=random.choice(("\r\n", "\n", "")))
        assert_same(damaged(data, random) if seed % 2 else data, None)


def test_plain_statements_are_vouched_for_and_only_the_others_read_again(
    statement: Callable[..., StatementDraft], kernels: Kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [statement(number=number) for number in (64, 65, 66)]
    lines = write_delivery(drafts, created=drafts[0].date).split(b"\r\n")
    lines[12] = lines[12].replace(b"000000001000000", b"000000001000001")
    data = b"\r\n".join(lines)
    expected = parse(data)
    read: list[int] = []
    monkeypatch.setattr(
        "coda_parser.columnar.stream.parse_stretch",
        lambda lines: (read.append(lines.number), (expected.statements[1:2], True))[1],
    )
    stream = TableStream(BytesIO(data), delivery=DELIVERY, kernels=kernels)
    (piece,) = stream
    assert read == [11]
    assert piece.statements.column("statement_number").to_pylist() == [64, 66]
    assert [each.statement_number for each in piece.refused] == [65]


def test_a_delivery_that_cannot_be_framed_gives_no_row_and_says_all_that_parse_says(edited: Callable[..., bytes]) -> None:
    data = edited((10, 1, "7"))
    found = arrow_of(data, delivery=DELIVERY)
    assert (found.framed, found.statements.num_rows, found.movements.num_rows) == (False, 0, 0)
    assert (found.problems, found.refused) == (parse(data).problems, parse(data).statements)


def test_more_than_9999_movements_are_the_same_on_both_paths(statement: Callable[..., StatementDraft]) -> None:
    if not COMPILED:
        pytest.skip("numba is not installed: ten thousand movements take the uncompiled kernels a minute")
    day = statement().date
    movements = [MovementDraft(1 + index, day, day, "00150000") for index in range(20_005)]
    data = write_delivery([statement(movements=movements)], created=day)
    assert_same(data, compiled_kernels())
    sequence = arrow_of(data, delivery=DELIVERY).movements.column("sequence").to_pylist()
    assert (sequence[9998:10001], sequence[-1]) == ([9999, 10000, 10001], 20_005)


def test_a_delivery_without_a_statement_for_too_long_is_refused_where_the_last_one_began(
    statement: Callable[..., StatementDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coda_parser.stretches.SIZE", 2000)
    monkeypatch.setattr("coda_parser.stretches.LONGEST_STATEMENT", 10_000)
    data = write_delivery([statement()], created=statement().date) + b"0000" + b"\x00" * 50_000
    pieces = list(TableStream(BytesIO(data), delivery=DELIVERY))
    assert not pieces[-1].framed
    assert [(problem.id, problem.line) for problem in pieces[-1].problems] == [("too-long", 11)]


def test_machine_code_goes_to_the_first_folder_that_can_be_written_or_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    closed, open_ = tmp_path / "a file" / "kernels", tmp_path / "cache" / "kernels"
    assert cache_folder((open_, closed)) == cache_folder((closed, open_)) == open_
    assert cache_folder((closed,)) is None


def test_kernels_can_be_had_where_no_folder_can_be_written(tmp_path: Path) -> None:
    if not COMPILED:
        pytest.skip("numba is not installed: nothing is ever compiled")
    (tmp_path / "a file").touch()
    script = (
        "import sys, pathlib; from coda_parser.columnar import compiled; closed = pathlib.Path(sys.argv[1]);"
        "compiled._folders = lambda: (closed, closed);"
        "assert compiled.kernels_for(64 << 20) is None;"
        "print([kernel.stats.cache_path for kernel in compiled.compiled_kernels()])"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "a file" / "kernels")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[None, None, None]"


def test_a_small_delivery_never_waits_for_the_compiler() -> None:
    assert kernels_for(1 << 20) is None
